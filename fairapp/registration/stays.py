"""When people arrive and leave, by days of the edition's zone.

Days around the edition are told apart; what lies beyond is “earlier” or “later”, what nobody said
“unknown”. A day begins at midnight of the edition's zone, which is another instant in summer than
in winter; so the database is given the instants, and needs to know nothing of zones.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, case, false
from sqlalchemy.orm import InstrumentedAttribute

from fairapp.core.dates import zone
from fairapp.edition.models import Edition

EARLIER, LATER, UNKNOWN = "earlier", "later", "unknown"
BEFORE, AFTER = timedelta(days=4), timedelta(days=2)
"""How far around the edition days are told apart."""

Moment = InstrumentedAttribute[datetime | None]


def days(edition: Edition) -> list[date]:
    """The days told apart, in order."""
    first, last = edition.first_day - BEFORE, edition.last_day + AFTER
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def codes(edition: Edition) -> list[str]:
    """Everything :func:`day_of` may say, in order: earlier, the days (“2027-04-22”), later, unknown."""
    return [EARLIER, *(day.isoformat() for day in days(edition)), LATER, UNKNOWN]


def day_of(edition: Edition, moment: Moment) -> ColumnElement[str]:
    """In SQL: the code of the day on which a moment falls."""
    told = days(edition)
    begun = [(moment < _midnight(edition, day), _before(day, told)) for day in told]
    end = _midnight(edition, told[-1] + timedelta(days=1))
    return case((moment.is_(None), UNKNOWN), *begun, (moment < end, told[-1].isoformat()), else_=LATER)


def falls_on(edition: Edition, moment: Moment, code: str) -> ColumnElement[bool]:
    """In SQL: whether a moment falls on the day of that code; of an unknown code, never."""
    told = days(edition)
    if code == UNKNOWN:
        return moment.is_(None)
    if code == EARLIER:
        return moment < _midnight(edition, told[0])
    if code == LATER:
        return moment >= _midnight(edition, told[-1] + timedelta(days=1))
    try:
        day = date.fromisoformat(code)
        begin, end = _midnight(edition, day), _midnight(edition, day + timedelta(days=1))
    except (ValueError, OverflowError):
        return false()
    return (moment >= begin) & (moment < end)


def _before(day: date, told: list[date]) -> str:
    return EARLIER if day == told[0] else (day - timedelta(days=1)).isoformat()


def _midnight(edition: Edition, day: date) -> datetime:
    return datetime.combine(day, time(), zone(edition.time_zone)).astimezone(UTC)
