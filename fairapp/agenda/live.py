"""The programme at a moment: what goes on, what begins next, how far a session has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fairapp.agenda.programme import Programme, ReleasedSession
from fairapp.core.dates import zone
from fairapp.edition.models import Edition

DOORS = timedelta(minutes=15)
"""How long before its beginning a livestream may be opened."""


@dataclass(frozen=True)
class Moment:
    """What visitors are told of this minute."""

    going: tuple[ReleasedSession, ...] = ()
    coming: tuple[ReleasedSession, ...] = ()
    near: bool = False
    """Whether the meeting is on, so that pages ask again."""
    row: datetime | None = None
    """The beginning of what goes on, or of what comes next, today: where “now” leads to."""

    @property
    def mark(self) -> object:
        """The same as long as the same is said."""
        return [s.id for s in self.going], [s.id for s in self.coming], self.near, self.row


def now(programme: Programme | None, edition: Edition, at: datetime) -> Moment:
    """What goes on at that moment."""
    if programme is None:
        return Moment()
    there = zone(edition.time_zone)
    today = at.astimezone(there).date()
    going, coming = programme.now_and_next(at, there)
    left = [s for s in programme.standing if s.ends_at > at and s.starts_at.astimezone(there).date() == today]
    begun = [s.starts_at for s in left if s.starts_at <= at]
    margin = timedelta(days=1)
    return Moment(
        tuple(going),
        tuple(coming),
        edition.first_day - margin <= today <= edition.last_day + margin,
        max(begun, default=min((s.starts_at for s in left), default=None)),
    )


def state(session: ReleasedSession, at: datetime) -> str:
    """``cancelled``, ``coming``, ``opening`` (the livestream may be opened), ``going`` or ``over``."""
    if session.cancelled:
        return "cancelled"
    if at >= session.ends_at:
        return "over"
    if at >= session.starts_at:
        return "going"
    return "opening" if at >= session.starts_at - DOORS else "coming"
