"""The rapporteur's report: complete, in four languages, readable by everybody."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.core.prints import file_of, html_of
from fairapp.documents.prints import find
from fairapp.documents.renditions import produce
from fairapp.outcomes import services
from fairapp.outcomes.models import SessionRecord
from fairapp.outcomes.pdf import rapporteur_report
from tests.papers import inspect_paper, words_of

TITLES = {
    "en": ("REPORT OF THE RAPPORTEUR", "TABLE OF CONTENTS", "ANNEX"),
    "es": ("INFORME DE LA RELATORÍA", "ÍNDICE", "ANEXO"),
    "fr": ("RAPPORT DU RAPPORTEUR", "TABLE DES MATIÈRES", "ANNEXE"),
    "pt": ("RELATÓRIO DA RELATORIA", "ÍNDICE", "ANEXO"),
}
SAID = {
    "en": "The provisional Chair opened the session",
    "es": "La Presidencia provisional abrió la sesión",
    "fr": "La présidence provisoire a ouvert la séance",
    "pt": "A Presidência provisória abriu a sessão",
}


def paper(demo, lang):
    return inspect_paper(produce(demo.edition, find("rapporteur-report"), lang).path, lang)


@pytest.mark.parametrize("lang", TITLES)
def test_the_report_is_a_good_paper_in_each_language(demo, lang):
    reader = paper(demo, lang)
    words = words_of(reader)

    for expected in (*TITLES[lang], SAID[lang], "CIDI/RACOOP/doc.16/27", "CIDI/RACOOP/doc.1/27"):
        assert expected in words
    assert "- 2 -" in words
    assert "- 1 -" not in words


def test_pages_of_the_contents_are_the_pages_of_the_chapters(demo):
    reader = paper(demo, "en")
    listed = {
        line.split(" .")[0].strip(): line.rsplit(" ", 1)[-1]
        for line in reader.pages[0].extract_text().splitlines()
        if line.rsplit(" ", 1)[-1].isdigit() and "..." in line
    }
    pages = {entry.title: reader.get_destination_page_number(entry) + 1 for entry in _flat(reader.outline)}
    found = {page for title, page in pages.items() if "EXPECTED OUTCOMES" in title.upper()}

    assert any(int(number) in found for text, number in listed.items() if "EXPECTED OUTCOMES" in text)


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_decisions_stand_with_their_session_and_with_the_outcomes_they_serve(demo):
    words = words_of(paper(demo, "en"))

    assert "Decision No. 2" in words
    assert "By consensus. Expected outcomes served: O2, O6." in words
    assert words.count("Decision No. 3, taken in:") == 2


def test_words_that_exist_in_another_language_only_are_marked(demo):
    html = html_of(rapporteur_report(demo.edition, "fr"))

    assert "[Original\u202f: anglais]" in html
    assert '<p lang="en">To channel offers' in html
    assert "[Original" not in html_of(rapporteur_report(demo.edition, "en")).partition("annex-title")[0]


def test_it_is_provisional_until_every_record_is_final(demo):
    by = demo.user("rapporteur")
    assert "Provisional version" in words_of(paper(demo, "en"))
    with transaction():
        second = db.session.scalars(select(SessionRecord).where(SessionRecord.status == "open")).one()
        services.finalise(second, version=second.version, by=by)

    assert "Provisional version" not in words_of(paper(demo, "en"))


def test_what_a_rapporteur_types_is_text_and_nothing_else(demo):
    second = db.session.scalars(select(SessionRecord).where(SessionRecord.status == "open")).one()
    nasty = '<img src="http://example.org/x"> {{ 7*7 }} & <script>alert(1)</script>'
    with transaction():
        services.write_summary(
            second, Translated(en=nasty), version=second.version, by=demo.user("rapporteur")
        )

    assert nasty.replace(" ", "") in words_of(paper(demo, "en")).replace(" ", "")


def test_a_meeting_without_records_prints_all_the_same(demo):
    with transaction():
        for record in db.session.scalars(select(SessionRecord)):
            db.session.delete(record)

    assert "No session has been recorded yet." in words_of(paper(demo, "en"))


def test_the_same_records_give_the_same_file(demo):
    first = html_of(rapporteur_report(demo.edition, "es"))

    assert file_of(first) == file_of(html_of(rapporteur_report(demo.edition, "es")))
