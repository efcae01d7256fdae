"""Pure questions about editions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from fairapp.edition.models import Edition
from fairapp.timetable.spans import Span

RESERVED = frozenset(
    {
        "static",
        "sign-in",
        "sign-out",
        "account",
        "editions",
        "home",
        "outbox",
        "_style",
        "health",
        "api",
        "verify",
        "favicon.ico",
        "robots.txt",
    }
)
"""First words of addresses the program needs for itself; no edition may be called so."""


def registration_is_open(edition: Edition, now: datetime) -> bool:
    """Whether delegations may still be entered and changed by their focal points."""
    return now < edition.registration_closes_at


LONGEST = 31
"""Days an edition may last."""


def days_in_order(first: date, last: date) -> bool:
    """Whether these can be the days of one meeting."""
    return timedelta(0) <= last - first < timedelta(days=LONGEST)


def slot_spans(
    day: date, start: time, end: time, *, minutes: int, changeover: int, zone: tzinfo
) -> Iterator[Span]:
    """The slots of one day: each ``minutes`` long, ``changeover`` minutes apart, none beyond the end.

    Times are local to ``zone``. Refuses with NotASpan for times off the five-minute grid.
    """
    close = datetime.combine(day, end, zone).astimezone(UTC)
    begin = datetime.combine(day, start, zone).astimezone(UTC)
    while begin + timedelta(minutes=minutes) <= close:
        yield Span(begin, begin + timedelta(minutes=minutes))
        begin += timedelta(minutes=minutes + changeover)
