"""The front, the homes, everybody's own agenda."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from sqlalchemy import event, select

from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition
from fairapp.home.navigation import items
from fairapp.meetings.models import Meeting
from fairapp.timetable.models import Booking
from fairapp.timetable.services import book
from fairapp.timetable.spans import Span

EVERYBODY = (
    "secretariat",
    "protocol",
    "focal",
    "delegate",
    "counterpart",
    "exhibitor",
    "rapporteur",
    "chair",
)


@pytest.fixture
def shift(demo):
    """An hour of the delegate's, by a purpose no room knows."""
    person = demo.person("delegate")
    with transaction():
        return book(
            [person.resource_id],
            Span(demo.moment(2, "18:00"), demo.moment(2, "19:00")),
            edition_id=demo.edition.id,
            purpose="shift",
            subject="nothing:1",
            title=Translated(en="At the booth", es="En el stand"),
            place=Translated(en="Hall"),
        )


def test_the_front_lists_meetings_to_come_and_held_before(demo, visit, at):
    page = visit().get("/")
    assert demo.edition.name.to("en") in page.words
    assert "Held before" not in page.words
    with at(demo.moment(2, "23:00").replace(year=2028)):
        assert "Held before" in visit().get("/").words


def test_an_empty_house_says_what_a_meeting_is(clean, visit):
    assert "No meeting yet" in visit().get("/").words


def test_only_the_owner_is_offered_to_open_a_meeting(demo, visit):
    assert "Open a meeting" in visit("secretariat").get("/").words
    assert "Open a meeting" not in visit("delegate").get("/").words


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_face_of_a_meeting_names_outcomes_and_topics(demo, visit, lang):
    page = visit(lang=lang).get("/demo/")
    assert page.h1 == demo.edition.name.to(lang)
    assert [e.get_text() for e in page.soup.select(".outcome-list .outcome-code")] == [
        f"O{n}" for n in range(1, 8)
    ]
    assert len(page.soup.select(".topic-list li")) == 7
    assert len(page.text) < 100_000


def test_there_is_no_meeting_at_an_unknown_address(demo, visit):
    visit().get("/nowhere/", 404)
    visit("delegate").get("/nowhere/home", 404)


@pytest.mark.parametrize("short", EVERYBODY)
def test_everybody_has_a_home_that_says_who_they_are(demo, visit, short):
    page = visit(short).get("/demo/home")
    assert page.h1 == "What awaits you"
    assert demo.user(short).name in page.words
    who = page.soup.find(id="you-are").find_parent("div").get_text(" ")
    expected = {
        "secretariat": "Secretariat",
        "protocol": "Protocol",
        "focal": "Chile",
        "delegate": "Jamaica",
        "counterpart": "Mexico",
        "exhibitor": "Participant",
        "rapporteur": "Rapporteur",
        "chair": "Chair of the meeting",
    }
    assert expected[short] in who


@pytest.mark.parametrize("url", ["/home", "/demo/home", "/demo/my-agenda", "/demo/my-agenda.ics"])
def test_homes_are_for_those_who_sign_in(demo, visit, url):
    assert visit().get(url, 302).response.headers["Location"].startswith("/sign-in?next=")


def test_somebody_without_a_part_is_told_so(demo, visit):
    from fairapp.accounts.services import open_account
    from tests.inspector import PASSWORD

    with transaction():
        open_account("visitor@example.org", "Visitor", password=PASSWORD)
    visitor = visit()
    visitor.sign_in("visitor@example.org")
    assert visitor.get("/home", 303).response.headers["Location"] == "/"
    assert "You have no part in this meeting yet" in visitor.get("/demo/home").words


def test_a_personal_agenda_shows_what_holds_ones_time(demo, visit, shift):
    page = visit("delegate", lang="es").get("/demo/my-agenda")
    assert "En el stand" in page.words
    assert "Hall" in page.words
    assert "En el stand" not in visit("counterpart", lang="es").get("/demo/my-agenda").words


def test_the_agenda_leads_to_sessions_and_meetings(demo, visit):
    meeting = db.session.scalar(select(Meeting).where(Meeting.status == "accepted"))
    side = next(person for person in (meeting.asker, meeting.host) if person.user)
    short = side.user.email.partition("@")[0]
    page = visit(short).get("/demo/my-agenda")
    assert page.soup.find("a", href=f"/demo/meetings/{meeting.id}")


