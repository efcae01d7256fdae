"""Pure questions about booths and exhibitors."""

from __future__ import annotations

from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

NEXT: dict[str, frozenset[str]] = {
    "requested": frozenset({"approved", "waitlisted", "declined", "canceled"}),
    "approved": frozenset({"assigned", "waitlisted", "canceled"}),
    "assigned": frozenset({"assigned", "approved", "canceled"}),
    "waitlisted": frozenset({"approved", "declined", "canceled"}),
    "declined": frozenset({"requested"}),
    "canceled": frozenset({"requested"}),
}
"""Which status may follow which. An exhibitor that has a booth may be given another."""

PUBLIC = frozenset({"approved", "assigned"})
"""Exhibitors everybody may read about."""

SIZES: dict[str, tuple[int, int]] = {"3x3": (30, 30), "6x3": (60, 30), "6x6": (60, 60)}
"""What exhibitors ask for, with width and depth in decimetres."""

REGIONS: dict[str, Any] = {
    "north_america": _l("North America"),
    "central_america": _l("Central America"),
    "caribbean": _l("Caribbean"),
    "south_america": _l("South America"),
}
"""Regions of the hemisphere, as the reference data name them."""

TONES = {
    "requested": "info",
    "approved": "warn",
    "assigned": "ok",
    "waitlisted": "neutral",
    "declined": "bad",
    "canceled": "bad",
}
"""How a status is shown; approved asks for something to be done."""


class Place(Protocol):
    """What a rule needs to know of a booth."""

    @property
    def width(self) -> int: ...

    @property
    def depth(self) -> int: ...

    @property
    def power(self) -> bool: ...


class Area(Protocol):
    """A rectangle of the hall's floor."""

    @property
    def x(self) -> int: ...

    @property
    def y(self) -> int: ...

    @property
    def width(self) -> int: ...

    @property
    def depth(self) -> int: ...


def fits(place: Place, size: str) -> bool:
    """Whether an exhibitor that asked for ``size`` (“3x3”, metres) has room there, either way round."""
    need = sorted(SIZES.get(size, (0, 0)))
    have = sorted((place.width, place.depth))
    return have[0] >= need[0] and have[1] >= need[1]


def drawbacks(place: Place, size: str, needs_power: bool) -> list[str]:
    """What speaks against a booth without forbidding it: ``size``, ``power``."""
    found = [] if fits(place, size) else ["size"]
    return found if place.power or not needs_power else [*found, "power"]


def overlap(a: Area, b: Area) -> bool:
    """Whether two rectangles share floor; standing side by side they do not."""
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.depth and b.y < a.y + a.depth
