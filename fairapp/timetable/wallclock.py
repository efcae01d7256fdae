"""From a day and a time on the wall clock to an instant: what a form says becomes what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from flask_babel import gettext as _

from fairapp.core.dates import clock_time
from fairapp.core.refusals import Refusal
from fairapp.timetable.spans import NotASpan, Span


class NoSuchTime(Refusal):
    """The clocks are put forward over that time: on that day it does not exist."""

    status = 422


class AcrossMidnight(NotASpan):
    """It would begin on one day and end on the next."""


@dataclass(frozen=True)
class Instant:
    """A moment in UTC, and whether the wall clock shows its time twice that day (it is the first)."""

    moment: datetime
    twice: bool


@dataclass(frozen=True)
class Stretch:
    """From one time to another of one day, and which of the two the clock shows twice."""

    span: Span
    twice: tuple[datetime, ...] = ()
    """The ambiguous times, on the wall clock."""


def instant(day: date, at: time, there: tzinfo, *, field: str = "starts_at") -> Instant:
    """The moment when the wall clock of ``there`` shows that time on that day.

    A time that comes twice, when clocks are put back, is the first of the two. Refuses with NoSuchTime
    beside ``field`` when clocks are put forward over it.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    moment = wall.replace(tzinfo=there).astimezone(UTC)
    if moment.astimezone(there).replace(tzinfo=None, fold=0) != wall:
        raise NoSuchTime(
            _("The clocks are put forward on this day: there is no %(time)s.", time=clock_time(wall)),
            field=field,
        )
    second = wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    return Instant(moment, twice=second != moment)


def stretch(day: date, start: time, end: time, there: tzinfo) -> Stretch:
    """What lies between two times of one day; an end at midnight is the end of the day.

    Refuses with NoSuchTime, with AcrossMidnight when the end is not after the start on the clock, and
    with NotASpan off the five-minute grid.
    """
    first = instant(day, start, there, field="starts_at")
    last_day = day + timedelta(days=1) if end == time.min else day
    if last_day == day and end <= start:
        raise AcrossMidnight(
            _("The end must be after the start. A session does not go past midnight: divide it in two."),
            field="ends_at",
        )
    last = instant(last_day, end, there, field="ends_at")
    walls = ((first, day, start), (last, last_day, end))
    twice = tuple(datetime.combine(of, at) for found, of, at in walls if found.twice)
    return Stretch(Span(first.moment, last.moment), twice)


def within_one_day(span: Span, there: tzinfo) -> bool:
    """Whether it begins and ends on one day of the wall clock; midnight still belongs to the day."""
    start, end = span.start.astimezone(there), span.end.astimezone(there)
    next_midnight = datetime.combine(start.date() + timedelta(days=1), time.min)
    return end.replace(tzinfo=None) <= next_midnight


def minutes_of(span: Span, there: tzinfo) -> tuple[int, int]:
    """Start and end in minutes since midnight of the day it begins, as the wall clock shows them."""
    start, end = (moment.astimezone(there).replace(tzinfo=None) for moment in (span.start, span.end))
    midnight = datetime.combine(start.date(), time.min)
    return _minutes(start - midnight), _minutes(end - midnight)


def _minutes(delta: timedelta) -> int:
    return int(delta.total_seconds() // 60)
