"""Secret calendar addresses: made, read by a calendar program, revoked; and what stands in them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import event as listening
from sqlalchemy import or_, select

from fairapp.accounts.services import grant, revoke
from fairapp.agenda import services as agenda
from fairapp.agenda.keys import keys_of
from fairapp.agenda.models import FeedKey
from fairapp.agenda.services.keys import MOST
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.meetings.models import Meeting
from fairapp.meetings.services import cancel_meeting
from fairapp.timetable.models import Booking
from fairapp.timetable.services import book, change
from fairapp.timetable.spans import Span
from tests.agenda.acts import accredited, added, place
from tests.conftest import TODAY


@pytest.fixture
def shift(demo):
    """The delegate stands at a booth, early on the second day."""
    with transaction():
        return book(
            [demo.person("delegate").resource_id],
            Span(demo.moment(2, "06:00"), demo.moment(2, "06:30")),
            edition_id=demo.edition.id,
            purpose="shift",
            subject="exhibitor:1",
            title=Translated(en="At the booth", es="En el puesto"),
            place=Translated(en="Hall"),
        )


def _new_address(visitor, **fields):
    visitor.post("/demo/calendars", fields, 303)
    page = visitor.get("/demo/calendars")
    return page.soup.select_one("#fresh-address").get_text().removeprefix("http://fairapp.test")


def _events(client, address, **more):
    answer = client.get(address, **more)
    assert answer.status_code == 200
    return {str(e["UID"]): e for e in Calendar.from_ical(answer.data).walk("VEVENT")}


def _titles(client, address):
    return {str(e["SUMMARY"]) for e in _events(client, address).values()}


def test_an_address_is_shown_once_and_read_without_signing_in(demo, visit, client, shift):
    visitor = visit("delegate")
    address = _new_address(visitor)

    assert "At the booth" in _titles(client, address)
    assert visitor.get("/demo/calendars").soup.select_one("#fresh-address") is None
    (key,) = keys_of(demo.user("delegate").id, demo.edition.id)
    secret = address.removesuffix(".ics").rpartition("/")[2]
    assert secret not in {key.secret_hash, str(vars(key))}
    assert len(secret) >= 32


def test_a_revoked_address_is_gone_and_a_made_up_one_never_was(demo, visit, client):
    visitor = visit("delegate")
    address = _new_address(visitor)
    other = _new_address(visitor)
    key = keys_of(demo.user("delegate").id, demo.edition.id)[0]

    visit("counterpart").post(f"/demo/calendars/{key.id}/revoke", {}, 403)
    visitor.post(f"/demo/calendars/{key.id}/revoke", {}, 303)

    assert client.get(address).status_code == 410
    assert client.get(other).status_code == 200
    assert client.get("/demo/calendar/made-up.ics").status_code == 404


def test_ending_every_session_ends_the_addresses_too(demo, visit, client):
    visitor = visit("delegate")
    address = _new_address(visitor)

    visitor.post("/account/sessions", status=303)

    assert client.get(address).status_code == 410


def test_there_is_an_end_to_addresses(demo, visit):
    visitor = visit("delegate")
    for _time in range(MOST + 1):
        visitor.post("/demo/calendars", {}, 303)

    assert "Revoke one that you do not use any more." in visitor.get("/demo/calendars").words
    assert len(keys_of(demo.user("delegate").id, demo.edition.id)) == MOST


def test_the_day_of_the_last_reading_is_shown(demo, visit, client, at):
    visitor = visit("delegate")
    address = _new_address(visitor)
    assert "Not read yet" in visitor.get("/demo/calendars").words

    with at(TODAY + timedelta(days=1)):
        client.get(address)

    assert "Last read: March 2, 2027" in visitor.get("/demo/calendars").words


def test_an_unchanged_calendar_is_the_same_bytes_on_any_day(demo, visit, client, at, shift):
    address = _new_address(visit("delegate"))
    first = client.get(address)

    with at(TODAY + timedelta(days=20)):
        later = client.get(address)
        known = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert later.data == first.data
    assert later.headers["Last-Modified"] == first.headers["Last-Modified"]
    assert (known.status_code, known.data) == (304, b"")


def test_what_moves_keeps_its_name_and_rises_in_sequence(demo, visit, client, at, shift):
    address = _new_address(visit("delegate"))
    before = _events(client, address)
    uid = f"booking-{shift.id}@demo.fairapp"

    with at(TODAY + timedelta(minutes=1)), transaction():
        later = Span(demo.moment(2, "06:30"), demo.moment(2, "07:00"))
        change(db.session.get(Booking, shift.id), later, [demo.person("delegate").resource_id])

    after = _events(client, address)
    assert after.keys() == before.keys()
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
    assert after[uid].decoded("DTSTART") == demo.moment(2, "06:30")
    assert after[uid].decoded("DTSTAMP") == TODAY + timedelta(minutes=1)
    for other in after.keys() - {uid}:
        assert after[other].to_ical() == before[other].to_ical()


def test_a_duty_keeps_its_name_through_being_taken_off_the_schedule(demo, visit, client, at):
    person, by = accredited(demo), demo.user("secretariat")
    made = added(demo, "GUE", 1, "06:00", "07:00", duties=[person])
    address, uid = _new_address(visit("delegate")), f"duty-{made.id}@demo.fairapp"
    before = _events(client, address)[uid]

    with at(TODAY + timedelta(minutes=1)), transaction():
        agenda.unschedule_session(made, version=made.version, by=by)
    assert uid not in _events(client, address)
    with at(TODAY + timedelta(minutes=2)), transaction():
        agenda.move_session(made, place(demo, "GUE", 1, "06:00", "07:00"), version=made.version, by=by)

    assert _events(client, address)[uid]["SEQUENCE"] > before["SEQUENCE"]


def test_what_was_called_off_stays_as_cancelled(demo, visit, client, at):
    person, by = accredited(demo), demo.user("secretariat")
    made = added(demo, "GUE", 1, "06:00", "07:00", duties=[person])
    me = person.id
    meeting = db.session.scalar(
        select(Meeting).where(
            Meeting.status == "accepted", or_(Meeting.asker_id == me, Meeting.host_id == me)
        )
    )
    with transaction():
        agenda.release_programme(demo.edition, by=by)
    address, uid = _new_address(visit("delegate")), f"duty-{made.id}@demo.fairapp"
    before = _events(client, address)
    assert before[uid]["STATUS"] == "CONFIRMED"

    with at(TODAY + timedelta(minutes=1)), transaction():
        agenda.remove_session(made, version=made.version, by=by)
        agenda.release_programme(demo.edition, by=by)
        if meeting is not None:
            cancel_meeting(meeting, "Ill", by=by)

    after = _events(client, address)
    for name in {uid, *([meeting.uid] if meeting else [])}:
        assert after[name]["STATUS"] == "CANCELLED"
        assert after[name]["SEQUENCE"] > before[name]["SEQUENCE"]


def test_nobody_reads_in_it_what_is_not_theirs(demo, visit, client):
    """Everything in the calendar holds its owner's time; what a meeting is about is not said."""
    meeting = db.session.scalar(select(Meeting).where(Meeting.status == "accepted"))
    side = next(person for person in meeting.sides if person.user)
    address = _new_address(visit(side.user.email.partition("@")[0]))
    answer = client.get(address).get_data(as_text=True).replace("\r\n ", "")

    assert meeting.uid in answer
    assert meeting.purpose not in answer
    strange = db.session.scalars(
        select(Meeting).where(Meeting.asker_id != side.id, Meeting.host_id != side.id)
    )
    assert not [m.uid for m in strange if m.uid in answer]


