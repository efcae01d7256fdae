"""A table in the shape of a horseshoe, drawn to measure: who sits where, in order of precedence.

The officers preside in the opening. The first delegation sits at the right hand of the chair, the others
follow along the outside of the table, and the last sits at the chair's left: the usual practice of
councils and conferences [K: practice, not a written rule]. Seen from above with the chair at the top,
the order runs down the left side, along the far side, and up the right side.

Lengths are millimetres of a drawing that fits a landscape Letter page with some forty delegations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SEATS = 2
"""Chairs of a delegation at the table: the head and one more."""
PITCH = 10.0
"""Table edge of one delegation."""
DEPTH = 9.0
"""From the outer to the inner edge of the table."""
MARGIN = 58.0
"""Room for names beside the arms."""
HEAD = (48.0, 10.0)
"""Width and depth of the officers' table."""
OPENING = 24.0
"""From the top of the drawing to the arms."""
SLANT = 55
"""Degrees by which names along the far side are turned."""
BELOW = 44.0
"""Room for them."""


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Plate:
    """A delegation's place: number, name, where its plate stands, its chairs, and its name."""

    number: int
    name: str
    plate: Box
    chairs: tuple[tuple[float, float], ...]
    at: tuple[float, float]
    anchor: str
    turn: int


@dataclass(frozen=True)
class Table:
    """The whole drawing."""

    width: float
    height: float
    head: Box
    parts: tuple[Box, ...]
    plates: tuple[Plate, ...]

    @property
    def chairs(self) -> int:
        """Chairs at the table, without the officers'."""
        return SEATS * len(self.plates)


def laid(names: Sequence[str]) -> Table:
    """The table for delegations of those names, in their order."""
    arm, far = sides(len(names))
    inner = max(far * PITCH, HEAD[0] + 2 * PITCH)
    left, right = MARGIN, MARGIN + DEPTH + inner
    end = OPENING + arm * PITCH
    first = left + DEPTH + (inner - far * PITCH) / 2
    spots = [
        *(_beside(left, OPENING + n * PITCH, -1) for n in range(arm)),
        *(_below(first + n * PITCH, end) for n in range(far)),
        *(_beside(right, end - (n + 1) * PITCH, 1) for n in range(arm)),
    ]
    return Table(
        width=right + DEPTH + MARGIN,
        height=end + DEPTH + BELOW,
        head=Box((left + right + DEPTH - HEAD[0]) / 2, 6, *HEAD),
        parts=(
            Box(left, OPENING, DEPTH, end - OPENING),
            Box(left, end, right + DEPTH - left, DEPTH),
            Box(right, OPENING, DEPTH, end - OPENING),
        ),
        plates=tuple(
            Plate(n, name, *spot) for n, (name, spot) in enumerate(zip(names, spots, strict=True), 1)
        ),
    )


def sides(count: int) -> tuple[int, int]:
    """How many delegations sit along each arm, and how many along the far side."""
    arm = round(count * 0.3)
    return arm, count - 2 * arm


Spot = tuple[Box, tuple[tuple[float, float], ...], tuple[float, float], str, int]


def _beside(x: float, y: float, outward: int) -> Spot:
    """A place along an arm whose outer edge lies to the left (-1) or to the right (1)."""
    edge = x if outward < 0 else x + DEPTH
    chairs = tuple((edge + outward * 3, y + step) for step in _steps())
    anchor = "end" if outward < 0 else "start"
    return Box(x + 1, y + 1, DEPTH - 2, PITCH - 2), chairs, (edge + outward * 7, y + 6.2), anchor, 0


def _below(x: float, y: float) -> Spot:
    """A place along the far side."""
    chairs = tuple((x + step, y + DEPTH + 3) for step in _steps())
    return Box(x + 1, y + 1, PITCH - 2, DEPTH - 2), chairs, (x + 4, y + DEPTH + 8), "start", SLANT


def _steps() -> list[float]:
    return [PITCH * (n + 0.5) / SEATS for n in range(SEATS)]
