"""The editor's day as values: rooms, the blocks in them, and what waits to be placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from fairapp.agenda import rules
from fairapp.agenda.models import Session
from fairapp.edition.models import Edition, Room


@dataclass(frozen=True)
class Block:
    """A session on the board: minutes since midnight of its day."""

    session: Session
    start: int
    end: int


@dataclass(frozen=True)
class Column:
    """A room and what is in it that day, in order."""

    room: Room
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Board:
    """One day of the draft."""

    day: date
    days: tuple[date, ...]
    columns: tuple[Column, ...]
    waiting: tuple[Session, ...]
    first_hour: int
    last_hour: int


def board_of(
    edition: Edition, rooms: Sequence[Room], sessions: Iterable[Session], there: tzinfo, wanted: date | None
) -> Board:
    """The board of the wanted day, or of the first day of the meeting."""
    sessions = list(sessions)
    day_of = {s.id: s.booking.starts_at.astimezone(there).date() for s in sessions if s.booking}
    days = sorted({*edition.days, *day_of.values(), *([wanted] if wanted else [])})
    day = wanted or edition.first_day
    blocks = [_block(s, there) for s in sessions if day_of.get(s.id) == day]
    first, last = rules.grid_hours((b.start, b.end) for b in blocks)
    columns = [
        Column(room, tuple(sorted((b for b in blocks if b.session.room is room), key=lambda b: b.start)))
        for room in rooms
    ]
    return Board(day, tuple(days), tuple(columns), tuple(s for s in sessions if not s.booking), first, last)


def _block(session: Session, there: tzinfo) -> Block:
    assert session.booking is not None
    start = session.booking.starts_at.astimezone(there)
    minutes = start.hour * 60 + start.minute
    return Block(session, minutes, minutes + session.booking.span.minutes)


def day_wanted(text: str, edition: Edition) -> date | None:
    """The day of an address, if it is one and near the meeting; neighbours of its days included."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if rules.is_near(day, edition.first_day, edition.last_day) else None