def test_a_focal_point_follows_their_delegation_as_long_as_they_look_after_it(demo, visit, client, shift):
    jamaica = demo.delegation("JM")
    over = {"scope": "delegation", "scope_id": jamaica.id}
    visit("focal").post("/demo/calendars", {"delegation_id": jamaica.id}, 403)
    visit("delegate").post("/demo/calendars", {"delegation_id": jamaica.id}, 403)
    with transaction():
        grant(demo.user("focal"), "focal_point", edition_id=demo.edition.id, **over)
    address = _new_address(visit("focal"), delegation_id=jamaica.id)

    entry = _events(client, address)[f"booking-{shift.id}@demo.fairapp"]
    assert demo.person("delegate").name in str(entry["DESCRIPTION"])

    with transaction():
        revoke(demo.user("focal"), "focal_point", edition_id=demo.edition.id, **over)
    assert client.get(address).status_code == 410


def test_it_speaks_its_owner_s_language_or_the_one_asked_for(demo, visit, client, shift):
    with transaction():
        demo.user("delegate").lang = "es"
    address = _new_address(visit("delegate"))

    assert "En el puesto" in _titles(client, address)
    assert "At the booth" in _titles(client, f"{address}?lang=en")


def test_a_long_agenda_costs_no_more_selects_than_a_short_one(demo, visit, client, shift):
    address = _new_address(visit("delegate"))
    client.get(address)

    def selects():
        counted = []
        count = lambda *args: counted.append(args[2])  # noqa: E731
        listening.listen(db.engine, "before_cursor_execute", count)
        client.get(address)
        listening.remove(db.engine, "before_cursor_execute", count)
        return len(counted)

    before = selects()
    with transaction():
        for hour in range(8):
            book(
                [demo.person("delegate").resource_id],
                Span(demo.moment(1, f"0{hour}:00"), demo.moment(1, f"0{hour}:20")),
                edition_id=demo.edition.id,
                purpose="shift",
                subject="exhibitor:1",
                title=Translated(en="Shift"),
            )
    client.get(address)
    assert selects() == before <= 12


def test_everybody_finds_the_public_calendars(demo, visit):
    page = visit().get("/demo/calendars")

    assert "http://fairapp.test/demo/programme.ics?lang=en" in page.words
    assert page.soup.find("a", href=lambda h: h and h.startswith("webcal://"))
    assert page.soup.select_one("#own") is None


def test_the_limit_counts_misses_only(demo, app, client):
    from fairapp.core.security import limiter

    limiter.enabled = True
    try:
        answers = [client.get(f"/demo/calendar/guess-{n}.ics").status_code for n in range(31)]
    finally:
        limiter.enabled = False
        limiter.reset()
    assert set(answers[:30]) == {404}
    assert answers[30] == 429
    assert db.session.scalar(select(FeedKey.id)) is None
