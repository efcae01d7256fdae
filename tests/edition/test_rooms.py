"""Rooms: what is said of them, when they are open, and what stands in them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fairapp.agenda.models import Session
from fairapp.core.db import db
from fairapp.edition import queries
from fairapp.edition.models import Room
from fairapp.edition.opening import opening
from fairapp.timetable.queries import agenda_of

DAY = "2027-04-22"


def _room(demo, code):
    return next(room for room in queries.rooms(demo.edition.id) if room.code == code)


def _session(code):
    db.session.expire_all()
    return db.session.scalar(select(Session).where(Session.code == code))


def _form(visitor, room, **changes):
    url = f"/demo/desk/rooms/{room.id}"
    return url, {**visitor.get(url).form(url), **changes}


def test_everything_about_a_room_is_changed_by_form(demo, visit):
    visitor, room = visit("secretariat"), _room(demo, "MIR")
    url, form = _form(
        visitor,
        room,
        **{
            "name-fr": "Salle Francisco de Miranda",
            "code": "M1",
            "capacity": "55",
            "booths": "2",
            "hours-0-opens": "07:30",
            "hours-0-closes": "22:00",
        },
    )
    form.pop("accessible")
    visitor.post(url, form, 303)

    db.session.expire_all()
    changed = db.session.get_one(Room, room.id)
    assert (changed.code, changed.capacity, changed.booths, changed.interpretation) == ("M1", 55, 2, True)
    assert (changed.accessible, changed.name.to("fr")) == (False, "Salle Francisco de Miranda")
    assert changed.hours == {DAY: ["07:30", "22:00"]}
    assert {b.place.to("fr") for b in agenda_of(changed.resource_id)} == {"Salle Francisco de Miranda"}


def test_hours_read_back_as_they_were_entered(demo, visit):
    visitor, room = visit("secretariat"), _room(demo, "TER")
    url, form = _form(visitor, room, **{"hours-1-opens": "08:00", "hours-1-closes": "00:00"})
    visitor.post(url, form, 303)

    again = visitor.get(url).form(url)
    assert (again["hours-1-opens"], again["hours-1-closes"]) == ("08:00", "00:00")
    assert again["hours-0-opens"] == ""
    db.session.expire_all()
    assert opening(db.session.get_one(Room, room.id).hours, demo.edition.last_day) == (480, 1440)


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"code": "SBR"}, 409, "Another room has this code."),
        ({"capacity": "0"}, 422, "A whole number from 1"),
        ({"name-en": "", "name-es": "", "name-fr": "", "name-pt": ""}, 422, "at least one language"),
        ({"hours-0-opens": "20:00", "hours-0-closes": "08:00"}, 422, "It must close after it opens."),
        ({"hours-0-opens": "08:02"}, 422, "in steps of five minutes"),
        ({"hours-0-opens": "soon"}, 422, "Not a valid time value"),
        (
            {"hours-0-opens": "10:00", "hours-0-closes": "18:00"},
            409,
            "“Inaugural session” (Thursday, April 22, 9:00 – 9:40 a.m.)",
        ),
        ({"hours-0-closed": "y"}, 409, "outside these hours. Move them first."),
    ],
)
def test_what_cannot_be_said_of_a_room_is_refused_and_kept(demo, visit, typed, status, message):
    visitor, room = visit("secretariat"), _room(demo, "HOA")
    url, form = _form(visitor, room, **{"name-pt": "Salão Nobre", **typed})
    page = visitor.post(url, form, status)

    assert message in page.words
    if "name-pt" not in typed:
        assert page.form(url)["name-pt"] == "Salão Nobre"
    db.session.expire_all()
    assert (db.session.get_one(Room, room.id).version, db.session.get_one(Room, room.id).hours) == (1, {})


def test_two_people_at_once_the_second_sees_what_the_first_changed(demo, visit):
    first, second, room = visit("secretariat"), visit("secretariat"), _room(demo, "TER")
    url, mine = _form(first, room, capacity="99")
    _, theirs = _form(second, room, **{"name-en": "Roof"})
    first.post(url, mine, 303)

    page = second.post(url, theirs, 409)
    assert "saved this room while you were writing" in page.words
    assert [c.get_text() for c in page.soup.find(id="changes").select("tbody td")] == ["300", "99"]
    again = page.form(url)
    assert again["name-en"] == "Roof"
    second.post(url, again, 303)
    db.session.expire_all()
    assert db.session.get_one(Room, room.id).name.to("en") == "Roof"


def test_rooms_are_put_in_order(demo, visit):
    visitor = visit("secretariat")
    before = [room.code for room in queries.rooms(demo.edition.id)]
    third = _room(demo, before[2])
    visitor.post(f"/demo/desk/rooms/{third.id}/up", status=303)
    visitor.post(f"/demo/desk/rooms/{_room(demo, before[0]).id}/up", status=303)  # is first already
    db.session.expire_all()
    after = [room.code for room in queries.rooms(demo.edition.id)]
    assert after == [before[0], before[2], before[1], *before[3:]]


def test_a_room_with_sessions_stays_and_names_them(demo, visit):
    room = _room(demo, "GUE")
    page = visit("secretariat").post(f"/demo/desk/rooms/{room.id}/remove", {"version": "1"}, 409)
    assert "Drafting group" in page.words
    assert "move what stands in this room first" in page.words
    assert _room(demo, "GUE")


def test_a_room_with_tables_stays(demo, visit):
    visitor = visit("secretariat")
    visitor.post("/demo/desk/rooms", {"room-code": "T", "room-name-en": "Tables"}, 303)
    room = _room(demo, "T")
    visitor.post("/demo/desk/tables", {"tables-room": str(room.id), "tables-count": "1"}, 303)
    page = visitor.post(f"/demo/desk/rooms/{room.id}/remove", {"version": "1"}, 409)
    assert "1 table for meetings stands in this room" in page.words


def test_an_empty_room_is_removed_and_a_stale_page_removes_nothing(demo, visit):
    visitor = visit("secretariat")
    visitor.post("/demo/desk/rooms", {"room-code": "R9", "room-name-en": "Spare room"}, 303)
    room = _room(demo, "R9")
    visitor.get(f"/demo/desk/rooms/{room.id}/remove")
    visitor.post(f"/demo/desk/rooms/{room.id}/remove", {"version": "7"}, 409)
    visitor.post(f"/demo/desk/rooms/{room.id}/remove", {"version": "1"}, 303)
    assert "R9" not in [room.code for room in queries.rooms(demo.edition.id)]


@pytest.mark.parametrize("rest", ["", "/remove", "/up"])
def test_rooms_are_the_secretariats(demo, visit, rest):
    url = f"/demo/desk/rooms/{_room(demo, 'MIR').id}{rest}"
    assert visit("delegate").post(url).status == 403
    assert visit().post(url).status == 302
    visit("secretariat").post("/demo/desk/rooms/999999" + rest, status=404)
