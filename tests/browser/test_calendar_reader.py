"""Our calendars read by ical.js, as Thunderbird and Nextcloud read them: same instants, words, people."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from fairapp.agenda.queries import public_programme
from fairapp.core.calendars import invitation
from fairapp.core.db import db
from fairapp.meetings.ical import appointment
from fairapp.meetings.models import Meeting

READER = Path(__file__).parents[1] / "vendor" / "ical.js" / "ical.es5.min.cjs"
READ = """text => {
  const calendar = new ICAL.Component(ICAL.parse(text));
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


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_programme_feed(demo, client, read, lang):
    answer = client.get(f"/demo/programme.ics?lang={lang}")
    released = public_programme(demo.edition.id)
    assert released is not None
    sittings = {f"session-{s.id}@demo.fairapp": s for s in released.sessions}

    events = read(answer.get_data(as_text=True))["events"]

    assert {e["uid"] for e in events} == set(sittings)
    for event in events:
        sitting = sittings[event["uid"]]
        assert (moment(event["start"]), moment(event["end"])) == (sitting.starts_at, sitting.ends_at)
        assert event["summary"] == sitting.title.to(lang)


def test_an_invitation_to_a_meeting(demo, read):
    meeting = db.session.scalars(select(Meeting).where(Meeting.status == "accepted")).first()
    assert meeting is not None
    entry = appointment(meeting, "es", organizer="Secretaría <secretariat@example.org>", url="http://x.test/")

    found = read(invitation("REQUEST", entry))

    (event,) = found["events"]
    assert found["method"] == "REQUEST"
    assert (event["uid"], event["sequence"]) == (meeting.uid, meeting.sequence)
    assert (moment(event["start"]), moment(event["end"])) == (meeting.starts_at, meeting.ends_at)
    assert [a[0] for a in event["attendees"]] == [f"mailto:{p.email}" for p in (meeting.asker, meeting.host)]
