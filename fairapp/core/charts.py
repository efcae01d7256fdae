"""The arithmetic of small pictures: where a bar begins, how high a column stands.

A chart is plain values with a title, a sentence that says what it shows, and parts that carry their
words: `templates/macros/chart.html` draws it as SVG and writes the same figures as a table. Lengths
across are percentages, so a picture fits any width without shrinking its letters; heights are pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TEXTURES = ("", "hatch", "dots", "cross", "outline")
"""What tells parts apart beside their colour; the macro draws each over the fill."""
PLOT = 144
"""Height of the columns' field."""


@dataclass(frozen=True)
class Part:
    """One part of a whole: its words, its figure, how it is drawn, where its rows are."""

    label: str
    count: int
    fill: str = "var(--accent)"
    texture: str = ""
    href: str = ""


@dataclass(frozen=True)
class Segment:
    """A part as a stretch of a bar: left edge and width in per cent."""

    part: Part
    left: float
    width: float


@dataclass(frozen=True)
class Stacked:
    """A whole and its parts, side by side in one bar."""

    title: str
    sentence: str
    parts: list[Part]

    @property
    def total(self) -> int:
        """The whole."""
        return sum(part.count for part in self.parts)

    @property
    def segments(self) -> list[Segment]:
        """The parts that are more than nothing, from the left."""
        return segments(self.parts, self.total)

    @property
    def most(self) -> int:
        """The largest part: what bars beside figures are measured by."""
        return max((part.count for part in self.parts), default=0)


def segments(parts: Sequence[Part], whole: int) -> list[Segment]:
    """Parts as stretches of a bar that stands for ``whole``."""
    left, found = 0.0, []
    for part in parts:
        if part.count:
            width = 100 * part.count / whole
            found.append(Segment(part, round(left, 3), round(width, 3)))
            left += width
    return found


@dataclass(frozen=True)
class Series:
    """What one colour of columns stands for."""

    label: str
    fill: str = "var(--accent)"
    texture: str = ""


@dataclass(frozen=True)
class Group:
    """Columns that stand together: one figure for each series, with the address of its rows."""

    label: str
    counts: tuple[int, ...]
    short: str = ""
    """The same in as few letters as fit under a column."""
    hrefs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column: edges in per cent across and pixels down, and where its figure stands."""

    series: Series
    count: int
    left: float
    width: float
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Where the figure over it is centred."""
        return round(self.left + self.width / 2, 3)


@dataclass(frozen=True)
class Columns:
    """Figures over time, or along anything else that has an order."""

    title: str
    sentence: str
    series: list[Series]
    groups: list[Group]

    @property
    def most(self) -> int:
        """The highest figure."""
        return max((count for group in self.groups for count in group.counts), default=0)

    def columns(self) -> list[Column]:
        """Every column that is more than nothing."""
        wide = 100 / max(1, len(self.groups))
        each = wide * 0.84 / max(1, len(self.series))
        return [
            Column(
                series,
                count,
                round(place * wide + wide * 0.08 + number * each, 3),
                round(each, 3),
                round(PLOT - PLOT * count / self.most, 1),
                round(PLOT * count / self.most, 1),
            )
            for place, group in enumerate(self.groups)
            for number, (series, count) in enumerate(zip(self.series, group.counts, strict=True))
            if count
        ]

    def centres(self) -> list[tuple[float, Group]]:
        """The middle of each group, for what is written under it."""
        wide = 100 / max(1, len(self.groups))
        return [(round((place + 0.5) * wide, 3), group) for place, group in enumerate(self.groups)]
