"""When a room can be used: the one place that reads its opening hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from flask_babel import gettext as _

from fairapp.core.dates import clock_time
from fairapp.edition.models import Room
from fairapp.timetable.spans import Span
from fairapp.timetable.wallclock import minutes_of

WHOLE_DAY = (0, 24 * 60)
Hours = dict[str, list[str]]


def opening(hours: Hours, day: date) -> tuple[int, int] | None:
    """From when until when a room of these hours is open on that local day, in minutes since midnight;
    None when it is closed. A day that is not named is open all day; “00:00” as an end is midnight."""
    named = hours.get(day.isoformat())
    if named is None:
        return WHOLE_DAY
    if not named:
        return None
    opens, closes = (time.fromisoformat(text) for text in named)
    return _minutes(opens), _minutes(closes) or WHOLE_DAY[1]


def is_open(hours: Hours, span: Span, there: tzinfo) -> bool:
    """Whether a room of these hours is open for the whole span (of one day)."""
    open_ = opening(hours, span.start.astimezone(there).date())
    start, end = minutes_of(span, there)
    return open_ is not None and open_[0] <= start and end <= open_[1]


def in_words(room: Room, day: date) -> str:
    """When the room is open on that day: the reason for what is refused outside."""
    open_ = opening(room.hours, day)
    name = room.name.shown().text
    if open_ is None:
        return _("%(room)s is closed on this day.", room=name)
    start, end = (datetime.combine(day, time.min) + timedelta(minutes=each) for each in open_)
    return _(
        "%(room)s is open from %(start)s to %(end)s.",
        room=name,
        start=clock_time(start),
        end=clock_time(end),
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
