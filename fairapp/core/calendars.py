"""The calendar kit: iCalendar feeds and iTIP invitations from plain values.

Instants are written in UTC. A VTIMEZONE would read better in a calendar's source, but common
readers misunderstand the forms our library writes; UTC is exact everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

PRODID = "-//fairapp//fairapp 1//EN"


@dataclass(frozen=True)
class Attendee:
    """One invited person. ``status`` is a PARTSTAT: NEEDS-ACTION, ACCEPTED, DECLINED."""

    email: str
    name: str
    status: str = "ACCEPTED"


@dataclass(frozen=True)
class Appointment:
    """One event of a calendar. ``uid`` never changes; ``sequence`` rises with each move."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    changed_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = field(default=())
    cancelled: bool = False


def feed(name: str, appointments: Iterable[Appointment]) -> bytes:
    """A calendar to subscribe to. Same appointments, same bytes."""
    calendar = _calendar()
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", timedelta(minutes=15), {"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT15M")
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    return calendar.to_ical()


def invitation(method: str, appointment: Appointment) -> str:
    """An iTIP message: REQUEST invites or moves, CANCEL takes back."""
    calendar = _calendar()
    calendar.add("METHOD", method)
    calendar.add_component(_event(appointment))
    return calendar.to_ical().decode()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("UID", appointment.uid)
    event.add("SEQUENCE", appointment.sequence)
    event.add("DTSTAMP", appointment.changed_at.astimezone(UTC))
    event.add("DTSTART", appointment.starts_at.astimezone(UTC))
    event.add("DTEND", appointment.ends_at.astimezone(UTC))
    event.add("SUMMARY", appointment.summary)
    event.add("STATUS", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    for key in ("description", "location", "url"):
        if value := getattr(appointment, key):
            event.add(key.upper(), value)
    if appointment.organizer:
        event.add("ORGANIZER", _address(appointment.organizer, role=None))
    for attendee in appointment.attendees:
        event.add("ATTENDEE", _address(attendee, role="REQ-PARTICIPANT"), encode=False)
    return event


def _address(person: Attendee, role: str | None) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(person.name)
    if role:
        address.params["ROLE"] = vText(role)
        address.params["PARTSTAT"] = vText(person.status)
        address.params["RSVP"] = vText("TRUE" if person.status == "NEEDS-ACTION" else "FALSE")
    return address
