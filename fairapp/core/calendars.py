"""The calendar kit: iCalendar feeds and iTIP invitations from plain values.

Times are written on the clock of the meeting's place with the rules of its zone, and in UTC where a
zone has none that calendars understand (see :mod:`fairapp.core.clockrules`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fairapp.core.clockrules import vtimezone
from fairapp.core.contentlines import folded, instant, line, text, uri, wall
from fairapp.core.dates import zone

PRODID = "-//fairapp//fairapp 1//EN"
REFRESH = "PT15M"
"""How often a calendar may ask again."""


@dataclass(frozen=True)
class Attendee:
    """One invited person. ``status`` is a PARTSTAT: NEEDS-ACTION, ACCEPTED, DECLINED."""

    email: str
    name: str
    status: str = "ACCEPTED"


@dataclass(frozen=True)
class Appointment:
    """One event of a calendar. ``uid`` never changes; ``sequence`` rises with each change.

    ``changed_at`` is when it was last changed, not when it is written: an unchanged event is the
    same lines for ever.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    changed_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = field(default=())
    cancelled: bool = False
    busy: bool = True
    """Whether it holds its reader's time, or is there to be known."""


def feed(
    name: str, appointments: Iterable[Appointment], *, time_zone: str = "UTC", lang: str = "", url: str = ""
) -> bytes:
    """A calendar to subscribe to. Same appointments, same bytes, on any day and in any process."""
    found = list(appointments)
    clock = Clock.over(time_zone, found)
    said = {"LANGUAGE": lang} if lang else None
    head = line("NAME", text(name), said) + line("X-WR-CALNAME", text(name))
    if time_zone != "UTC":
        head += line("X-WR-TIMEZONE", text(time_zone))
    if found:
        head += line("LAST-MODIFIED", instant(max(a.changed_at for a in found)))
    if url:
        head += line("URL", uri(url))
    head += f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}\r\nX-PUBLISHED-TTL:{REFRESH}\r\n"
    return _calendar(head, clock, found, lang).encode()


def invitation(method: str, appointment: Appointment, *, time_zone: str = "UTC") -> str:
    """An iTIP message: REQUEST invites or moves, CANCEL takes back.

    It leaves once and cannot be corrected as a feed can: the library reads what we wrote and writes
    it again, or refuses, before it is put into a letter.
    """
    from icalendar import Calendar

    clock = Clock.over(time_zone, [appointment])
    written = _calendar(line("METHOD", method), clock, [appointment], "")
    return Calendar.from_ical(written).to_ical(sorted=False).decode()


@dataclass(frozen=True)
class Clock:
    """How times are written: on the wall of a place, with its rules, or in UTC."""

    time_zone: str
    rules: str = ""

    @classmethod
    def over(cls, time_zone: str, appointments: Sequence[Appointment]) -> Clock:
        """The clock of a zone for the years of the appointments; UTC if it cannot be said exactly."""
        if time_zone == "UTC" or not appointments:
            return cls("UTC")
        first = min(a.starts_at for a in appointments).year
        rules = vtimezone(time_zone, first, max(a.ends_at for a in appointments).year)
        return cls(time_zone, rules) if rules else cls("UTC")

    def line(self, name: str, moment: datetime) -> str:
        """The moment as a property. The hour that a clock shows twice, on the night it goes back, is said in
        UTC: readers do not agree on which of the two is meant."""
        if self.rules:
            there = moment.astimezone(zone(self.time_zone))
            if there.replace(fold=1).utcoffset() == there.replace(fold=0).utcoffset():
                return f"{name};TZID={self.time_zone}:{wall(there)}\r\n"
        return f"{name}:{instant(moment)}\r\n"


def _calendar(head: str, clock: Clock, appointments: Iterable[Appointment], lang: str) -> str:
    events = "".join(_event(appointment, clock, lang) for appointment in appointments)
    frame = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nCALSCALE:GREGORIAN\r\n"
    return f"{frame}{head}{clock.rules}{events}END:VCALENDAR\r\n"


def _event(event: Appointment, clock: Clock, lang: str) -> str:
    said = f";LANGUAGE={lang}:" if lang else ":"
    stamp = instant(event.changed_at)
    parts = [
        "BEGIN:VEVENT\r\n",
        line("UID", text(event.uid)),
        f"SEQUENCE:{event.sequence}\r\nDTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\n",
        clock.line("DTSTART", event.starts_at),
        clock.line("DTEND", event.ends_at),
        folded(f"SUMMARY{said}{text(event.summary)}"),
        "STATUS:CANCELLED\r\n" if event.cancelled else "STATUS:CONFIRMED\r\n",
    ]
    if not event.busy:
        parts.append("TRANSP:TRANSPARENT\r\n")
    for name, value in (("DESCRIPTION", event.description), ("LOCATION", event.location)):
        if value:
            parts.append(folded(f"{name}{said}{text(value)}"))
    if event.categories:
        parts.append(folded(f"CATEGORIES{said}{','.join(map(text, event.categories))}"))
    if event.url:
        parts.append(line("URL", uri(event.url)))
    parts += _people(event)
    return "".join((*parts, "END:VEVENT\r\n"))


def _people(event: Appointment) -> list[str]:
    found = [_invited(attendee) for attendee in event.attendees]
    if event.organizer:
        found.insert(0, _person("ORGANIZER", event.organizer, {}))
    return found


def _invited(attendee: Attendee) -> str:
    asks = "TRUE" if attendee.status == "NEEDS-ACTION" else "FALSE"
    return _person(
        "ATTENDEE", attendee, {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": attendee.status, "RSVP": asks}
    )


def _person(name: str, person: Attendee, more: dict[str, str]) -> str:
    return line(name, uri(f"mailto:{person.email}"), {"CN": person.name, **more})
