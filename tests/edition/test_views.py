"""Opening an edition by form, changing one, furnishing it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fairapp.core.db import db
from fairapp.edition import queries

NEW = {
    "slug": "2029",
    "name-en": "Fourth Meeting",
    "name-es": "Cuarta Reunión",
    "fair_name-en": "Partnership Fair",
    "place-es": "Bogotá, Colombia",
    "time_zone": "America/Bogota",
    "first_day": "2029-05-07",
    "last_day": "2029-05-09",
    "organ-es": "Consejo Interamericano",
    "organ_acronym": "CIDI",
    "series": "OEA/Ser.W/XIII",
    "body": "CIDI/RACOOP",
    "original_lang": "es",
}
ROOM = {"room-code": "R1", "room-name-es": "Salón", "room-capacity": "120"}


def _open(visitor, **changes):
    return visitor.post("/editions/new", {**NEW, **changes})


def _settings(visitor, **changes):
    form = visitor.get("/demo/desk/settings").form("/settings")
    return visitor, {**form, **changes}


def test_an_edition_opened_by_form_lives_beside_the_demo(demo, visit):
    visitor = visit("secretariat")
    page = _open(visitor)
    assert (page.status, page.response.headers["Location"]) == (303, "/2029/desk/rooms")
    edition = queries.by_slug("2029")
    assert edition.name.to("es") == "Cuarta Reunión"
    assert len(edition.days) == 3
    assert edition.registration_closes_at == datetime(2029, 4, 23, 23, 0, tzinfo=UTC)
    assert [o.code for o in queries.outcomes(edition.id)] == [f"O{n}" for n in range(1, 8)]
    assert len(queries.topics(edition.id)) == 7
    visitor.follow(page)
    assert visit().get("/2029/").h1 == "Fourth Meeting"
    assert visit().get("/demo/").h1 == demo.edition.name.to("en")
    assert demo.user("secretariat").holds("secretariat", edition.id)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"slug": "demo"}, "Another edition has this address."),
        ({"slug": "sign-in"}, "The program needs this address itself."),
        ({"slug": "No spaces"}, "Small letters, digits and hyphens only."),
        ({"slug": ""}, "Please fill this in."),
        ({"name-en": "", "name-es": ""}, "Please fill in at least one language."),
        ({"name-en": "x" * 301}, "At most 300 characters"),
        ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
        ({"first_day": "tomorrow"}, "Not a valid date value"),
        ({"last_day": "2029-05-06"}, "The last day cannot be before the first."),
        ({"last_day": "2029-09-01"}, "at most 31 days"),
        ({"organ_acronym": "x" * 21}, "At most 20 characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_opened(demo, visit, typed, message):
    before = len(queries.all_editions())
    page = _open(visit("secretariat"), **typed)
    assert page.status in {409, 422}
    assert message in page.words
    assert page.form("/editions/new")["body"] == "CIDI/RACOOP"
    assert len(queries.all_editions()) == before


def test_sending_the_form_twice_opens_one_edition(demo, visit):
    visitor = visit("secretariat")
    assert [_open(visitor).status, _open(visitor).status] == [303, 409]


def test_settings_are_changed_and_the_deadline_is_local(demo, visit):
    visitor, form = _settings(visit("secretariat"), **{"venue-en": "Main Hall"})
    form["registration_closes_at"] = "2027-04-01T18:00"
    visitor.post("/demo/desk/settings", form, 303)
    db.session.expire_all()
    assert demo.edition.venue.to("en") == "Main Hall"
    assert demo.edition.registration_closes_at == datetime(2027, 4, 1, 22, 0, tzinfo=UTC)
    form = visitor.get("/demo/desk/settings").form("/settings")
    assert form["registration_closes_at"] == "2027-04-01T18:00"


def test_two_people_at_once_the_second_sees_what_the_first_changed(demo, visit):
    first, second = visit("secretariat"), visit("secretariat")
    _, mine = _settings(first, **{"venue-en": "Main Hall"})
    _, theirs = _settings(second, body="CIDI/OTHER")
    first.post("/demo/desk/settings", mine, 303)
    page = second.post("/demo/desk/settings", theirs, 409)
    assert "saved these settings while you were writing" in page.words
    assert page.soup.find(id="changes").find("th", scope="row").get_text() == "Venue"
    assert "Headquarters of the OAS" in page.words
    assert "Main Hall" in page.soup.find(id="changes").get_text()
    again = page.form("/settings")
    assert again["body"] == "CIDI/OTHER"  # what was typed is kept
    db.session.expire_all()
    assert demo.edition.body != "CIDI/OTHER"
    second.post("/demo/desk/settings", again, 303)  # now with open eyes
    db.session.expire_all()
    assert demo.edition.body == "CIDI/OTHER"


def test_a_settings_form_without_its_version_is_stale(demo, visit):
    visitor, form = _settings(visit("secretariat"), body="CIDI/OTHER")
    visitor.post("/demo/desk/settings", {**form, "version": "?"}, 409)
    db.session.expire_all()
    assert demo.edition.body != "CIDI/OTHER"


def test_an_empty_edition_is_furnished_by_form(demo, visit):
    visitor = visit("secretariat")
    page = visitor.follow(_open(visitor))
    assert "No rooms yet" in page.words
    visitor.post("/2029/desk/rooms", {**ROOM, "room-booths": "3", "room-accessible": "y"}, 303)
    edition = queries.by_slug("2029")
    (room,) = queries.rooms(edition.id)
    assert (room.code, room.capacity, room.booths, room.interpretation) == ("R1", 120, 3, True)
    tables = {"tables-room": str(room.id), "tables-count": "3", "tables-accessible": "1"}
    visitor.post("/2029/desk/tables", tables, 303)
    visitor.post("/2029/desk/tables", {**tables, "tables-count": "2", "tables-accessible": "0"}, 303)
    made = queries.tables(edition.id)
    assert [(t.number, t.accessible) for t in made] == [
        (1, False),
        (2, False),
        (3, True),
        (4, False),
        (5, False),
    ]
    slots = {
        "slots-day": "2029-05-08",
        "slots-starts_at": "09:00",
        "slots-ends_at": "10:00",
        "slots-minutes": "20",
        "slots-changeover": "5",
    }
    visitor.post("/2029/desk/slots", slots, 303)
    grid = queries.slots(edition.id)
    assert [s.starts_at.strftime("%H:%M") for s in grid] == ["14:00", "14:25"]  # 9:00 in Bogotá is 14:00 UTC
    page = visitor.get("/2029/desk/rooms")
    assert "2 slots from 9:00" in page.words
    visitor.post("/2029/desk/slots/2029-05-08/remove", status=303)
    assert queries.slots(edition.id) == []


def test_a_room_code_is_given_once(demo, visit):
    visitor = visit("secretariat")
    code = queries.rooms(demo.edition.id)[0].code
    page = visitor.post("/demo/desk/rooms", {**ROOM, "room-code": code}, 409)
    assert "Another room has this code." in page.soup.find(id="room-code-error").get_text()
    assert page.soup.find(id="room-name-es")["value"] == "Salón"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"room-code": ""}, "Please fill this in."),
        ({"room-code": "x" * 13}, "At most 12 characters"),
        ({"room-name-es": ""}, "Please fill in at least one language."),
        ({"room-capacity": "many"}, "Not a valid integer value"),
        ({"room-capacity": "0"}, "A whole number from 1"),
    ],
)
def test_a_room_that_cannot_be_is_refused(demo, visit, typed, message):
    before = len(queries.rooms(demo.edition.id))
    page = visit("secretariat").post("/demo/desk/rooms", {**ROOM, **typed}, 422)
    assert message in page.words
    assert len(queries.rooms(demo.edition.id)) == before


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"tables-room": "999999"}, "Not a valid choice"),
        ({"tables-count": "0"}, "A whole number from 1"),
        ({"tables-count": "1000"}, "A whole number from 1 to 200"),
    ],
)
def test_tables_that_cannot_be_are_refused(demo, visit, typed, message):
    room = queries.rooms(demo.edition.id)[0]
    page = visit("secretariat").post(
        "/demo/desk/tables", {"tables-room": str(room.id), "tables-count": "2", **typed}, 422
    )
    assert message in page.words


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"slots-starts_at": "09:02"}, 422, "Times are in steps of five minutes."),
        ({"slots-ends_at": "06:10"}, 422, "No slot of this length fits"),
        ({"slots-day": "2031-01-01"}, 422, "Not a valid choice"),
        ({"slots-minutes": "0"}, 422, "A whole number from 5"),
        ({}, 409, "There is a slot at"),
    ],
)
def test_slots_that_cannot_be_are_refused(demo, visit, typed, status, message):
    grid = queries.slots(demo.edition.id)
    day = demo.edition.first_day.isoformat()
    page = visit("secretariat").post(
        "/demo/desk/slots",
        {
            "slots-day": day,
            "slots-starts_at": "06:00",
            "slots-ends_at": "23:00",
            "slots-minutes": "30",
            "slots-changeover": "0",
            **typed,
        },
        status,
    )
    assert message in page.words
    assert len(queries.slots(demo.edition.id)) == len(grid)


@pytest.mark.parametrize("url", ["/editions/new", "/demo/desk/settings", "/demo/desk/rooms"])
@pytest.mark.parametrize("short", ["protocol", "focal", "delegate", "exhibitor", "rapporteur", "chair"])
def test_nobody_else_changes_editions(demo, visit, url, short):
    visit(short).get(url, 403)


@pytest.mark.parametrize("url", ["rooms", "tables", "slots", "slots/2027-04-22/remove", "settings"])
def test_nobody_else_posts_to_an_edition_either(demo, visit, url):
    assert visit("delegate").post(f"/demo/desk/{url}", ROOM).status == 403
    assert visit().post(f"/demo/desk/{url}", ROOM).status == 302


def test_the_secretariat_of_one_edition_is_a_stranger_in_another(demo, visit):
    visitor = visit("secretariat")
    _open(visitor)
    from fairapp.accounts.services import grant
    from fairapp.core.db import transaction

    with transaction():
        grant(demo.user("chair"), "secretariat", edition_id=queries.by_slug("2029").id)
    chair = visit("chair")
    chair.get("/2029/desk/settings")
    chair.get("/demo/desk/settings", 403)
