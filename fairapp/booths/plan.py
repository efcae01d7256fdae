"""The floor plan as shapes: everything a drawing needs, computed from plain values.

One SVG serves screen, phone and paper. Units are decimetres of the hall.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fairapp.booths.models import Booth

FIXTURES: dict[str, Any] = {
    "entrance": _l("Entrance"),
    "exit": _l("Emergency exit"),
    "stage": _l("Fair stage"),
    "meetings": _l("Meetings area"),
    "information": _l("Information desk"),
}
"""What stands in a hall besides booths."""
LETTER = 9
"""Height of fixture labels."""
ROOMY = 58
"""From this width on a booth has room for its state in words."""
STRIPE = 5


class Floor(Protocol):
    """What the plan needs to know of the hall."""

    width: int
    depth: int
    fixtures: list[dict[str, Any]]


@dataclass(frozen=True)
class Occupant:
    """Who stands in a booth on the day shown."""

    name: str
    colors: Sequence[str]
    """Of the topics, the main one first; each at least 4.5:1 with white."""
    topics: Sequence[str]


@dataclass(frozen=True)
class Stripe:
    """A band in the colour of a further topic."""

    x: float
    y: float
    width: float
    height: float
    color: str


@dataclass(frozen=True)
class BoothShape:
    """A booth as drawn, with the sentence that says the same."""

    code: str
    x: int
    y: int
    width: int
    depth: int
    sentence: str
    href: str
    color: str | None
    """Of the main topic; None when the booth is free."""
    stripes: Sequence[Stripe]
    selected: bool
    dimmed: bool

    @property
    def free(self) -> bool:
        """Whether nobody stands there."""
        return self.color is None


@dataclass(frozen=True)
class FixtureShape:
    """Something else in the hall."""

    kind: str
    x: int
    y: int
    width: int
    depth: int
    lines: Sequence[tuple[float, float, str]]
    """Words with the point they are centred on."""
    dots: Sequence[tuple[float, float]]
    """Centres of tables."""


@dataclass(frozen=True)
class Plan:
    """The whole drawing."""

    width: int
    depth: int
    booths: Sequence[BoothShape]
    fixtures: Sequence[FixtureShape]
    title: str
    description: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.booths


def draw(
    floor: Floor | None,
    booths: Sequence[Booth],
    standing: Mapping[int, Occupant],
    *,
    title: str,
    href: Callable[[Booth, Occupant | None], str],
    selected: str = "",
    shown: Collection[int] | None = None,
) -> Plan:
    """The plan of one day. ``standing`` says who is in which booth (by id), ``href`` where a booth
    leads; booths that are not in ``shown`` (ids; None: all) step back."""
    shapes = [
        _booth(
            booth,
            standing.get(booth.id),
            href(booth, standing.get(booth.id)),
            selected=booth.code == selected,
            dimmed=shown is not None and booth.id not in shown,
        )
        for booth in booths
    ]
    width, depth = (floor.width, floor.depth) if floor else extent(booths)
    taken = sum(not shape.free for shape in shapes)
    words = _(
        "%(taken)s of %(count)s booths are taken. Each booth is a link; the list below says the same.",
        taken=taken,
        count=len(shapes),
    )
    fixtures = [_fixture(entry) for entry in floor.fixtures] if floor else []
    return Plan(width, depth, shapes, fixtures, title, words)


def extent(booths: Sequence[Booth]) -> tuple[int, int]:
    """Width and depth of a hall nobody described: the booths with an aisle around them."""
    return (
        max((b.x + b.width for b in booths), default=200) + 10,
        max((b.y + b.depth for b in booths), default=100) + 10,
    )


def metres(decimetres: int) -> str:
    """“3”, “4.5”: as people speak of booths."""
    return f"{decimetres / 10:g}"


def sentence_of(booth: Booth, occupant: Occupant | None) -> str:
    """What the plan says of a booth, in words."""
    if occupant is None:
        return _(
            "Booth %(code)s, free, %(width)s × %(depth)s m",
            code=booth.code,
            width=metres(booth.width),
            depth=metres(booth.depth),
        )
    return _(
        "Booth %(code)s: %(name)s (%(topics)s)",
        code=booth.code,
        name=occupant.name,
        topics=", ".join(occupant.topics),
    )


def _booth(booth: Booth, occupant: Occupant | None, href: str, *, selected: bool, dimmed: bool) -> BoothShape:
    colors = list(occupant.colors) if occupant else []
    return BoothShape(
        booth.code,
        booth.x,
        booth.y,
        booth.width,
        booth.depth,
        sentence_of(booth, occupant),
        href,
        (colors[0] if colors else "#475569") if occupant else None,
        _stripes(booth, colors[1:]),
        selected,
        dimmed,
    )


def _stripes(booth: Booth, colors: Sequence[str]) -> list[Stripe]:
    if not colors:
        return []
    width = (booth.width - 2) / len(colors)
    top = booth.y + booth.depth - STRIPE - 1
    return [Stripe(booth.x + 1 + i * width, top, width, STRIPE, color) for i, color in enumerate(colors)]


def _fixture(entry: dict[str, Any]) -> FixtureShape:
    x, y, width, depth = (int(entry[key]) for key in ("x", "y", "width", "depth"))
    kind = str(entry["kind"])
    lines = _centred(str(FIXTURES.get(kind, kind)), x, y, width, depth, low=kind == "meetings")
    dots = _tables(x, y, width, depth) if kind == "meetings" else []
    return FixtureShape(kind, x, y, width, depth, lines, dots)


def _centred(
    words: str, x: int, y: int, width: int, depth: int, *, low: bool
) -> list[tuple[float, float, str]]:
    """Break words so that they fit the width, around the middle (or near the upper edge: ``low``)."""
    fits = max(int(width / (LETTER * 0.5)), 6)
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= fits:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    middle = y + (LETTER * (len(lines) + 0.6) / 2 if low else depth / 2)
    first = middle - (len(lines) - 1) * LETTER * 0.55 + LETTER * 0.35
    return [(x + width / 2, round(first + i * LETTER * 1.1, 1), line) for i, line in enumerate(lines)]


def _tables(x: int, y: int, width: int, depth: int) -> list[tuple[float, float]]:
    top = y + 3 * LETTER
    across = max(width // 18, 1)
    down = max((y + depth - top) // 18, 0)
    gap_x, gap_y = width / across, (y + depth - top) / max(down, 1)
    return [
        (round(x + gap_x * (i + 0.5), 1), round(top + gap_y * (j + 0.5), 1))
        for j in range(down)
        for i in range(across)
    ]
