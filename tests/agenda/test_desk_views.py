"""The editor, the forms behind it, the drop, the release page."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from fairapp.agenda import queries, services
from fairapp.core.db import db, transaction
from tests.agenda.acts import accredited, added, place, session

DESK = (
    "/demo/agenda/editor",
    "/demo/agenda/sessions/new",
    "/demo/agenda/sessions/1",
    "/demo/agenda/sessions/1/place",
    "/demo/agenda/sessions/1/remove",
    "/demo/agenda/items",
    "/demo/agenda/items/1",
    "/demo/agenda/release",
)


def _drop(visitor, moved, **data):
    body = {"version": moved.version, "room": "MIR", "start": "2027-04-22T10:00", "minutes": 60, **data}
    return visitor.client.post(
        f"/demo/agenda/sessions/{moved.id}/move", json=body, headers={"X-CSRFToken": visitor._token()}
    )


def _filled(page, **data):
    return {**page.form("/agenda/"), **data}


@pytest.mark.parametrize("url", DESK)
def test_only_the_secretariat_works_on_the_draft(demo, visit, url):
    assert visit("secretariat").get(url).status == 200
    visit("delegate").get(url, status=403)
    assert visit().get(url, status=302).response.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("url", DESK)
def test_the_desk_speaks_spanish(demo, visit, url):
    visit("secretariat", lang="es").get(url)


def test_the_editor_shows_a_day_by_room_and_what_waits(demo, visit):
    added(demo, title="Waiting for a room")
    page = visit("secretariat").get("/demo/agenda/editor?day=2027-04-23")

    rooms = {r["data-room"]: r for r in page.soup.select("section[data-room]")}
    assert "Waiting for a room" in rooms[""].get_text()
    assert [b["data-start"] for b in rooms["MIR"].select("[data-block]")] == ["495", "765", "1010"]
    assert page.soup.select_one(".tabs [aria-current]").get_text(strip=True) == "Fri 23 Apr"


def test_a_nonsense_day_shows_the_first(demo, visit):
    page = visit("secretariat").get("/demo/agenda/editor?day=1999-99-99")

    assert page.soup.select_one("[data-board]")["data-day"] == "2027-04-22"


def test_the_editor_costs_the_same_for_any_number_of_sessions(app, demo, visit):
    secretariat = visit("secretariat")

    def selects():
        seen = []
        listener = lambda _c, _cur, statement, *_: seen.append(statement)  # noqa: E731
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", listener)
        secretariat.get("/demo/agenda/editor")
        with app.app_context():
            event.remove(db.engine, "before_cursor_execute", listener)
        return len([s for s in seen if s.lstrip().upper().startswith("SELECT")])

    selects()  # the first page of a visit asks who it is
    before = selects()
    kezia = accredited(demo)
    for hour in (8, 9, 10):
        added(demo, "MIR", 1, f"{hour:02}:00", f"{hour:02}:30", duties=[kezia])

    assert selects() == before <= 16


def test_a_drop_moves_a_session_and_says_where_it_is(demo, visit):
    moved = added(demo, title="Panel on waste")
    answer = _drop(visit("secretariat"), moved)

    assert answer.status_code == 200
    assert answer.json["session"]["start"] == 600
    assert (
        answer.json["message"] == "“Panel on waste” is now from 10:00\u00a0– 11:00\u00a0a.m. in Miranda Room."
    )
    assert session(demo, moved.code).booking.starts_at == demo.moment(1, "10:00")


def test_a_drop_on_a_taken_room_answers_with_the_reason(demo, visit):
    added(demo, "MIR", 1, "10:30", "11:00", title="Panel on waste")
    moved = added(demo, "GUE", 1, "10:00", "11:00")

    answer = _drop(visit("secretariat"), moved)

    assert answer.status_code == 409
    assert "Miranda Room is taken by “Panel on waste”." in answer.json["message"]
    assert (answer.json["session"]["room"], answer.json["session"]["version"]) == ("GUE", 1)


def test_a_drop_on_an_old_picture_answers_with_what_changed(demo, visit):
    moved = added(demo, "GUE", 1, "10:00", "11:00")
    with transaction():
        services.move_session(
            moved, place(demo, "GUE", 1, "12:00", "13:00"), version=1, by=demo.user("secretariat")
        )

    answer = _drop(visit("secretariat"), moved, version=1)

    assert answer.status_code == 409
    assert "Sofía Secretaría" in answer.json["message"]
    assert (answer.json["session"]["start"], answer.json["session"]["version"]) == (720, 2)


def test_a_drop_into_the_tray_takes_the_session_off_the_schedule(demo, visit):
    moved = added(demo, "GUE", 1, "10:00", "11:00")

    answer = _drop(visit("secretariat"), moved, room=None)

    assert (answer.status_code, answer.json["session"]["room"]) == (200, None)
    assert session(demo, moved.code).booking is None


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"room": "NOWHERE"}, 404),
        ({"start": "soon"}, 400),
        ({"minutes": "60"}, 400),
        ({"minutes": 0}, 400),
        ({"version": "1"}, 400),
        ({"start": "2027-04-22T10:02"}, 422),
        ({"start": "2028-04-22T10:00"}, 422),
    ],
)
def test_a_malformed_drop_moves_nothing(demo, visit, data, status):
    moved = added(demo, "GUE", 1, "10:00", "11:00")

    assert _drop(visit("secretariat"), moved, **data).status_code == status
    assert session(demo, moved.code).version == 1


def test_a_drop_needs_the_token_and_the_role(demo, visit, app):
    moved = added(demo, "GUE", 1, "10:00", "11:00")
    body = {"version": 1, "room": None}

    assert (
        visit("secretariat").client.post(f"/demo/agenda/sessions/{moved.id}/move", json=body).status_code
        == 400
    )
    assert _drop(visit("delegate"), moved, room=None).status_code == 403


def test_a_session_is_added_with_people_items_and_outcomes(demo, visit):
    kezia = accredited(demo)
    secretariat = visit("secretariat")
    page = secretariat.get("/demo/agenda/sessions/new")
    data = _filled(
        page,
        **{
            "title-en": "Panel on waste",
            "kind": "panel",
            "room": "MIR",
            "day": "2027-04-22",
            "starts_at": "10:00",
            "ends_at": "11:00",
            "duties-0-role": "moderator",
            "duties-0-person": f"Kezia Specimen ({kezia.delegation.name['en']})",
            "duties-2-role": "panelist",
            "duties-2-office": "City network",
            "items": [str(queries.items(demo.edition.id)[2].id)],
            "outcome_codes": ["O1"],
            "topic_codes": ["waste"],
            "documents": "doc.6, INF.2",
        },
    )
    secretariat.post("/demo/agenda/sessions/new", data, status=303)

    made = session(demo, "S-1")
    assert [(d.role, str(d.office), d.participant and d.participant.name) for d in made.duties] == [
        ("moderator", "", "Kezia Specimen"),
        ("panelist", "City network", None),
    ]
    assert ([i.number for i in made.items], made.outcome_codes) == (["3"], ["O1"])
    assert made.document_symbols == ["doc.6", "INF.2"]
    assert made.booking.starts_at == demo.moment(1, "10:00")


def test_a_clash_is_shown_beside_the_time_and_what_was_typed_is_kept(demo, visit):
    added(demo, "MIR", 1, "10:30", "11:00", title="Panel on waste")
    secretariat = visit("secretariat")
    page = secretariat.get("/demo/agenda/sessions/new")
    typed = _filled(
        page,
        **{"title-en": "Panel on energy", "room": "MIR", "day": "2027-04-22"},
        starts_at="10:00",
        ends_at="11:00",
    )
    page = secretariat.post("/demo/agenda/sessions/new", typed, status=409)

    assert "is taken by “Panel on waste”" in page.soup.select_one("#starts_at-error").get_text()
    assert page.soup.select_one("#title-en")["value"] == "Panel on energy"
    assert page.soup.select_one("#starts_at")["value"] == "10:00"
    assert [s.code for s in queries.sessions(demo.edition.id) if s.code.startswith("S-")] == ["S-1"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"title-en": ""}, "title-en"),
        ({"title-en": "x" * 301}, "title-en"),
        ({"kind": "carnival"}, "kind"),
        ({"room": "NOWHERE"}, "room"),
        ({"starts_at": ""}, "starts_at"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"starts_at": "10:02"}, "starts_at"),
        ({"ends_at": "09:00"}, "ends_at"),
        ({"day": "2028-01-01"}, "day"),
        ({"documents": "a napkin"}, "documents"),
        ({"code": "D1-07"}, "code"),
        ({"code": "a/b"}, "code"),
        ({"duties-0-person": "Nobody At All"}, "duties-0-person"),
        ({"duties-0-office": "x" * 201}, "duties-0-office"),
        ({"outcome_codes": ["O99"]}, "outcome_codes"),
        ({"items": ["9999"]}, "items"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(demo, visit, data, field):
    secretariat = visit("secretariat")
    good = {
        "title-en": "Panel",
        "room": "MIR",
        "day": "2027-04-22",
        "starts_at": "10:00",
        "ends_at": "11:00",
    }
    sent = _filled(secretariat.get("/demo/agenda/sessions/new"), **{**good, **data})
    page = secretariat.post("/demo/agenda/sessions/new", sent)

    assert page.status in {409, 422}
    assert page.soup.select_one(f"#{field}-error, #{field} .error"), page.words
    assert len(queries.sessions(demo.edition.id)) == 35


def test_a_stale_form_tells_what_changed_and_may_be_saved_knowingly(demo, visit):
    edited = added(demo, "MIR", 1, "10:00", "11:00")
    url = f"/demo/agenda/sessions/{edited.id}"
    secretariat = visit("secretariat")
    typed = _filled(secretariat.get(url), **{"title-en": "Mine"})
    with transaction():
        services.move_session(
            edited, place(demo, "GUE", 1, "10:00", "11:00"), version=1, by=demo.user("secretariat")
        )

    page = secretariat.post(url, typed, status=409)
    assert "meanwhile: room" in page.words
    assert session(demo, edited.code).title["en"] == "Side event on water"

    secretariat.post(url, page.form("/agenda/"), status=303)
    assert session(demo, edited.code).title["en"] == "Mine"


def test_the_form_moves_a_session_without_dragging_and_takes_it_off(demo, visit):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    url = f"/demo/agenda/sessions/{moved.id}/place"
    secretariat = visit("secretariat")

    secretariat.post(url, _filled(secretariat.get(url), room="GUE", starts_at="10:05"), status=303)
    now = session(demo, moved.code)
    assert (now.room.code, now.booking.starts_at) == ("GUE", demo.moment(1, "10:05"))

    secretariat.post(url, _filled(secretariat.get(url), room=""), status=303)
    db.session.expire_all()
    assert session(demo, moved.code).booking is None


def test_removing_asks_first(demo, visit):
    gone = added(demo, "MIR", 1, "10:00", "11:00")
    url = f"/demo/agenda/sessions/{gone.id}/remove"
    secretariat = visit("secretariat")

    page = secretariat.get(url)
    assert "Side event on water" in page.h1
    secretariat.post(url, page.form("/agenda/"), status=303)
    secretariat.post(url, page.form("/agenda/"), status=404)


def test_a_session_of_another_edition_is_not_found(demo, visit):
    visit("secretariat").get("/demo/agenda/sessions/99999", status=404)


def test_agenda_items_are_added_edited_and_renumbered(demo, visit):
    secretariat = visit("secretariat")
    secretariat.post("/demo/agenda/items", {"title-es": "Migración"}, status=303)
    item = queries.items(demo.edition.id)[-1]
    assert (item.number, item.title["es"]) == ("13", "Migración")

    secretariat.post(f"/demo/agenda/items/{item.id}/renumber", {"step": "up"}, status=303)
    secretariat.post(f"/demo/agenda/items/{item.id}/renumber", {"step": "7"}, status=400)
    url = f"/demo/agenda/items/{item.id}"
    page = secretariat.get(url)
    assert page.h1 == "Item 12"
    secretariat.post(url, {**page.form("/agenda/"), "title-en": "Migration"}, status=303)
    stale = secretariat.post(url, {**page.form("/agenda/"), "title-en": "Again"}, status=409)
    assert "meanwhile" in stale.words
    secretariat.post("/demo/agenda/items", {"title-en": " "}, status=422)


def test_the_release_page_shows_what_will_change_and_publishes_it_once(demo, visit):
    secretariat = visit("secretariat")
    assert "nothing to release" in secretariat.get("/demo/agenda/release").words
    with transaction():
        services.move_session(
            session(demo, "D2-16"),
            place(demo, "MIR", 2, "17:00", "17:25"),
            version=1,
            by=demo.user("secretariat"),
        )

    page = secretariat.get("/demo/agenda/release")
    assert "(before: Friday, April 23, 4:50" in page.words
    secretariat.post("/demo/agenda/release", {"note": "Press later"}, status=303)
    again = secretariat.post("/demo/agenda/release", {"note": "Press later"}, status=409)

    assert "Nothing has changed" in again.words
    assert [r.number for r in queries.releases(demo.edition.id)] == [2, 1]


def test_the_secretariat_is_told_what_waits(app, demo):
    with app.test_request_context("/demo/"):
        from fairapp.edition.scope import enter_edition

        enter_edition(demo.edition)
        assert queries.todo_for(demo.user("secretariat"), demo.edition) == []
        added(demo)
        added(demo, "MIR", 1, "10:00", "11:00", duties=[accredited(demo)])
        told = queries.todo_for(demo.user("secretariat"), demo.edition)
        assert [(t.count, t.href) for t in told] == [(2, "/demo/agenda/release"), (1, "/demo/agenda/editor")]
        duty = queries.todo_for(demo.user("delegate"), demo.edition)
        assert "Thursday, April 22, 10:00\u00a0a.m.: Panelist, “Side event on water”" in duty[0].sentence


def test_an_office_left_as_it_was_keeps_its_other_languages(demo, visit):
    sitting = session(demo, "D1-05")
    before = [d.office for d in sitting.duties]
    secretariat = visit("secretariat", lang="fr")
    page = secretariat.get(f"/demo/agenda/sessions/{sitting.id}")
    form = page.form(f"/sessions/{sitting.id}")
    assert form["duties-1-office"] == before[1].to("fr") != before[1].to("es")

    secretariat.post(f"/demo/agenda/sessions/{sitting.id}", {**form, "number": "7"}, 303)

    db.session.expire_all()
    assert [d.office for d in session(demo, "D1-05").duties] == before
    assert session(demo, "D1-05").number == 7
