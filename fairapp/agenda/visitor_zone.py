"""The clock of a visitor who is elsewhere, beside the event's: chosen in the address, or, with scripts,
found out by the browser."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import cache
from zoneinfo import available_timezones

from babel.dates import get_timezone_location

from fairapp.core.dates import clock_time, weekday_short, zone
from fairapp.core.i18n import current_language
from fairapp.timetable.zones import local

OFFERED = (
    *(
        "Pacific/Honolulu",
        "America/Los_Angeles",
        "America/Vancouver",
        "America/Denver",
        "America/Mexico_City",
    ),
    *("America/Chicago", "America/Guatemala", "America/Tegucigalpa", "America/El_Salvador"),
    *("America/Managua", "America/Costa_Rica", "America/Belize", "America/Panama", "America/Bogota"),
    *("America/Guayaquil", "America/Lima", "America/Jamaica", "America/Port-au-Prince", "America/New_York"),
    *("America/Toronto", "America/Nassau", "America/Havana", "America/Caracas", "America/La_Paz"),
    *("America/Santo_Domingo", "America/Port_of_Spain", "America/Barbados", "America/Guyana"),
    *("America/Santiago", "America/Asuncion", "America/Paramaribo", "America/Montevideo"),
    *("America/Argentina/Buenos_Aires", "America/Sao_Paulo", "UTC", "Europe/Lisbon", "Europe/London"),
    *("Europe/Madrid", "Europe/Paris", "Europe/Brussels", "Europe/Rome", "Europe/Berlin", "Europe/Istanbul"),
    *("Africa/Casablanca", "Africa/Lagos", "Africa/Cairo", "Africa/Nairobi", "Asia/Jerusalem"),
    *("Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Seoul", "Asia/Tokyo", "Australia/Sydney"),
)
"""Zones to choose from: those of the Americas, and of cities observers and partners come from. The address
may name any other of the IANA database."""


def asked_zone(asked: Mapping[str, str], event_zone: str) -> str:
    """The IANA name in the address; empty when none is, or the event's own, or one nobody knows."""
    wanted = asked.get("zone", "")
    return wanted if wanted != event_zone and wanted in _known() else ""


def city(name: str) -> str:
    """What a zone is called: by its city, “Mexico City”, “Ciudad de México”."""
    if name == "UTC":
        return "UTC"
    return str(get_timezone_location(name, locale=current_language(), return_city=True))


def offered(now: datetime, event_zone: str) -> list[tuple[str, str]]:
    """Zones to choose from, from west to east: name, and city with the distance from UTC now."""
    names = [name for name in OFFERED if name != event_zone]
    ordered = sorted((_offset(zone(name), now), city(name), name) for name in names)
    return [(name, f"{place} ({_utc(minutes)})") for minutes, place, name in ordered]


def same_clock(one: str, other: str, moment: datetime) -> bool:
    """Whether the clocks of two zones show the same at the moment."""
    return _offset(zone(one), moment) == _offset(zone(other), moment)


def own_time(moment: datetime, name: str) -> str:
    """The moment on the visitor's clock: “4:00 p.m.”, with the day where that is another one."""
    there = moment.astimezone(zone(name))
    if there.date() == local(moment).date():
        return clock_time(there)
    return f"{weekday_short(there.date())}, {clock_time(there)}"


def _offset(there: tzinfo, moment: datetime) -> int:
    distance = moment.astimezone(there).utcoffset()
    return int(distance.total_seconds() // 60) if distance else 0


def _utc(minutes: int) -> str:
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}"


@cache
def _known() -> set[str]:
    return available_timezones()
