"""A person's own agenda: days of appointments, as a page and as a list of what comes next.

What holds their time is read from the timetable: duties, meetings, shifts. Beside it stands what they
only follow or signed up for, as it was released; that holds no time, and so may be at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from fairapp.agenda.programme import ReleasedSession
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.home import queries
from fairapp.home.subjects import Subject, purpose_words, subjects_of
from fairapp.timetable.models import Booking
from fairapp.timetable.zones import local


@dataclass(frozen=True)
class Entry:
    """One appointment as it is shown. Times are instants; ``kind`` is already in words."""

    starts_at: datetime
    ends_at: datetime
    kind: str
    purpose: str
    """``session``, ``meeting``, ``shift``; ``place`` (signed up), ``waiting``, ``followed``."""
    title: Translated
    place: Translated
    subject: Subject
    code: str = ""
    """Of a session that is followed, for leaving it."""
    cancelled: bool = False
    same_time: tuple[Translated, ...] = ()
    """What else on this agenda is at the same time, by title."""

    @property
    def firm(self) -> bool:
        """Whether it holds the person's time."""
        return self.purpose not in queries.LOOSE

    def state(self, now: datetime) -> str | None:
        """``past``, ``now``, ``off`` (cancelled) or nothing: how the timeline draws it."""
        if self.cancelled:
            return "off"
        if self.ends_at <= now:
            return "past"
        return "now" if self.starts_at <= now else None


@dataclass(frozen=True)
class Day:
    """One day of the agenda, in order of time."""

    date: date
    entries: list[Entry]


def entries_of(user: Any, edition: Edition, *, loose: bool = True) -> list[Entry]:
    """Everything on the visitor's own agenda in the edition, in order, with what is at the same time;
    without what they only follow or signed up for unless ``loose``."""
    bookings = queries.bookings_of(user, edition.id)
    firm = _firm(bookings, user, edition)
    attended = {booking.subject for booking in bookings}
    wished = [
        _loose(session, how)
        for session, how in (queries.followed_by(user, edition.id) if loose else ())
        if f"session:{session.id}" not in attended
    ]
    return _beside(sorted([*firm, *wished], key=lambda e: (e.starts_at, not e.firm, e.ends_at)))


def by_day(entries: Sequence[Entry]) -> list[Day]:
    """Grouped by the edition's local days."""
    return [Day(day, list(found)) for day, found in groupby(entries, lambda e: local(e.starts_at).date())]


def opened(days: Sequence[Day], now: datetime) -> date | None:
    """The day a page of them begins with: today, else the next one, else the last."""
    today = local(now).date()
    left = [day.date for day in days if day.date >= today]
    return left[0] if left else (days[-1].date if days else None)


def coming(entries: Sequence[Entry], now: datetime, count: int = 4) -> list[Entry]:
    """What is on now or comes next."""
    return [entry for entry in entries if entry.ends_at > now and not entry.cancelled][:count]


def _firm(bookings: Sequence[Booking], user: Any, edition: Edition) -> list[Entry]:
    subjects = subjects_of(bookings)
    roles = queries.roles_of(user, edition.id) if any(b.purpose == "session" for b in bookings) else {}
    return [
        Entry(
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            kind=_kind(booking, roles.get(booking.subject, ())),
            purpose=booking.purpose,
            title=booking.title,
            place=booking.place,
            subject=subjects.get(booking.subject, Subject()),
        )
        for booking in bookings
    ]


def _kind(booking: Booking, roles: Sequence[str]) -> str:
    """The tasks a person has in a session: “Chair, Rapporteur”; else the kind of appointment."""
    words = (reference.term("session_role", role).shown().text for role in roles)
    return ", ".join(dict.fromkeys(words)) or purpose_words(booking)


def _loose(session: ReleasedSession, how: str) -> Entry:
    words = {"place": _("You have a place"), "waiting": _("On the waiting list"), "followed": _("Followed")}
    return Entry(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        kind=words[how],
        purpose=how,
        title=session.title,
        place=session.room,
        subject=Subject(url_for("agenda.sitting", code=session.code)),
        code=session.code if how == "followed" else "",
        cancelled=session.cancelled,
    )


def _beside(entries: list[Entry]) -> list[Entry]:
    """With each what is at the same time. Entries come in order, so each looks only at those that begin
    before it ends."""
    found: list[list[Translated]] = [[] for _entry in entries]
    for n, entry in enumerate(entries):
        for m in range(n + 1, len(entries)):
            other = entries[m]
            if other.starts_at >= entry.ends_at:
                break
            if not (entry.cancelled or other.cancelled):
                found[n].append(other.title)
                found[m].append(entry.title)
    return [replace(entry, same_time=tuple(same)) for entry, same in zip(entries, found, strict=True)]
