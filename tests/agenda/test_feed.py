"""The calendar feed, read back as a calendar program reads it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from fairapp.agenda import queries, services
from fairapp.agenda.models import Release
from fairapp.agenda.views import feeds
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.edition.models import Room
from fairapp.timetable.services import add_resource
from tests.agenda.acts import added, place, session
from tests.conftest import TODAY


def _events(client, lang="en"):
    response = client.get(f"/demo/programme.ics?lang={lang}")
    assert response.status_code == 200
    assert response.mimetype == "text/calendar"
    return {str(e["UID"]): e for e in Calendar.from_ical(response.data).walk("VEVENT")}


def _release(demo):
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))


def test_the_feed_says_the_same_instants_as_the_programme(demo, client):
    events = _events(client)
    standing = queries.public_programme(demo.edition.id).standing

    assert len(events) == len(standing) == 35
    for each in standing:
        event = events[f"session-{each.id}@demo.fairapp"]
        assert event["DTSTART"].dt.astimezone(UTC) == each.starts_at
        assert event["DTEND"].dt.astimezone(UTC) == each.ends_at
        assert str(event["SUMMARY"]) == each.title["en"]
        assert event["STATUS"] == "CONFIRMED"


def test_the_feed_speaks_the_language_asked_for(demo, client):
    event = _events(client, "fr")[f"session-{session(demo, 'D1-07').id}@demo.fairapp"]

    assert str(event["LOCATION"]).startswith("Salle Simón Bolívar")
    assert "Séance plénière" in str(event["DESCRIPTION"])
    assert "lang=" not in client.get("/demo/programme.ics?lang=fr").headers.get("Set-Cookie", "")


def test_lines_are_folded_and_end_as_the_standard_says(demo, client):
    lines = client.get("/demo/programme.ics").data.split(b"\r\n")

    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_a_moved_session_keeps_its_uid_and_a_cancelled_one_stays_as_cancelled(demo, client):
    by = demo.user("secretariat")
    moved, gone = session(demo, "D2-16"), session(demo, "D2-11")
    uids = [f"session-{each.id}@demo.fairapp" for each in (moved, gone)]
    with transaction():
        services.move_session(moved, place(demo, "MIR", 2, "17:00", "17:25"), version=1, by=by)
        services.remove_session(gone, version=1, by=by)
    assert _events(client)[uids[0]]["SEQUENCE"] == 0, "the draft is nobody's calendar"

    _release(demo)

    events = _events(client)
    assert (events[uids[0]]["SEQUENCE"], events[uids[0]]["DTSTART"].dt) == (1, demo.moment(2, "17:00"))
    assert (events[uids[1]]["STATUS"], events[uids[1]]["SEQUENCE"]) == ("CANCELLED", 1)


def test_who_has_the_feed_already_is_told_so(demo, client):
    etag = client.get("/demo/programme.ics?lang=es").headers["ETag"]
    known = {"If-None-Match": etag}

    again = client.get("/demo/programme.ics?lang=es", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/demo/programme.ics?lang=pt", headers=known).status_code == 200

    added(demo, "MIR", 1, "10:00", "11:00")
    _release(demo)
    assert client.get("/demo/programme.ics?lang=es", headers=known).status_code == 200


FILES = (
    "/demo/programme.ics",
    "/demo/programme/rooms/SBR.ics",
    "/demo/programme/D2-16.ics",
    "/demo/schedule.xml",
)


@pytest.mark.parametrize("address", FILES)
def test_an_unchanged_programme_is_the_same_bytes_on_any_day(demo, client, app, at, address):
    address += "?lang=fr"
    first = client.get(address)

    app.extensions["front"].forget()
    feeds._made._things.clear()
    added(demo, "GUE", 1, "10:00", "11:00", title="Only in the draft")
    with at(TODAY + timedelta(days=40)):
        later = client.get(address)

    assert later.data == first.data
    assert later.headers["ETag"] == first.headers["ETag"]
    assert later.headers["Last-Modified"] == first.headers["Last-Modified"]


OTHER = """
import sys
from datetime import UTC, datetime, timedelta
from fairapp.core.calendars import Appointment, feed
now = datetime(2027, 4, 22, 13, tzinfo=UTC)
end = now + timedelta(hours=1)
made = [Appointment(f"s-{n}@x", 0, now, end, "Sesión", now, categories=("B", "A")) for n in range(3)]
sys.stdout.buffer.write(feed("Programa", made, time_zone="America/New_York", lang="es"))
"""


def test_another_process_writes_the_same():
    """With another seed for hashes: nothing hangs on the order of a set."""
    written = {
        subprocess.run(
            [sys.executable, "-c", OTHER], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(written) == 1
    assert written.pop().startswith(b"BEGIN:VCALENDAR")


def test_a_calendar_that_follows_the_address_sees_the_move(demo, client, at):
    """What an ordinary client does: fetch, keep the ETag, ask again, replace what has a higher sequence."""
    uid = f"session-{session(demo, 'D2-16').id}@demo.fairapp"
    first = client.get("/demo/programme.ics")
    kept = {str(e["UID"]): e for e in Calendar.from_ical(first.data).walk("VEVENT")}

    def ask_again():
        return client.get("/demo/programme.ics", headers={"If-None-Match": first.headers["ETag"]})

    assert ask_again().status_code == 304
    with at(TODAY + timedelta(hours=2)):
        with transaction():
            services.move_session(
                session(demo, "D2-16"),
                place(demo, "MIR", 2, "17:00", "17:25"),
                version=1,
                by=demo.user("secretariat"),
            )
        assert ask_again().status_code == 304, "not released yet"
        _release(demo)
        again = ask_again()

    assert again.status_code == 200
    seen = {str(e["UID"]): e for e in Calendar.from_ical(again.data).walk("VEVENT")}
    assert seen.keys() == kept.keys()
    newer = {u for u, e in seen.items() if e["SEQUENCE"] > kept[u]["SEQUENCE"]}
    assert newer == {uid}
    assert seen[uid].decoded("DTSTART") == demo.moment(2, "17:00")
    for other in seen.keys() - newer:
        assert seen[other].to_ical() == kept[other].to_ical()
    for stamp in ("DTSTAMP", "LAST-MODIFIED"):
        assert seen[uid].decoded(stamp) == TODAY + timedelta(hours=2)


def test_a_client_that_knows_only_the_day_is_told_so_too(demo, client):
    seen = client.get("/demo/programme.ics").headers["Last-Modified"]

    assert client.get("/demo/programme.ics", headers={"If-Modified-Since": seen}).status_code == 304


def test_a_room_has_a_calendar_of_its_own_which_may_be_empty(demo, client):
    released = queries.public_programme(demo.edition.id)
    calendar = Calendar.from_ical(client.get("/demo/programme/rooms/MIR.ics?lang=es").data)

    assert {str(e["UID"]) for e in calendar.walk("VEVENT")} == {
        f"session-{s.id}@demo.fairapp" for s in released.sessions if s.room_code == "MIR"
    }
    assert str(calendar["NAME"]).startswith(released.find("D2-16").room["es"])
    with transaction():
        name = Translated(en="Cellar")
        resource = add_resource(demo.edition.id, "room", name)
        db.session.add(Room(edition_id=demo.edition.id, code="CEL", name=name, resource_id=resource.id))
    assert Calendar.from_ical(client.get("/demo/programme/rooms/CEL.ics").data).walk("VEVENT") == []
    assert client.get("/demo/programme/rooms/NONE.ics").status_code == 404


def test_a_session_can_be_put_into_a_calendar_alone(demo, client):
    answer = client.get("/demo/programme/D2-16.ics")
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")

    assert event["UID"] == f"session-{session(demo, 'D2-16').id}@demo.fairapp"
    assert event["TRANSP"] == "TRANSPARENT", "to know of a session is not to be there"
    assert answer.headers["Content-Disposition"] == 'inline; filename="demo-d2-16-en.ics"'
    assert client.get("/demo/programme/D9-99.ics").status_code == 404


def test_times_are_said_on_the_clock_of_the_meeting(demo, client):
    calendar = Calendar.from_ical(client.get("/demo/programme.ics").data)

    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == demo.edition.time_zone
    assert {e["DTSTART"].params["TZID"] for e in calendar.walk("VEVENT")} == {demo.edition.time_zone}


def test_before_the_first_release_there_is_no_calendar(demo, client):
    with transaction():
        for release in db.session.scalars(select(Release)):
            db.session.delete(release)

    assert [client.get(address).status_code for address in FILES] == [404] * len(FILES)
