"""Draft agenda, agenda and annotated agenda on paper."""

from __future__ import annotations

import re

import pytest

from fairapp.agenda import queries, services
from fairapp.agenda.prints.agenda import agenda, annotated_agenda
from fairapp.core import clock
from fairapp.core.db import transaction
from fairapp.core.prints import file_of, html_of
from fairapp.documents.prints import find, of_kind
from tests.agenda.acts import session
from tests.papers import inspect_paper, words_of

PAPERS = {
    "en": ("DRAFT AGENDA", "(Provisional version)", "10. Consideration", "a. Draft communiqué"),
    "es": ("PROYECTO DE TEMARIO", "10. Consideración", "b. Hoja de ruta", "CIDI/RACOOP/doc.2/27"),
    "fr": ("PROJET D’ORDRE DU JOUR", "b. Feuille de route", "1. Élection du bureau"),
    "pt": ("PROJETO DE TEMÁRIO", "b. Roteiro", "12. Outros assuntos"),
}
TIME = re.compile(r"\d{1,2}(:| h |h)\d\d")


def adopt_and_release(demo):
    by = demo.user("secretariat")
    with clock.stopped_at(demo.moment(1, "11:00")), transaction():
        services.adopt_agenda(demo.edition, demo.edition.first_day, session(demo, "D1-05"), by=by)
        services.release_programme(demo.edition, by=by)


@pytest.mark.parametrize("lang", PAPERS)
def test_the_draft_agenda_is_an_accessible_paper_without_times(app, demo, lang):
    with app.test_request_context():
        words = words_of(inspect_paper(file_of(html_of(agenda(demo.edition, lang))), lang))

    for each in PAPERS[lang]:
        assert each in words or each.upper() in words
    assert not TIME.search(words)


@pytest.mark.parametrize(
    ("lang", "approved", "title"),
    [
        ("en", "(Approved during the first plenary session held on April 22, 2027)", "AGENDA"),
        ("es", "(Aprobado en la primera sesión plenaria, celebrada el 22 de abril de 2027)", "TEMARIO"),
        ("fr", "(Approuvé à la première séance plénière, tenue le 22 avril 2027)", "ORDRE DU JOUR"),
        ("pt", "(Aprovado na primeira sessão plenária, realizada em 22 de abril de 2027)", "TEMÁRIO"),
    ],
)
def test_once_adopted_it_is_the_agenda_and_says_when(app, demo, lang, approved, title):
    adopt_and_release(demo)
    with app.test_request_context():
        head = agenda(demo.edition, lang).values["head"]

    assert (head.title.upper(), head.status) == (title, approved)
    assert head.symbol == "CIDI/RACOOP/doc.2/27"


@pytest.mark.parametrize("lang", PAPERS)
def test_the_annotated_agenda_is_an_accessible_paper(app, demo, lang):
    with app.test_request_context():
        words = words_of(inspect_paper(file_of(html_of(annotated_agenda(demo.edition, lang))), lang))

    assert "CIDI/RACOOP/doc.6/27, “" in words or "CIDI/RACOOP/doc.6/27, «" in words
    assert {"en": "Objectives", "es": "Objetivos", "fr": "Objectifs", "pt": "Objetivos"}[lang] in words
    missing = {"fr": "[Original : anglais]", "pt": "[Original: inglês]"}
    if lang in missing:
        assert words.count(missing[lang]) == 2


def test_both_are_kinds_of_the_registry_and_open_to_everybody(demo, visit):
    assert of_kind("draft_agenda") is of_kind("agenda") is find("agenda")
    for name in ("agenda", "annotated-agenda"):
        found = visit().client.get(f"/demo/documents/{name}.pdf?lang=es")
        assert (found.status_code, found.mimetype) == (200, "application/pdf")


def test_the_paper_says_what_was_released_not_the_draft(app, demo):
    item = queries.items(demo.edition.id)[0]
    with transaction():
        services.remove_item(item, version=item.version, by=demo.user("secretariat"))

    with app.test_request_context():
        assert agenda(demo.edition, "en").values["items"][0].title == "Election of officers"
