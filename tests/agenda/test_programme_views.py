"""The public programme, a session, the agenda."""

from __future__ import annotations

import json

from sqlalchemy import event

from fairapp.agenda import services
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from tests.agenda.acts import added, place, session


def _selects(app, client, url):
    seen = []
    listener = lambda _c, _cur, statement, *_: seen.append(statement)  # noqa: E731
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", listener)
        try:
            assert client.get(url).status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", listener)
    return [s for s in seen if s.lstrip().upper().startswith("SELECT")]


def _release(demo):
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))


def test_anybody_reads_the_programme_day_by_day(demo, visit):
    page = visit().get("/demo/programme/")

    assert page.h1 == "Programme"
    assert [h.get_text() for h in page.soup.select(".day-title")] == [
        "Wednesday, April 21",
        "Thursday, April 22",
        "Friday, April 23",
    ]
    assert len(page.soup.select(".sitting")) == 35
    assert "Simón Bolívar Room" in page.words
    assert len(page.text.encode()) < 100_000


def test_the_programme_speaks_four_languages(demo, visit):
    assert "Sesión inaugural" in visit(lang="es").get("/demo/programme/").words
    assert "Séance d’ouverture" in visit(lang="fr").get("/demo/programme/").words
    assert "Sessão inaugural" in visit(lang="pt").get("/demo/programme/").words


def test_the_public_never_sees_the_draft(demo, visit):
    added(demo, "MIR", 1, "10:00", "11:00", title="A secret of the draft")

    assert "A secret of the draft" not in visit().get("/demo/programme/").words
    visit().get("/demo/programme/S-1", status=404)

    _release(demo)
    assert "A secret of the draft" in visit().get("/demo/programme/").words
    assert visit().get("/demo/programme/S-1").h1 == "A secret of the draft"


def test_a_visitor_narrows_the_programme_down_without_scripts(demo, visit):
    def shown(query):
        return len(visit().get(f"/demo/programme/?{query}").soup.select(".sitting"))

    assert shown("kind=plenary") == 6
    assert shown("kind=plenary&outcome=O4") == 2
    assert shown("room=STG") == 4
    assert shown("topic=energy") == 1
    assert shown("room=STG&kind=plenary") == 0
    assert shown("room=nowhere&kind=%3Cscript%3E") == 35


def test_an_edition_without_a_release_says_why_its_programme_is_empty(demo, visit):
    with transaction():
        from fairapp.agenda.models import Release

        db.session.query(Release).delete()

    assert "being prepared" in visit().get("/demo/programme/").words
    assert "Open the editor" in visit("secretariat").get("/demo/programme/").words
    visit().get("/demo/programme.ics", status=404)
    assert "not been published" in visit().get("/demo/agenda/").words


def test_a_session_page_tells_people_and_machines_where_and_when(demo, visit):
    page = visit().get("/demo/programme/D1-07")

    data = json.loads(page.soup.find("script", type="application/ld+json").string)
    assert (data["@type"], data["startDate"]) == ("Event", "2027-04-22T10:45:00-04:00")
    assert data["url"] == "http://fairapp.test/demo/programme/D1-07"
    for words in ("10:45", "Simón Bolívar Room", "Offers and requests for cooperation", "doc.6", "O1"):
        assert words in page.words


def test_a_cancelled_session_keeps_its_page(demo, visit):
    with transaction():
        services.remove_session(session(demo, "D2-11"), version=1, by=demo.user("secretariat"))
    _release(demo)

    assert "was cancelled" in visit().get("/demo/programme/D2-11").words
    assert "SAMOA" not in visit().get("/demo/programme/").words


def test_now_and_next_stand_at_the_top_while_the_meeting_lasts(demo, visit, at):
    assert visit().get("/demo/programme/").soup.select(".glance") == []

    with at(demo.moment(1, "11:00")):
        page = visit().get("/demo/programme/")

    glance = page.soup.select_one(".glance").get_text(" ")
    assert "Second plenary session" in glance
    assert "Opening of the Partnership Fair" in glance


def test_the_agenda_lists_items_with_the_sessions_that_take_them_up(demo, visit):
    page = visit().get("/demo/agenda/")

    third = page.soup.select_one("#item-3").get_text(" ")
    assert "The OAS as facilitator" in third
    assert "Second plenary session" in third


def test_a_stranger_who_has_the_page_is_told_so(demo, client):
    first = client.get("/demo/programme/")
    known = {"If-None-Match": first.headers["ETag"]}

    assert {"Cookie", "Accept-Language"} <= set(first.vary)
    again = client.get("/demo/programme/", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/demo/programme/?kind=plenary", headers=known).status_code == 200
    assert client.get("/demo/programme/", headers={**known, "Accept-Language": "fr"}).status_code == 200

    with transaction():
        services.move_session(
            session(demo, "D2-16"),
            place(demo, "MIR", 2, "17:00", "17:25"),
            version=1,
            by=demo.user("secretariat"),
        )
    assert client.get("/demo/programme/", headers=known).status_code == 304, "the draft is not the release"
    _release(demo)
    assert client.get("/demo/programme/", headers=known).status_code == 200


def test_reading_the_programme_costs_the_same_for_any_number_of_sessions(app, demo, client):
    client.get("/demo/programme/")
    few = _selects(app, client, "/demo/programme/")
    for hour in range(8, 12):
        added(demo, "MIR", 0, f"{hour:02}:00", f"{hour:02}:55", title=f"Session at {hour}")
    _release(demo)
    client.get("/demo/programme/")

    assert len(_selects(app, client, "/demo/programme/")) == len(few) <= 3


def test_titles_are_escaped_in_page_and_data(demo, visit):
    added(demo, "MIR", 1, "10:00", "11:00", title="</script><b>Bold</b>")
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))

    page = visit().get("/demo/programme/S-1")
    assert page.h1 == "</script><b>Bold</b>"
    assert json.loads(page.soup.find("script", type="application/ld+json").string)["name"] == page.h1
    assert str(Translated(en=page.h1)) in visit().get("/demo/programme/").words
