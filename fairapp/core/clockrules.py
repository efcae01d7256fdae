"""When a zone puts its clocks forward and back, as a VTIMEZONE that every calendar understands.

A list of dates (RDATE) is read by common programs as winter time all year; a yearly rule is read by
all. So a zone is said by rules that were seen to hold in the years concerned, or not at all: some
governments move their clocks by decree, or by the moon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from fairapp.core.contentlines import line, offset, wall
from fairapp.core.dates import zone

MINUTE, WEEK = timedelta(minutes=1), timedelta(weeks=1)
"""Changes are found to the minute; nobody changes twice within a week."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Change:
    """The clocks are put from one offset to another. ``onset`` is what they show just before."""

    onset: datetime
    before: datetime
    after: datetime

    @property
    def into_summer(self) -> bool:
        """Forward; by the clock, whatever a country calls it."""
        return bool(self.after.utcoffset() > self.before.utcoffset())  # type: ignore[operator]


@lru_cache(maxsize=64)
def vtimezone(name: str, first: int, last: int) -> str | None:
    """The zone from the year ``first`` to the year ``last``; None if yearly rules cannot say it."""
    there, years = zone(name), range(first - 1, last + 2)
    changes = {year: list(_changes(there, year)) for year in years}
    parts: str | None
    if not any(changes.values()):
        parts = _observance("STANDARD", datetime(years[0], 1, 1, tzinfo=there))
    else:
        parts = _by_rule([found for _year, found in sorted(changes.items())])
    if parts is None:
        return None
    return f"BEGIN:VTIMEZONE\r\n{line('TZID', name)}{parts}END:VTIMEZONE\r\n"


def _by_rule(changes: list[list[Change]]) -> str | None:
    """Two changes a year, each on a day that the same rule names every year."""
    if any(sorted(c.into_summer for c in year) != [False, True] for year in changes):
        return None
    parts = ""
    for kind, summer in (("DAYLIGHT", True), ("STANDARD", False)):
        yearly = [next(c for c in year if c.into_summer is summer) for year in changes]
        if len({(c.onset.time(), offset(c.before), offset(c.after)) for c in yearly}) > 1:
            return None
        rule = _rule([c.onset for c in yearly])
        if rule is None:
            return None
        first = yearly[0]
        parts += _observance(kind, first.after, first.onset, first.before, rule)
    return parts


def _rule(onsets: list[datetime]) -> str | None:
    """What the days have in common: the second Sunday of March, the last one of October."""
    months, days = {o.month for o in onsets}, {WEEKDAYS[o.weekday()] for o in onsets}
    if len(months) > 1 or len(days) > 1:
        return None
    month, day = months.pop(), days.pop()
    common = set.intersection(*({(o.day - 1) // 7 + 1, *_last(o)} for o in onsets))
    if not common:
        return None
    which = max(common) if max(common) < 5 else -1
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={which}{day}"


def _last(onset: datetime) -> tuple[int, ...]:
    return (-1,) if (onset + WEEK).month != onset.month else ()


def _observance(
    kind: str,
    after: datetime,
    onset: datetime | None = None,
    before: datetime | None = None,
    rule: str = "",
) -> str:
    return (
        f"BEGIN:{kind}\r\nDTSTART:{wall(onset or after)}\r\n"
        + (f"RRULE:{rule}\r\n" if rule else "")
        + line("TZNAME", after.tzname() or kind)
        + f"TZOFFSETFROM:{offset(before or after)}\r\nTZOFFSETTO:{offset(after)}\r\nEND:{kind}\r\n"
    )


def _changes(there: tzinfo, year: int) -> Iterator[Change]:
    """Every change of the clocks in a year, found by looking at each week."""
    moment, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        following = min(moment + WEEK, end)
        if _offset(moment, there) != _offset(following, there):
            yield _change(there, moment, following)
        moment = following


def _change(there: tzinfo, earlier: datetime, later: datetime) -> Change:
    while later - earlier > MINUTE:
        middle = earlier + (later - earlier) // (2 * MINUTE) * MINUTE
        earlier, later = (
            (middle, later) if _offset(middle, there) == _offset(earlier, there) else (earlier, middle)
        )
    before, after = earlier.astimezone(there), later.astimezone(there)
    return Change((before.replace(tzinfo=None) + MINUTE), before, after)


def _offset(moment: datetime, there: tzinfo) -> timedelta | None:
    return moment.astimezone(there).utcoffset()
