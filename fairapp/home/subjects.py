"""Where a booking's purpose can be looked at: the timetable knows `session:12`, not its page.

One entry per kind of subject; a kind nobody entered has no link, and its title still shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.agenda.models import Session
from fairapp.booths.models import Exhibitor
from fairapp.core.db import db
from fairapp.meetings.models import Meeting
from fairapp.timetable.models import Booking


@dataclass(frozen=True)
class Subject:
    """What stands behind a booking: its page, and the calendar entry it is known by elsewhere."""

    href: str | None = None
    uid: str | None = None
    sequence: int = 0


def subjects_of(bookings: Iterable[Booking]) -> dict[str, Subject]:
    """For each subject (``session:12``) what it is. One select per kind, however many bookings."""
    ids: dict[str, set[int]] = defaultdict(set)
    for booking in bookings:
        kind, _sep, number = booking.subject.partition(":")
        if number.isdigit():
            ids[kind].add(int(number))
    return {
        f"{kind}:{number}": subject
        for kind, numbers in ids.items()
        if kind in _LOOK_UP
        for number, subject in _LOOK_UP[kind](numbers).items()
    }


def purpose_words(booking: Booking) -> str:
    """What kind of appointment it is, in a word or two."""
    return {
        "session": _("Session duty"),
        "meeting": _("Meeting"),
        "shift": _("Booth shift"),
    }.get(booking.purpose, _("Appointment"))


def _sessions(ids: set[int]) -> dict[int, Subject]:
    rows = db.session.execute(select(Session.id, Session.code).where(Session.id.in_(ids)))
    return {number: Subject(url_for("agenda.sitting", code=code)) for number, code in rows}


def _meetings(ids: set[int]) -> dict[int, Subject]:
    rows = db.session.execute(select(Meeting.id, Meeting.uid, Meeting.sequence).where(Meeting.id.in_(ids)))
    return {
        number: Subject(url_for("meetings.meeting", meeting_id=number), uid, sequence)
        for number, uid, sequence in rows
    }


def _exhibitors(ids: set[int]) -> dict[int, Subject]:
    rows = db.session.scalars(select(Exhibitor.id).where(Exhibitor.id.in_(ids)))
    return {number: Subject(url_for("booths.exhibitor", exhibitor_id=number)) for number in rows}


_LOOK_UP: dict[str, Callable[[set[int]], dict[int, Subject]]] = {
    "session": _sessions,
    "meeting": _meetings,
    "exhibitor": _exhibitors,
}
