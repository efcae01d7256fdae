"""The head of a paper, in four languages, with and without a number."""

from __future__ import annotations

import pytest

from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.core.prints import Print, file_of, html_of
from fairapp.documents.letterhead import letterhead, passage
from tests.papers import inspect_paper, words_of

HEADS = {
    "en": ("ORGANIZATION OF AMERICAN STATES", "April 22 and 23, 2027", "23 April 2027", "Original: Spanish"),
    "es": (
        "ORGANIZACIÓN DE LOS ESTADOS AMERICANOS",
        "22 y 23 de abril de 2027",
        "23 abril 2027",
        "Original: español",
    ),
    "fr": (
        "ORGANISATION DES ÉTATS AMÉRICAINS",
        "22 et 23 avril 2027",
        "23 avril 2027",
        "Original : espagnol",
    ),
    "pt": (
        "ORGANIZAÇÃO DOS ESTADOS AMERICANOS",
        "22 e 23 de abril de 2027",
        "23 abril 2027",
        "Original: espanhol",
    ),
}


@pytest.mark.parametrize("lang", HEADS)
def test_the_head_speaks_the_language_of_the_paper(demo, lang):
    head = letterhead(demo.edition, "rapporteur_report", lang, item="3")
    organization, days, day, original = HEADS[lang]

    assert head.organization == organization
    assert head.where[0] == days
    assert head.classification == ("OEA/Ser.W/XIII.99.1", "CIDI/RACOOP/doc.16/27", day, original)
    assert head.item.startswith({"en": "Item", "es": "Punto", "fr": "Point", "pt": "Ponto"}[lang])
    assert head.reference.startswith("CIDI000")


def test_a_paper_that_is_not_registered_is_headed_as_a_draft_and_takes_no_number(demo):
    head = letterhead(demo.edition, "order_of_business", "en")

    assert head.symbol == head.reference == ""
    assert "Draft without a number" in head.classification
    assert head.title == "Order of business"


def test_the_schedule_is_the_registered_draft_schedule(demo):
    assert letterhead(demo.edition, "schedule", "en").symbol == "CIDI/RACOOP/doc.3/27"


def test_words_that_exist_in_another_language_only_say_so(demo):
    text = Translated(es="Uno.\n\nDos\nlíneas.")

    assert passage(text, "es").remark == ""
    assert passage(text, "en").paragraphs == ("Uno.", "Dos líneas.")
    assert (passage(text, "en").lang, passage(text, "en").remark) == ("es", "[Original: Spanish]")
    assert passage(Translated(), "en").remark == ""


def paper(edition, lang):
    head = letterhead(edition, "rapporteur_report", lang, status="(Provisional)")
    from datetime import UTC, datetime

    when = datetime(2027, 4, 23, tzinfo=UTC)
    return file_of(html_of(Print("_document.html", head.title, lang, when, {"head": head})))


@pytest.mark.parametrize("lang", HEADS)
def test_the_frame_alone_is_a_good_paper(demo, lang):
    reader = inspect_paper(paper(demo.edition, lang), lang)

    assert HEADS[lang][0] in words_of(reader)
    assert reader.metadata.creation_date.isoformat().startswith("2027-04-23T00:00")
    assert tuple(reader.pages[0].mediabox[2:]) == (612, 792)


def test_the_demonstration_says_that_it_is_one_on_every_page(demo):
    assert "invented content" in words_of(inspect_paper(paper(demo.edition, "en"), "en"))
    with transaction():
        demo.edition.is_demo = False
        db.session.flush()
    assert "invented content" not in words_of(inspect_paper(paper(demo.edition, "en"), "en"))
