"""The schedule as a document, and the commands."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from fairapp.agenda.models import Release
from fairapp.agenda.pdf import schedule
from fairapp.core.db import db, transaction
from fairapp.core.prints import render
from fairapp.documents.queries import in_edition
from tests.agenda.acts import added


def _text(demo, tmp_path, lang):
    file = tmp_path / "schedule.pdf"
    file.write_bytes(render(schedule(demo.edition, lang)))
    return " ".join("\n".join(page.extract_text() for page in PdfReader(file).pages).split())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Thursday, April 22", "Simón Bolívar Room", "Item 3 on the agenda", "doc.6")),
        ("es", ("Jueves 22 de abril", "Salón Simón Bolívar", "Punto 3 del temario")),
        ("fr", ("Jeudi 22 avril", "Salle Simón Bolívar", "Point 3 de l’ordre du jour", "9 h 00")),
        ("pt", ("Quinta-feira, 22 de abril", "Sala Simón Bolívar", "Ponto 3 do temário")),
    ],
)
def test_the_schedule_prints_in_four_languages(app, demo, tmp_path, lang, words):
    with app.test_request_context():
        text = _text(demo, tmp_path, lang)

    for each in words:
        assert each in text


def test_the_schedule_shows_the_release_not_the_draft(app, demo):
    added(demo, "MIR", 1, "10:00", "11:00", title="A secret of the draft")

    with app.test_request_context():
        printed = schedule(demo.edition, "en")

    assert "A secret of the draft" not in {e.title for day in printed.values["days"] for e in day.entries}
    assert printed.dated == db.session.query(Release).one().released_at


def test_before_the_first_release_it_is_a_draft_schedule(app, demo):
    with transaction():
        db.session.query(Release).delete()

    with app.test_request_context():
        printed = schedule(demo.edition, "es")

    assert printed.title.lower() == "proyecto de calendario"
    assert sum(len(day.entries) for day in printed.values["days"]) == 35


def _registered(demo):
    return next(d for d in in_edition(demo.edition.id, ("general",)) if d.kind == "draft_schedule")


def test_a_release_alone_leaves_it_a_draft_the_registry_makes_it_the_schedule(app, demo):
    with app.test_request_context():
        before = schedule(demo.edition, "en").title
        with transaction():
            _registered(demo).status = "approved"
        after = schedule(demo.edition, "en")

    assert (before, after.title) == ("Draft schedule", "Schedule")
    assert after.values["head"].symbol == _registered(demo).symbol


def test_what_is_adopted_is_no_schedule_before_it_is_released(app, demo):
    with transaction():
        db.session.query(Release).delete()
        _registered(demo).status = "final"

    with app.test_request_context():
        assert schedule(demo.edition, "en").title == "Draft schedule"


def test_without_an_entry_what_is_released_is_the_schedule(app, demo):
    with transaction():
        db.session.delete(_registered(demo))

    with app.test_request_context():
        assert schedule(demo.edition, "fr").title == "Calendrier"


def test_the_command_line_lists_and_releases(app, demo):
    run = app.test_cli_runner().invoke
    listed = run(args=["agenda", "list", "--edition", "demo"])
    assert "D1-07    2027-04-22 10:45-12:20 SBR" in listed.output
    assert "35 sessions. Release no. 1." in listed.output

    refused = run(args=["agenda", "release", "--edition", "demo"])
    assert (refused.exit_code, "Nothing has changed" in refused.output) == (1, True)
    added(demo, "MIR", 1, "10:00", "11:00")
    db.session.remove()
    assert "Release no. 2" in run(args=["agenda", "release", "--edition", "demo", "--note", "More"]).output
    assert "no edition “nowhere”" in run(args=["agenda", "list", "--edition", "nowhere"]).output
