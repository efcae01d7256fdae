"""Our calendars read by ical.js, as Thunderbird and Nextcloud read them: same instants, words, people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from fairapp.accounts.services import grant
from fairapp.agenda import services
from fairapp.agenda.queries import public_programme
from fairapp.agenda.services.keys import make_key
from fairapp.core.calendars import Appointment, feed, invitation
from fairapp.core.db import db, transaction
from fairapp.meetings.ical import appointment
from fairapp.meetings.models import Meeting
from fairapp.timetable.queries import agenda_of
from tests.agenda.acts import place, session

READER = Path(__file__).parents[1] / "vendor" / "ical.js" / "ical.es5.min.cjs"
READ = """text => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone"))
    ICAL.TimezoneService.register(zone.getFirstPropertyValue("tzid"), new ICAL.Timezone(zone));
  return {
    method: calendar.getFirstPropertyValue("method"),
    events: calendar.getAllSubcomponents("vevent").map(component => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid, sequence: event.sequence, summary: event.summary, location: event.location,
        start: event.startDate.toUnixTime(), end: event.endDate.toUnixTime(),
        status: component.getFirstPropertyValue("status"),
        attendees: event.attendees.map(a => [a.getFirstValue(), a.getParameter("partstat")]),
      };
    }),
  };
}"""


@pytest.fixture
def read(browser: Browser) -> Any:
    """Read a calendar with ical.js."""
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(path=READER)
    yield lambda text: page.evaluate(READ, text)
    context.close()


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.fixture
def released(demo):
    """The programme, with one session moved and one cancelled, by the UIDs of its sessions."""
    by = demo.user("secretariat")
    with transaction():
        services.move_session(
            session(demo, "D2-16"), place(demo, "MIR", 2, "17:00", "17:25"), version=1, by=by
        )
        services.remove_session(session(demo, "D2-11"), version=1, by=by)
        services.release_programme(demo.edition, by=by)
    programme = public_programme(demo.edition.id)
    assert programme is not None
    return {f"session-{s.id}@demo.fairapp": s for s in programme.sessions}


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
@pytest.mark.parametrize(
    "name", ["programme", "programme/rooms/MIR", "programme/rooms/SBR", "programme/D2-16"]
)
def test_a_feed_of_the_programme(demo, client, read, released, name, lang):
    events = read(client.get(f"/demo/{name}.ics?lang={lang}").get_data(as_text=True))["events"]

    place = name.rpartition("/")[2]
    assert {e["uid"] for e in events} == {
        uid for uid, s in released.items() if place in {"programme", s.room_code, s.code}
    }
    for event in events:
        sitting = released[event["uid"]]
        assert (moment(event["start"]), moment(event["end"])) == (sitting.starts_at, sitting.ends_at)
        assert event["summary"] == sitting.title.to(lang)
        assert event["status"] == ("CANCELLED" if sitting.cancelled else "CONFIRMED")
        assert event["sequence"] == sitting.sequence


def test_the_calendars_of_a_person_and_of_a_delegation(demo, client, read):
    meeting = db.session.scalars(select(Meeting).where(Meeting.status == "accepted")).first()
    assert meeting is not None
    person = meeting.asker
    with transaction():
        focal = demo.user("focal")
        scope = {"edition_id": demo.edition.id, "scope": "delegation", "scope_id": person.delegation_id}
        grant(focal, "focal_point", **scope)
        _key, own = make_key(demo.edition, by=person.user or demo.user("delegate"))
        _key, theirs = make_key(demo.edition, delegation=person.delegation, by=focal)
    mine = agenda_of(person.resource_id)

    for secret in (own, theirs) if person.user else (theirs,):
        text = client.get(f"/demo/calendar/{secret}.ics?lang=en").get_data(as_text=True)
        events = read(text)["events"]
        found = {(moment(e["start"]), moment(e["end"]), e["summary"]) for e in events}
        assert {(b.starts_at, b.ends_at, b.title["en"]) for b in mine} <= found
        assert meeting.uid in {e["uid"] for e in events}


ZONES = [
    "America/New_York", "America/Chicago", "America/Halifax", "America/St_Johns", "America/Toronto",
    "America/Havana", "America/Port-au-Prince", "America/Mexico_City", "America/Bogota", "America/Lima",
    "America/Sao_Paulo", "America/Asuncion", "America/Montevideo", "America/Argentina/Buenos_Aires",
    "America/Jamaica", "America/Panama", "America/Santiago", "America/Vancouver", "Europe/Madrid",
    "Europe/Lisbon", "Europe/London", "Africa/Casablanca", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Auckland",
]  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_every_hour_of_a_year_is_the_hour_it_was_meant_to_be(read, name):
    """Four times a day, and every hour of the days around a change of the clocks."""
    first, zone = datetime(2027, 1, 1, tzinfo=UTC), ZoneInfo(name)
    hours = [first + timedelta(hours=h) for h in range(8760)]
    around = {
        near
        for one, two in pairwise(hours)
        if one.astimezone(zone).utcoffset() != two.astimezone(zone).utcoffset()
        for near in hours[max(hours.index(one) - 24, 0) : hours.index(one) + 24]
    }
    asked = sorted({*hours[::6], *around})
    made = [Appointment(f"{n}@x", 0, t, t + timedelta(minutes=25), "A", first) for n, t in enumerate(asked)]

    events = read(feed("Year", made, time_zone=name).decode())["events"]

    assert [moment(e["start"]) for e in events] == asked
    assert [moment(e["end"]) for e in events] == [t + timedelta(minutes=25) for t in asked]


def test_an_invitation_to_a_meeting(demo, read):
    meeting = db.session.scalars(select(Meeting).where(Meeting.status == "accepted")).first()
    assert meeting is not None
    entry = appointment(meeting, "es", organizer="Secretaría <secretariat@example.org>", url="http://x.test/")

    found = read(invitation("REQUEST", entry, time_zone=demo.edition.time_zone))

    (event,) = found["events"]
    assert found["method"] == "REQUEST"
    assert (event["uid"], event["sequence"]) == (meeting.uid, meeting.sequence)
    assert (moment(event["start"]), moment(event["end"])) == (meeting.starts_at, meeting.ends_at)
    assert [a[0] for a in event["attendees"]] == [f"mailto:{p.email}" for p in (meeting.asker, meeting.host)]
