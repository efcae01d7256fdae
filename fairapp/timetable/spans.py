"""A stretch of time on the five-minute grid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _

from fairapp.core.refusals import Refusal

TICK = timedelta(minutes=5)
SECONDS = int(TICK.total_seconds())


class NotASpan(Refusal):
    """The end is not after the start, or a time is off the five-minute grid."""

    status = 422


@dataclass(frozen=True, order=True)
class Span:
    """From ``start`` up to, not including, ``end``: aware, in UTC, on the grid.

    Refuses with NotASpan when it would be empty, or off the five minutes that claims count in.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            moment: datetime = getattr(self, name)
            if moment.tzinfo is None:
                raise ValueError("a span needs times with a zone")
            object.__setattr__(self, name, moment.astimezone(UTC))
            if moment.second or moment.microsecond or moment.minute % 5:
                raise NotASpan(_("Times are in steps of five minutes."), field=f"{name}s_at")
        if self.end <= self.start:
            raise NotASpan(_("The end must be after the start."), field="ends_at")

    @property
    def ticks(self) -> range:
        """Numbers of the five-minute ticks covered, counted from the epoch."""
        return range(tick_of(self.start), tick_of(self.end))

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return int((self.end - self.start).total_seconds() // 60)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share any time. Touching ends do not."""
        return self.start < other.end and other.start < self.end


def tick_of(moment: datetime) -> int:
    """Number of the five-minute tick that begins at ``moment`` or holds it."""
    return int(moment.timestamp()) // SECONDS
