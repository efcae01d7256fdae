"""The calendar feed, read back as a calendar program reads it."""

from __future__ import annotations

from datetime import UTC

from icalendar import Calendar

from fairapp.agenda import queries, services
from fairapp.core.db import transaction
from tests.agenda.acts import added, place, session


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
