"""The order of business: what the meeting does on a day, or in one session, point by point.

Read from the release alone. Adopting the order of business is its first point, as in the orders of
business of the Management Board of the IACD.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo

from fairapp.agenda.programme import Programme, ReleasedItem, ReleasedSession

DELIBERATING = frozenset(
    {
        "heads_preparatory",
        "inaugural",
        "plenary",
        "private_dialogue",
        "working_group",
        "drafting_group",
        "style_committee",
        "stakeholder_dialogue",
        "signing_ceremony",
        "closing",
    }
)
"""Kinds in which the meeting does its business. What takes up an item of the agenda counts as well."""


@dataclass(frozen=True)
class Point:
    """One point after the first: a sitting with what it takes up, or one item within a sitting."""

    number: int
    session: ReleasedSession
    item: ReleasedItem | None = None


@dataclass(frozen=True)
class OrderOfBusiness:
    """Of ``day``; when ``session`` is given, of that sitting only. Point 1 is its own adoption."""

    day: date
    session: ReleasedSession | None
    points: tuple[Point, ...]


def is_business(session: ReleasedSession) -> bool:
    """Whether the meeting deliberates there."""
    return session.kind in DELIBERATING or bool(session.items)


def days_of_business(programme: Programme, zone: tzinfo) -> list[date]:
    """The days, in the zone, on which the meeting deliberates."""
    return sorted({s.starts_at.astimezone(zone).date() for s in programme.standing if is_business(s)})


def usual_day(days: list[date], today: date) -> date | None:
    """The day somebody who names none wants: today or the next one; afterwards the last."""
    return next((day for day in days if day >= today), days[-1] if days else None)


def of_day(programme: Programme, zone: tzinfo, day: date) -> OrderOfBusiness:
    """The sittings of that day, in order of time."""
    found = [s for s in programme.standing if is_business(s) and s.starts_at.astimezone(zone).date() == day]
    return OrderOfBusiness(day, None, tuple(Point(n, s) for n, s in enumerate(found, 2)))


def of_session(session: ReleasedSession, zone: tzinfo) -> OrderOfBusiness:
    """The items one sitting takes up; a sitting without any has itself as its only business."""
    items = session.items or (None,)
    points = tuple(Point(n, session, item) for n, item in enumerate(items, 2))
    return OrderOfBusiness(session.starts_at.astimezone(zone).date(), session, points)