def test_somebody_who_only_works_there_has_no_agenda_and_is_told_why(demo, visit):
    page = visit("secretariat").get("/demo/my-agenda")
    assert "You have no agenda of your own" in page.words


def test_the_next_appointment_stands_on_the_home_until_it_is_over(demo, visit, shift, at):
    assert "At the booth" in visit("delegate").get("/demo/home").words
    with at(shift.ends_at):
        assert "At the booth" not in visit("delegate").get("/demo/home").words


def _events(page):
    return list(Calendar.from_ical(page.response.get_data()).walk("VEVENT"))


def test_the_calendar_file_holds_the_same_instants(demo, visit, shift):
    page = visit("delegate").get("/demo/my-agenda.ics")
    assert page.response.mimetype == "text/calendar"
    event = next(e for e in _events(page) if e["SUMMARY"] == "At the booth")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (shift.starts_at, shift.ends_at)
    assert event["LOCATION"] == "Hall"


def test_the_navigation_is_short_and_by_role(demo, visit):
    def labels(short):
        page = visit(short).get("/demo/my-agenda" if short else "/demo/")
        return [" ".join(a.get_text().split()) for a in page.soup.select(".site-nav a")]

    public = ["Programme", "Participants", "Fair", "Cooperation", "Documents"]
    assert labels(None) == public
    assert labels("delegate") == ["Home", "My agenda", "Meetings", *public]
    assert labels("secretariat") == [
        *("Home", *public, "Delegations", "Editor", "Booths", "Meetings", "Desk")
    ]
    assert labels("focal") == ["Home", "My delegation", *public]
    assert labels("exhibitor") == ["Home", "My agenda", "Meetings", "My booth", *public]
    assert labels("protocol") == ["Home", *public, "Delegations"]
    assert labels("rapporteur") == ["Home", *public, "Records"]


def test_the_navigation_says_where_one_is(demo, visit):
    def here(url):
        found = visit("secretariat").get(url).soup.select(".site-nav [aria-current]")
        return [" ".join(a.get_text().split()) for a in found]

    assert here("/demo/desk/outbox") == ["Desk"]
    assert here("/demo/fair/") == ["Fair"]
    assert here("/demo/fair/allocation") == ["Booths"]
    assert here("/demo/home") == ["Home"]
    assert here("/demo/") == []


def test_outside_a_meeting_there_is_no_navigation(app):
    with app.test_request_context("/"):
        assert items() == []


def test_the_outbox_of_a_development_server_shows_links_without_signing_in(demo, visit):
    visitor = visit()
    visitor.post("/sign-in/link", {"link-email": "delegate@example.org"}, 303)
    page = visitor.get("/outbox")
    link = page.soup.find("a", href=lambda h: h and "/sign-in/" in h)
    visitor.post(link["href"].removeprefix("http://fairapp.test"), status=303)


def test_elsewhere_there_is_no_open_outbox(demo, visit, app):
    app.config["DEVELOPMENT"] = False
    try:
        visit("secretariat").get("/outbox", 404)
        visit().get("/_style", 404)
    finally:
        app.config["DEVELOPMENT"] = True


def test_the_server_says_it_is_well(demo, client):
    assert client.get("/health").get_json() == {"status": "ok"}


def test_no_edition_takes_an_address_the_program_needs(app):
    from fairapp.edition.rules import RESERVED

    first = {str(rule).split("/")[1] for rule in app.url_map.iter_rules() if not str(rule).startswith("/<")}
    assert first - {""} <= RESERVED


def test_a_persons_agenda_is_theirs_in_this_edition_only(demo, visit, shift):
    assert db.session.get(Booking, shift.id).edition_id == demo.edition.id
    visitor = visit("secretariat")
    from tests.edition.test_views import NEW

    visitor.post("/editions/new", NEW, 303)
    other = db.session.scalar(select(Edition).where(Edition.slug == "2029"))
    assert "At the booth" not in visit("delegate").get(f"/{other.slug}/my-agenda").words


@pytest.mark.parametrize("short", EVERYBODY)
def test_a_home_asks_every_room_little(demo, visit, short):
    visitor = visit(short)
    seen = []
    listener = lambda *a: seen.append(a[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    visitor.get("/demo/home")
    event.remove(db.engine, "before_cursor_execute", listener)
    selects = [s for s in seen if s.lstrip().startswith("SELECT")]
    assert len(selects) <= 12, selects
