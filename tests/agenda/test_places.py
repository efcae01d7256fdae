"""Where and when a session cannot be: a clear word beside the field, nothing lost."""

from __future__ import annotations

import pytest

from fairapp.agenda import queries, services
from fairapp.agenda.errors import RoomClosed
from fairapp.core.db import db, transaction
from fairapp.edition.errors import RoomGone
from fairapp.edition.models import Edition
from fairapp.edition.services import RoomDetails, add_room, remove_room
from fairapp.timetable.wallclock import AcrossMidnight
from tests.agenda.acts import added, place, room, session

NEW = {
    "title-en": "Panel on waste",
    "kind": "panel",
    "room": "TER",
    "day": "2027-04-22",
    "starts_at": "18:00",
    "ends_at": "19:00",
    "staff_notes": "Chairs in a circle",
}


def _open(demo, code, **hours):
    with transaction():
        where = room(demo, code)
        where.hours = {demo.edition.days[int(day[3:]) - 1].isoformat(): h for day, h in hours.items()}


def _new(visitor, **typed):
    url = "/demo/agenda/sessions/new"
    return visitor.post(url, {**visitor.get(url).form(url), **NEW, **typed})


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"ends_at": "17:00"}, "ends_at", "The end must be after the start."),
        ({"starts_at": "23:00", "ends_at": "01:00"}, "ends_at", "does not go past midnight"),
        ({"day": "2027-06-01"}, "day", "too far from the days of the meeting"),
        ({"starts_at": "18:03"}, "starts_at", "steps of five minutes"),
        ({"room": "NOWHERE"}, "room", "This room is not offered any more."),
        ({"day": ""}, "day", "Please fill this in."),
        ({"livestream_url": "http://example.org/live"}, "livestream_url", "must begin with https://"),
        ({"livestream_url": "javascript:alert(1)"}, "livestream_url", "must begin with https://"),
        ({"capacity": "0"}, "capacity", "A whole number from 1"),
    ],
)
def test_a_slip_is_said_beside_its_field_and_what_was_typed_stays(demo, visit, typed, field, message):
    page = _new(visit("secretariat"), **typed)

    assert page.status in {409, 422}
    assert message in page.soup.find(id=f"{field}-error").get_text()
    again = page.form("/sessions/new")
    assert (again["title-en"], again["staff_notes"]) == ("Panel on waste", "Chairs in a circle")


def test_an_hour_that_the_clocks_skip_does_not_exist(demo, visit):
    with transaction():
        edition = db.session.get_one(Edition, demo.edition.id)
        edition.first_day = edition.last_day = edition.first_day.replace(month=3, day=14)
    page = _new(visit("secretariat"), day="2027-03-14", starts_at="02:30", ends_at="04:00")

    assert page.status == 422
    assert "there is no 2:30" in page.soup.find(id="starts_at-error").get_text()


def test_a_drop_into_an_hour_that_the_clocks_skip_moves_nothing(demo, visit):
    moved = added(demo, "GUE", 1, "10:00", "11:00")
    visitor = visit("secretariat")
    answer = visitor.client.post(
        f"/demo/agenda/sessions/{moved.id}/move",
        json={"version": 1, "room": "GUE", "start": "2027-03-14T02:30", "minutes": 60},
        headers={"X-CSRFToken": visitor._token()},
    )
    assert answer.status_code == 422
    assert "there is no 2:30" in answer.json["message"]
    assert session(demo, moved.code).version == 1


def test_an_hour_that_comes_twice_is_the_first_and_the_page_says_so(demo, visit):
    with transaction():
        edition = db.session.get_one(Edition, demo.edition.id)
        edition.first_day = edition.last_day = edition.first_day.replace(month=11, day=7)
    visitor = visit("secretariat")
    page = visitor.follow(_new(visitor, day="2027-11-07", starts_at="01:30", ends_at="03:00"))

    assert "1:30 a.m. comes twice, and the first is meant." in page.words


def test_a_room_is_used_while_it_is_open(demo, visit):
    _open(demo, "TER", day1=["08:00", "18:30"], day2=[])

    page = _new(visit("secretariat"))
    assert page.status == 409
    assert (
        "Terrace is open from 8:00\u00a0a.m. to 6:30\u00a0p.m." in page.soup.find(id="room-error").get_text()
    )
    page = _new(visit("secretariat"), day="2027-04-23")
    assert "Terrace is closed on this day." in page.soup.find(id="room-error").get_text()
    assert _new(visit("secretariat"), starts_at="17:30", ends_at="18:30").status == 303


def test_a_drop_into_a_closed_room_moves_nothing(demo, visit):
    _open(demo, "MIR", day1=[])
    moved = added(demo, "GUE", 1, "10:00", "11:00")
    with pytest.raises(RoomClosed), transaction():
        services.move_session(
            moved, place(demo, "MIR", 1, "10:00", "11:00"), version=1, by=demo.user("secretariat")
        )
    assert (session(demo, moved.code).room.code, session(demo, moved.code).version) == ("GUE", 1)


def test_a_verb_takes_no_session_past_midnight_either(demo):
    moved = added(demo, "GUE", 1, "22:00", "23:00")
    late = place(demo, "GUE", 1, "23:30", "23:55")
    night = services.Place(late.room, type(late.span)(late.span.start, demo.moment(2, "00:30")))
    with pytest.raises(AcrossMidnight), transaction():
        services.move_session(moved, night, version=1, by=demo.user("secretariat"))


def test_what_stands_keeps_standing_when_only_its_words_change(demo, visit):
    standing = added(demo, "TER", 1, "18:00", "19:00")
    with transaction():  # as if the hours had been narrowed by hand
        room(demo, "TER").hours = {"2027-04-22": ["08:00", "12:00"]}
    url = f"/demo/agenda/sessions/{standing.id}"
    visitor = visit("secretariat")
    visitor.post(url, {**visitor.get(url).form(url), "title-en": "Panel on water"}, 303)
    assert session(demo, standing.code).title.to("en") == "Panel on water"


def test_a_room_that_was_removed_under_the_hand_is_said(demo):
    secretariat = demo.user("secretariat")
    with transaction():
        spare = add_room(demo.edition, RoomDetails("R9", demo.edition.name), by=secretariat)
    moved = added(demo, "GUE", 1, "20:00", "21:00")
    wanted = services.Place(spare, place(demo, "GUE", 1, "20:00", "21:00").span)
    with transaction():
        remove_room(room(demo, "R9"), version=1, by=secretariat)
    with pytest.raises(RoomGone) as refused, transaction():
        services.move_session(moved, wanted, version=1, by=secretariat)
    assert refused.value.field == "room"
    assert session(demo, moved.code).room.code == "GUE"


def test_a_title_missing_in_a_language_falls_back_and_is_marked(demo, visit):
    _new(visit("secretariat"))
    visitor = visit("secretariat", lang="fr")
    made = max(queries.sessions(demo.edition.id), key=lambda s: s.id)
    page = visitor.get(f"/demo/agenda/sessions/{made.id}")
    assert page.soup.h1.find(attrs={"lang": "en"}).get_text() == "Panel on waste"
