"""The programme narrowed down, searched, in other orders, on other clocks."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from fairapp.agenda import services
from fairapp.agenda.models import Session, SessionInterpreter
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from tests.agenda.acts import added, place, session
from tests.selects import selects


def _release(demo):
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))


def _shown(visit, query, lang="en"):
    page = visit(lang=lang).get(f"/demo/programme/?{query}")
    return [a.get_text(strip=True) for a in page.soup.select("#programme-results .sitting h3 a")]


def test_the_programme_can_be_read_by_room_outcome_and_topic(demo, visit):
    def headings(view):
        found = visit().get(f"/demo/programme/?view={view}").soup.select(".day-title")
        return [h.get_text(" ", strip=True) for h in found]

    assert "Hall of the Americas" in headings("room")
    assert headings("outcome")[0] == "O1 Role of the OAS as facilitator of cooperation"
    assert headings("outcome")[-1] == "Without an outcome"
    assert headings("topic")[-1] == "Without a topic of the fair"
    assert headings("nothing") == headings("day")


def test_nothing_is_lost_in_another_order_but_breaks(demo, visit):
    real = {s for s in _shown(visit, "") if s not in _minor(visit)}
    for view in ("room", "outcome", "topic"):
        assert real <= set(_shown(visit, f"view={view}")), view


def _minor(visit):
    return {
        a.get_text(strip=True) for a in visit().get("/demo/programme/").soup.select(".sitting-minor h3 a")
    }


def test_a_search_finds_titles_people_and_rooms_in_any_language_without_accents(demo, visit):
    assert "Inaugural session" in _shown(visit, "q=SESION+inaugural")
    assert len(_shown(visit, "q=bolivar")) == len(_shown(visit, "room=SBR")) > 0
    assert _shown(visit, "q=Amara") != []
    assert _shown(visit, "q=plenary+nowhere") == []
    assert len(_shown(visit, "q=%20%20")) == 35


def test_a_search_never_finds_the_draft(demo, visit):
    added(demo, "MIR", 1, "10:00", "11:00", title="Zebra of the draft")
    assert _shown(visit, "q=zebra") == []
    _release(demo)
    assert _shown(visit, "q=zebra") == ["Zebra of the draft"]


def test_days_access_and_languages_of_interpretation_narrow_the_programme(demo, visit):
    with transaction():
        one = session(demo, "D1-07")
        who = services.add_interpreter(
            demo.edition,
            services.InterpreterDetails("Iris Sample", "", [["es", "fr"]]),
            by=demo.user("secretariat"),
        )
        db.session.flush()
        one.interpreters = [SessionInterpreter(interpreter_id=who.id, from_lang="es", into_lang="fr")]
    _release(demo)

    found = _shown(visit, "language=fr")
    assert [t for t in found if t.startswith("Second plenary")]
    assert "Interpretation" in visit().get("/demo/programme/D1-07").words
    assert "Iris" not in visit().get("/demo/programme/D1-07").words
    assert 0 < len(_shown(visit, "day=2027-04-22")) < 35
    assert len(_shown(visit, "day=1999-01-01")) == 35
    assert 0 < len(_shown(visit, "access=accredited")) < 35


def test_what_was_chosen_is_said_counted_and_can_be_taken_back_one_by_one(demo, visit):
    page = visit().get("/demo/programme/?kind=plenary&outcome=O4&q=session&view=room")

    assert page.soup.select_one("#programme-count").get_text() == "2 of 35 sessions"
    left = [set(parse_qs(urlsplit(a["href"]).query)) for a in page.soup.select(".programme-chips a")]
    whole = {"view", "kind", "outcome", "q"}
    assert left == [whole - {"q"}, whole - {"kind"}, whole - {"outcome"}]
    by_topic = page.soup.select_one("#view-topic")["href"]
    assert set(parse_qs(urlsplit(by_topic).query)) == whole


def test_an_empty_result_says_what_to_do(demo, visit):
    page = visit().get("/demo/programme/?room=STG&kind=plenary")
    assert "No session fits this choice" in page.words
    assert page.soup.select_one("#programme-count").get_text() == "0 of 35 sessions"


def test_a_page_that_changes_in_place_keeps_an_address_that_can_be_sent(demo, client):
    answer = client.get(
        "/demo/programme/?q=&kind=plenary&room=&view=day&zone=", headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Replace-Url"] == "/demo/programme/?kind=plenary"


@pytest.mark.parametrize(
    ("query", "there"), [("zone=Europe/Madrid", "3:00 p.m."), ("zone=Asia/Tokyo", "10:00 p.m.")]
)
def test_another_clock_stands_beside_the_events_without_scripts(demo, visit, query, there):
    page = visit().get(f"/demo/programme/?{query}")
    inaugural = next(s for s in page.soup.select(".starts > li") if "Inaugural" in s.get_text())
    assert "9:00" in inaugural.select_one("time").get_text()
    assert inaugural.select_one(".own-time").get_text().endswith(there.replace(" ", "\xa0"))
    link = inaugural.select_one("h3 a")["href"]
    assert link.endswith(("?" + query.replace("/", "%2F"), "?" + query))
    assert there.replace(" ", "\xa0") in visit().get(link).text


def test_a_zone_nobody_knows_or_the_events_own_adds_nothing(demo, visit):
    for zone in ("Mars/Base", demo.edition.time_zone, "../../etc/passwd"):
        assert visit().get(f"/demo/programme/?zone={zone}").soup.select(".own-time") == []


def test_now_leads_to_the_row_that_goes_on(demo, visit, at):
    assert visit().get("/demo/programme/").soup.select(".day-now") == []
    with at(demo.moment(1, "11:00")):
        page = visit().get("/demo/programme/")
    row = page.soup.find(id=page.soup.select_one(".day-now")["href"].removeprefix("#"))
    assert "Second plenary" in row.get_text()


def test_now_and_next_is_asked_again_and_answered_shortly_while_it_is_the_same(demo, client, at):
    with at(demo.moment(1, "11:00")):
        asked = {"HX-Request": "true"}
        first = client.get("/demo/now", headers=asked)
        page = client.get("/demo/programme/").get_data(as_text=True)
    mark = first.headers["ETag"]
    assert mark.strip('"') in page, "the page begins with the fingerprint that the answer will have"
    with at(demo.moment(1, "11:04")):
        again = client.get("/demo/now", headers={**asked, "If-None-Match": mark})
        assert (again.status_code, again.data) == (304, b"")
    with at(demo.moment(1, "12:35")):
        later = client.get("/demo/now", headers={**asked, "If-None-Match": mark})
        assert later.status_code == 200
        assert "Opening of the Partnership Fair" in later.get_data(as_text=True)


def test_now_and_next_has_a_page_of_its_own(demo, visit, at):
    assert "Nothing more today" in visit().get("/demo/now").words
    with at(demo.moment(1, "11:00")):
        assert "Second plenary session" in visit().get("/demo/now").words


def test_a_session_page_leads_to_its_neighbours_items_documents_and_calendar(demo, visit):
    page = visit().get("/demo/programme/D1-07")
    assert page.soup.find("a", rel="prev")["href"] == "/demo/programme/D1-05"
    assert page.soup.find("a", rel="next")
    assert page.soup.find("a", href="/demo/agenda/#item-3")
    assert page.soup.find("a", href=lambda h: h and h.startswith("/demo/documents/#document-"))
    calendar = page.soup.find("a", href=lambda h: h and h.startswith("/demo/programme/D1-07.ics"))
    assert visit().get(calendar["href"]).response.mimetype == "text/calendar"


def test_a_document_is_linked_as_soon_as_the_registry_has_it(demo, client):
    from sqlalchemy import select

    from fairapp.documents.models import OfficialDocument
    from fairapp.documents.rules import short_symbol

    known = [d for d in db.session.scalars(select(OfficialDocument)) if short_symbol(d) == "doc.6"]
    assert "#document-" in client.get("/demo/programme/D1-07").get_data(as_text=True)
    with transaction():
        known[0].distribution = "restricted"
        known[0].version += 1
    assert "#document-" not in client.get("/demo/programme/D1-07").get_data(as_text=True)


def test_a_livestream_is_offered_when_it_begins(demo, visit, at):
    with transaction():
        db.session.get_one(Session, session(demo, "D1-07").id).livestream_url = "https://stream.example.org/x"
    _release(demo)

    def link():
        return visit().get("/demo/programme/D1-07").soup.find("a", href="https://stream.example.org/x")

    with at(demo.moment(1, "10:00")):
        assert link() is None
    with at(demo.moment(1, "10:35")):
        assert link().get_text() == "Watch the livestream"
    with at(demo.moment(1, "13:00")):
        assert link().get_text() == "Watch the recording"


def _data(visit, code, lang="en"):
    page = visit(lang=lang).get(f"/demo/programme/{code}")
    return json.loads(page.soup.find("script", type="application/ld+json").string)


def test_machines_read_a_session_as_an_event(demo, visit):
    data = _data(visit, "D1-07", "es")
    assert data["@context"] == "https://schema.org"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert data["location"]["@type"] == "Place"
    assert set(data["location"]) == {"@type", "name", "address"}
    assert data["organizer"]["@type"] == "Organization"
    assert data["organizer"]["name"]
    assert data["inLanguage"] == "es"
    assert data["name"].startswith("Segunda sesión plenaria")
    assert data["performer"][0]["@type"] == "Person"
    assert data["superEvent"]["startDate"] == "2027-04-22"
    assert "previousStartDate" not in data


def test_a_session_that_was_moved_or_cancelled_says_so_to_machines_and_people(demo, visit):
    old = session(demo, "D2-16").booking.starts_at
    with transaction():
        services.move_session(
            session(demo, "D2-16"),
            place(demo, "MIR", 2, "17:00", "17:25"),
            version=1,
            by=demo.user("secretariat"),
        )
        services.remove_session(session(demo, "D2-11"), version=1, by=demo.user("secretariat"))
    assert _data(visit, "D2-16")["eventStatus"].endswith("EventScheduled"), "the draft is not the release"
    _release(demo)

    moved = _data(visit, "D2-16")
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert [_instant(m) for m in moved["previousStartDate"]] == [old]
    assert "an earlier release had it on" in visit().get("/demo/programme/D2-16").words
    gone = _data(visit, "D2-11")
    assert gone["eventStatus"] == "https://schema.org/EventCancelled"

    with transaction():
        one = session(demo, "D2-16")
        one.note = Translated(en="Another note")
        one.version += 1
    _release(demo)
    assert _data(visit, "D2-16")["eventStatus"].endswith("EventRescheduled"), "it stays known"


def _instant(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


def test_the_pages_of_the_programme_ask_little(demo, visit):
    visitor = visit("delegate")
    for url in ("/demo/programme/?view=topic&q=water", "/demo/programme/D1-07", "/demo/now"):
        visitor.get(url)
        with selects() as made:
            visitor.get(url)
        assert len(made) <= 12, (url, made)
