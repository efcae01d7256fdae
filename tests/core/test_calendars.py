"""The calendar kit, read back by another reader than the one that wrote it where it matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from fairapp.core.calendars import Appointment, Attendee, feed, invitation

START = datetime(2027, 4, 22, 18, 30, tzinfo=UTC)
MEETING = Appointment(
    uid="meeting-1@demo.fairapp",
    sequence=0,
    starts_at=START,
    ends_at=START + timedelta(minutes=20),
    summary="Reunión bilateral: México – Haití, con un título que no cabe en una línea de 75 octetos",
    changed_at=START - timedelta(days=30),
    description="Línea uno\nLínea dos; con punto y coma, y coma",
    location="Mesa 4",
    organizer=Attendee("secretariat@example.org", "Secretaría"),
    attendees=(
        Attendee("ana@example.org", "Ana Ejemplo"),
        Attendee("luc@example.org", "Luc “Exemple”, fils"),
    ),
)


def test_an_invitation_reads_back_as_it_was_meant():
    event = Calendar.from_ical(invitation("REQUEST", MEETING)).walk("VEVENT")[0]

    assert event.decoded("DTSTART") == MEETING.starts_at
    assert event.decoded("DTEND") == MEETING.ends_at
    assert str(event["SUMMARY"]) == MEETING.summary
    assert str(event["DESCRIPTION"]) == MEETING.description
    assert [str(a) for a in event["ATTENDEE"]] == ["mailto:ana@example.org", "mailto:luc@example.org"]
    assert event["ATTENDEE"][0].params["PARTSTAT"] == "ACCEPTED"


def test_a_cancellation_keeps_the_uid_and_rises_in_sequence():
    text = invitation("CANCEL", replace(MEETING, sequence=1, cancelled=True))
    calendar = Calendar.from_ical(text)
    event = calendar.walk("VEVENT")[0]

    assert calendar["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (MEETING.uid, 1, "CANCELLED")


def test_lines_are_folded_and_end_as_the_standard_asks():
    raw = feed("Programa", [MEETING])

    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_same_appointments_give_the_same_bytes():
    assert feed("Programme", [MEETING]) == feed("Programme", [MEETING])
