"""A person's own agenda: days of appointments, as a page and as a list of what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition
from fairapp.home.queries import bookings_of
from fairapp.home.subjects import Subject, purpose_words, subjects_of
from fairapp.timetable.models import Booking
from fairapp.timetable.zones import local


@dataclass(frozen=True)
class Entry:
    """One appointment as it is shown. Times are instants; ``kind`` is already in words."""

    booking_id: int
    starts_at: datetime
    ends_at: datetime
    kind: str
    purpose: str
    title: Translated
    place: Translated
    subject: Subject

    def state(self, now: datetime) -> str | None:
        """``past``, ``now`` or nothing: how the timeline draws it."""
        if self.ends_at <= now:
            return "past"
        return "now" if self.starts_at <= now else None


@dataclass(frozen=True)
class Day:
    """One day of the agenda, in order of time."""

    date: date
    entries: list[Entry]


def entries_of(user: Any, edition: Edition) -> list[Entry]:
    """Everything that holds the visitor's time in the edition, in order."""
    bookings = bookings_of(user, edition.id)
    subjects = subjects_of(bookings)
    return [_entry(booking, subjects.get(booking.subject, Subject())) for booking in bookings]


def by_day(entries: Sequence[Entry]) -> list[Day]:
    """Grouped by the edition's local days."""
    return [Day(day, list(found)) for day, found in groupby(entries, lambda e: local(e.starts_at).date())]


def coming(entries: Sequence[Entry], now: datetime, count: int = 4) -> list[Entry]:
    """What is on now or comes next."""
    return [entry for entry in entries if entry.ends_at > now][:count]


def _entry(booking: Booking, subject: Subject) -> Entry:
    return Entry(
        booking_id=booking.id,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        kind=purpose_words(booking),
        purpose=booking.purpose,
        title=booking.title,
        place=booking.place,
        subject=subject,
    )
