"""Facts about editions."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class EditionOpened(Fact):
    """A new edition exists."""


@dataclass(frozen=True, kw_only=True)
class EditionChanged(Fact):
    """Days, place, symbols or deadlines of an edition were changed."""


@dataclass(frozen=True, kw_only=True)
class EditionFurnished(Fact):
    """Rooms, tables or slots were added or removed; ``changes`` says which."""


@dataclass(frozen=True, kw_only=True)
class RoomChanged(Fact):
    """A room got another name, capacity, booths or hours; ``changes`` says which."""

    room_id: int
