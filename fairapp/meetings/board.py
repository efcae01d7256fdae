"""The secretariat's picture of the meetings area: which table is taken when."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition import queries as editions
from fairapp.edition.models import Slot, Table
from fairapp.meetings.models import Meeting
from fairapp.timetable.models import Booking
from fairapp.timetable.zones import local


@dataclass(frozen=True)
class Seat:
    """A table taken by a meeting."""

    meeting_id: int
    title: Translated


@dataclass(frozen=True)
class Occupancy:
    """Tables by meeting times; who sits where, and how many requests await an answer."""

    slots: list[Slot]
    tables: list[Table]
    seated: dict[tuple[int, datetime], Seat]
    """By table and start."""
    waiting: Counter[datetime]
    """Open requests by start."""

    @property
    def places(self) -> int:
        """How many meetings the area can hold in all."""
        return len(self.slots) * len(self.tables)

    @property
    def by_slot(self) -> dict[datetime, int]:
        """Tables taken at each meeting time."""
        count = Counter(start for _table, start in self.seated)
        return {slot.starts_at: count[slot.starts_at] for slot in self.slots}

    @property
    def fullest(self) -> Slot | None:
        """The meeting time with most tables taken, the first of them; None when none is."""
        best = max(self.slots, key=lambda slot: self.by_slot[slot.starts_at], default=None)
        return best if best is not None and self.by_slot[best.starts_at] else None

    def days(self) -> dict[date, list[Slot]]:
        """The meeting times by local day."""
        grouped: dict[date, list[Slot]] = defaultdict(list)
        for slot in self.slots:
            grouped[local(slot.starts_at).date()].append(slot)
        return dict(grouped)

    def level(self, slot: Slot) -> int:
        """How full a meeting time is, from 0 (empty) to 4 (every table)."""
        taken = self.by_slot[slot.starts_at]
        return 0 if not taken else max(1, taken * 4 // max(1, len(self.tables)))


def occupancy(edition_id: int) -> Occupancy:
    """The picture as it is now."""
    return Occupancy(
        editions.slots(edition_id), _tables(edition_id), _seated(edition_id), _waiting(edition_id)
    )


def _tables(edition_id: int) -> list[Table]:
    tables = select(Table).where(Table.edition_id == edition_id).order_by(Table.number)
    return list(db.session.scalars(tables.options(joinedload(Table.resource))))


def _seated(edition_id: int) -> dict[tuple[int, datetime], Seat]:
    rows = db.session.execute(
        select(Meeting.id, Meeting.table_id, Meeting.starts_at, Booking.title)
        .join(Meeting.booking)
        .where(Meeting.edition_id == edition_id)
    )
    return {(row.table_id, row.starts_at): Seat(row.id, row.title) for row in rows}


def _waiting(edition_id: int) -> Counter[datetime]:
    rows = db.session.execute(
        select(Meeting.starts_at, func.count())
        .where(Meeting.edition_id == edition_id, Meeting.status == "requested")
        .group_by(Meeting.starts_at)
    )
    return Counter({row[0]: row[1] for row in rows})
