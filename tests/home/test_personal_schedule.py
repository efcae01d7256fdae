"""The personal schedule on paper."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from fairapp.agenda import queries
from fairapp.agenda.services.following import follow
from fairapp.core.db import db, transaction
from fairapp.meetings.models import Meeting
from fairapp.registration.models import Participant
from tests.agenda.acts import accredited, added
from tests.papers import inspect_paper, words_of

OWN = "/demo/my-agenda.pdf"


@pytest.fixture
def read(tmp_path):
    """The words of an answer's file, which is in order."""

    def of(answer, lang="en"):
        file = tmp_path / "own.pdf"
        file.write_bytes(answer.data)
        return words_of(inspect_paper(file, lang)).replace("\u00a0", " ")

    return of


def _url(person):
    return f"/demo/participants/{person.id}/schedule.pdf"


def test_it_holds_duties_with_their_part_meetings_with_the_counterpart_and_what_is_followed(
    app, demo, visit, read
):
    person = accredited(demo)
    added(demo, "MIR", 1, "10:00", "11:00", title="A debate on water", duties=[person])
    meeting = db.session.scalar(select(Meeting).where(Meeting.status == "accepted"))
    session = next(s for s in queries.public_programme(demo.edition.id).standing if s.code == "D2-11")
    with transaction():
        follow(session.id, by=demo.user("delegate"))

    own = read(visit("delegate").client.get(f"{OWN}?lang=en"))
    theirs = read(visit("secretariat").client.get(f"{_url(meeting.asker)}?lang=en"))

    assert "A debate on water" in own
    assert "Panelist" in own
    assert "SAMOA Pathway" in own
    assert "Followed" in own
    assert f"With {meeting.host.name}" in theirs
    assert f"With {meeting.asker.name}" not in theirs


def test_what_one_must_attend_is_not_said_to_be_followed(app, demo, visit, read):
    person = accredited(demo)
    session = added(demo, "MIR", 1, "10:00", "11:00", title="A debate on water", duties=[person])
    with transaction():
        follow(session.id, by=demo.user("delegate"))

    own = read(visit("delegate").client.get(f"{OWN}?lang=en"))

    assert own.count("A debate on water") == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("PERSONAL SCHEDULE", "10:00 – 11:00 a.m.")),
        ("es", ("CALENDARIO PERSONAL", "10:00 – 11:00 a.m.")),
        ("fr", ("CALENDRIER PERSONNEL", "10 h 00")),
        ("pt", ("CALENDÁRIO PESSOAL", "10h00")),
    ],
)
def test_in_four_languages(app, demo, visit, read, lang, words):
    added(demo, "MIR", 1, "10:00", "11:00", duties=[accredited(demo)])

    text = read(visit("delegate").client.get(f"{OWN}?lang={lang}"), lang)

    for each in words:
        assert each in text


def test_it_is_private(app, demo, client, visit):
    person = demo.person("delegate")

    assert client.get(OWN).status_code == 302
    assert visit("delegate").client.get(OWN).headers["Cache-Control"] == "private, no-cache"
    for other in ("counterpart", "protocol", "rapporteur", "delegate"):
        assert visit(other).client.get(_url(person)).status_code == 403, other


def test_who_takes_no_part_has_none(app, demo, visit):
    assert visit("secretariat").client.get(OWN).status_code == 404
    assert visit("secretariat").client.get("/demo/participants/999999/schedule.pdf").status_code == 404


def test_a_person_without_appointments_gets_a_paper_that_says_so(app, demo, visit, tmp_path):
    busy = select(Meeting.asker_id).union(select(Meeting.host_id))
    free = db.session.scalar(
        select(Participant).where(Participant.user_id.is_(None), Participant.id.not_in(busy)).limit(1)
    )
    file = tmp_path / "own.pdf"
    file.write_bytes(visit("secretariat").client.get(f"{_url(free)}?lang=en").data)

    assert "Nothing holds this person’s time yet" in words_of(PdfReader(file))
