"""Many people at once, and one meeting each: what the key of `claim` is for.

With `pk_claim` taken away (ALTER TABLE claim DROP CONSTRAINT pk_claim on PostgreSQL; a claim table
without a key on SQLite), `test_one_host_one_slot` accepts all 32 meetings and `inspect` finds 31
overlaps. `test_without_the_key_the_overlap_appears` does exactly that in a scratch database.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.core.refusals import Refusal
from fairapp.meetings import rules, services
from fairapp.meetings.errors import AnsweredMeanwhile, NoTableLeft
from fairapp.meetings.models import Meeting
from fairapp.registration.models import Delegation, Participant
from fairapp.timetable import queries as timetable
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.models import Claim
from fairapp.timetable.services import add_resource, book
from fairapp.timetable.zones import speak_in
from tests.conftest import TODAY
from tests.inspector import Visitor
from tests.meetings.conftest import empty_meetings_area

pytestmark = pytest.mark.races
MANY = 32


@pytest.fixture
def fair(demo):
    return empty_meetings_area(demo)


@pytest.fixture
def guests(fair):
    """32 more people, of one delegation."""
    home = fair.demo.delegation("exhibitor-a02")
    with transaction():
        people = [_guest(home, number) for number in range(MANY)]
    return [person.id for person in people]


def _guest(home: Delegation, number: int) -> Participant:
    name = f"Guest {number:02d}"
    person = Participant(
        edition_id=home.edition_id,
        delegation_id=home.id,
        resource_id=add_resource(home.edition_id, "participant", home.name).id,
        category=home.category,
        role="participant",
        position=9,
        standing="accredited",
        given_names=name,
        family_names="Ejemplo",
        office="Observer",
        email=f"guest{number:02d}@example.org",
        languages=["en"],
        created_at=clock.now(),
    )
    db.session.add(person)
    db.session.flush()
    return person


def _request(edition_id: int, asker_id: int, host_id: int, slot, number: int) -> Meeting:
    """A pending request, written past the courtesies of asking."""
    meeting = Meeting(
        edition_id=edition_id,
        asker_id=asker_id,
        host_id=host_id,
        pair=rules.pair_of(asker_id, host_id),
        purpose=f"Request {number}",
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        status="requested",
        uid=f"race-{number}",
        asked_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(meeting)
    db.session.flush()
    return meeting


def at_once(app, works) -> Counter:
    """Do all of it at the same moment, each in a thread with its own connection; count the answers."""
    start = threading.Barrier(len(works))

    def one(work) -> str:
        with app.app_context(), clock.stopped_at(TODAY):
            speak_in("America/New_York")
            try:
                start.wait(timeout=30)
                return work()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(works)) as pool:
        return Counter(pool.map(one, works))


def accepting(meeting_id: int, user_id: int):
    """A piece of work: accept, and say what came of it."""

    def work() -> str:
        try:
            with transaction():
                meeting = db.session.get_one(Meeting, meeting_id)
                services.accept_meeting(meeting, by=_user(user_id))
        except Refusal as refusal:
            return f"{type(refusal).__name__}{'' if refusal.message else ' without a sentence'}"
        return "accepted"

    return work


def cancelling(meeting_id: int, user_id: int):
    """A piece of work: cancel, and say what came of it."""

    def work() -> str:
        try:
            with transaction():
                meeting = db.session.get_one(Meeting, meeting_id)
                services.cancel_meeting(meeting, "A flight was moved.", by=_user(user_id))
        except Refusal as refusal:
            return type(refusal).__name__
        return "cancelled"

    return work


def _user(user_id: int):
    from fairapp.accounts.models import User

    return db.session.get_one(User, user_id)


def _statuses() -> Counter:
    db.session.rollback()
    return Counter(db.session.scalars(select(Meeting.status)))


def _rivals(fair, guests):
    """32 pending requests for the same host at the same slot."""
    with transaction():
        requests = [
            _request(fair.edition.id, guest, fair.rodrigo.id, fair.slots[0], n)
            for n, guest in enumerate(guests)
        ]
    return [meeting.id for meeting in requests]


def test_one_host_one_slot(app, fair, guests):
    by, edition_id = fair.demo.user("counterpart").id, fair.edition.id
    meetings = _rivals(fair, guests)
    db.session.remove()

    answers = at_once(app, [accepting(meeting, by) for meeting in meetings])

    assert answers == {"accepted": 1, AlreadyBooked.__name__: MANY - 1}
    assert _statuses() == {"accepted": 1, "requested": MANY - 1}
    assert timetable.inspect(edition_id).flaws == ()
    assert len(list(db.session.scalars(select(Letter)))) == 2


def test_the_last_free_table(app, fair, guests):
    by, edition_id = fair.demo.user("secretariat").id, fair.edition.id
    hosts = [person.id for person in fair.others(MANY)]
    with transaction():
        taken = [table.resource_id for table in fair.tables()[:-1]]
        book(
            taken,
            fair.slots[0].span,
            edition_id=edition_id,
            purpose="closed",
            subject="tables:0",
            title=fair.edition.name,
        )
        requests = [
            _request(edition_id, guest, host, fair.slots[0], n)
            for n, (guest, host) in enumerate(zip(guests, hosts, strict=True))
        ]
    meetings = [meeting.id for meeting in requests]
    db.session.remove()

    answers = at_once(app, [accepting(meeting, by) for meeting in meetings])

    assert answers == {"accepted": 1, NoTableLeft.__name__: MANY - 1}
    assert timetable.inspect(edition_id).flaws == ()


def test_as_many_as_there_are_tables(app, fair, guests):
    """All want table 1 first; each finds another until none is left."""
    by, edition_id, tables = fair.demo.user("secretariat").id, fair.edition.id, len(fair.tables())
    hosts = [person.id for person in fair.others(MANY)]
    with transaction():
        meetings = [
            _request(edition_id, guest, host, fair.slots[0], n).id
            for n, (guest, host) in enumerate(zip(guests, hosts, strict=True))
        ]
    db.session.remove()

    answers = at_once(app, [accepting(meeting, by) for meeting in meetings])

    assert answers == {"accepted": tables, NoTableLeft.__name__: MANY - tables}
    assert timetable.inspect(edition_id).flaws == ()


def test_the_same_meeting_accepted_many_times_is_accepted_once(app, fair):
    by, edition_id = fair.demo.user("counterpart").id, fair.edition.id
    meeting = fair.ask().id
    db.session.remove()

    answers = at_once(app, [accepting(meeting, by)] * 8)

    assert answers == {"accepted": 1, AnsweredMeanwhile.__name__: 7}
    invitations = db.session.scalars(select(Letter.to_email).where(Letter.kind == "meeting-accepted"))
    assert sorted(invitations) == ["counterpart@example.org", "delegate@example.org"]
    assert timetable.inspect(edition_id).flaws == ()


def test_accepting_while_it_is_cancelled(app, fair):
    """Whatever comes first, the meeting and its claims agree in the end."""
    by, edition_id = fair.demo.user("secretariat").id, fair.edition.id
    meeting = fair.ask().id
    db.session.remove()

    answers = at_once(app, [accepting(meeting, by), cancelling(meeting, by)] * 8)

    assert answers["accepted"] == 1
    assert answers["cancelled"] <= 1
    found = db.session.get_one(Meeting, meeting)
    held = list(db.session.scalars(select(Claim.tick)))
    assert (found.status == "accepted") == bool(held)
    assert found.status == ("cancelled" if answers["cancelled"] else "accepted")
    assert timetable.inspect(edition_id).flaws == ()


def test_asking_many_times_at_once_asks_once(app, fair):
    asker, host, slot = fair.kezia.id, fair.rodrigo.id, fair.slots[0].id
    by = fair.demo.user("delegate").id
    db.session.remove()

    def work() -> str:
        try:
            with transaction():
                one, other = (db.session.get_one(Participant, person) for person in (asker, host))
                services.ask_for_meeting(one, other, services.Wish(slot, "Water"), by=_user(by))
        except Refusal as refusal:
            return type(refusal).__name__
        return "asked"

    assert at_once(app, [work] * 16) == {"asked": 1, "AskedAlready": 15}


def test_through_the_doors(app, fair):
    """Eight browsers press Accept at the same moment, for eight requests of one slot."""
    askers = fair.others(8)
    with transaction():
        meetings = [
            _request(fair.edition.id, asker.id, fair.rodrigo.id, fair.slots[0], n).id
            for n, asker in enumerate(askers)
        ]
    edition_id = fair.edition.id
    browsers = [_signed_in(app) for _ in meetings]
    db.session.remove()

    def pressing(browser, meeting: int):
        client, token = browser

        def work() -> str:
            answer = client.post(
                f"/demo/meetings/{meeting}/accept", data={"csrf_token": token, "version": "1"}
            )
            if answer.status_code == 409:
                assert "has a meeting" in answer.get_data(as_text=True)
            return str(answer.status_code)

        return work

    works = [pressing(browser, m) for browser, m in zip(browsers, meetings, strict=True)]
    answers = at_once(app, works)

    assert answers == {"303": 1, "409": 7}
    assert _statuses() == {"accepted": 1, "requested": 7}
    assert timetable.inspect(edition_id).flaws == ()


def _signed_in(app):
    visitor = Visitor(app, "counterpart", "en")
    page = visitor.get("/demo/meetings/")
    return visitor.client, page.soup.find("input", attrs={"name": "csrf_token"})["value"]


def test_without_the_key_the_overlap_appears(app, fair, guests):
    """The same race with the key taken away: everybody is accepted, and the inspection sees it."""
    by, edition_id = fair.demo.user("counterpart").id, fair.edition.id
    meetings = _rivals(fair, guests)
    with transaction():
        _take_the_key_away()
    db.session.remove()

    answers = at_once(app, [accepting(meeting, by) for meeting in meetings])

    assert answers["accepted"] > 1
    assert any("overlaps" in flaw.text for flaw in timetable.inspect(edition_id).flaws)


def _take_the_key_away() -> None:
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ALTER TABLE claim DROP CONSTRAINT pk_claim"))
        return
    db.session.execute(text("DROP TABLE claim"))
    db.session.execute(text("CREATE TABLE claim (resource_id INTEGER, tick INTEGER, booking_id INTEGER)"))
