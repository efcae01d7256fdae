"""The agenda as a numbered tree: pure questions on keys, knowing neither database nor words.

An outline says which key stands under which, in what order; every change leaves a whole tree, and the
numbers follow from where things stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

STEPS = ("up", "down", "in", "out")
"""What can be done to an item by one press of a button."""
LEVELS = 3
"""How deep the tree may be: 3, 3.a, 3.a.i."""
USUAL = ("1", "a", "i")
"""Numerals by level where nobody chose others."""
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True)
class Numbered:
    """A key with its place in the whole list (1 is the first), its depth (0 is the top), its number."""

    key: int
    parent: int | None
    place: int
    depth: int
    number: str


class Outline:
    """Which key stands under which. Steps that are not possible change nothing."""

    def __init__(self, pairs: Iterable[tuple[int, int | None]] = ()) -> None:
        """``pairs`` are (key, the key above it or None), each list of siblings in its order."""
        self._under: dict[int | None, list[int]] = {None: []}
        self._above: dict[int, int | None] = {}
        for key, parent in pairs:
            self.add(key, under=parent)

    def add(self, key: int, *, under: int | None = None, after: int | None = None) -> None:
        """Put a new key last under ``under`` (None: the top), or right after ``after``."""
        parent = under if after is None else self._above[after]
        siblings = self._under[parent]
        siblings.insert(len(siblings) if after is None else siblings.index(after) + 1, key)
        self._above[key] = parent
        self._under.setdefault(key, [])

    def step(self, key: int, way: str) -> bool:
        """Up or down among siblings; in, under the one before; out, after the one above. Those below
        a key go with it. Says whether anything moved."""
        siblings, parent = self._under[self._above[key]], self._above[key]
        at = siblings.index(key)
        if way in {"up", "down"}:
            other = at + (1 if way == "down" else -1)
            if not 0 <= other < len(siblings):
                return False
            siblings[at], siblings[other] = siblings[other], siblings[at]
            return True
        if (way == "in" and at == 0) or (way == "out" and parent is None):
            return False
        siblings.remove(key)
        if way == "in":
            self.add(key, under=siblings[at - 1])
        else:
            self.add(key, after=parent)
        return True

    def remove(self, key: int) -> list[int]:
        """Take a key out with everything below it; what was taken, the deepest first."""
        taken = [k for k, _depth in self._walk(key, 0)][::-1]
        self._under[self._above[key]].remove(key)
        for each in (key, *taken):
            self._above.pop(each)
            self._under.pop(each)
        return [*taken, key]

    def below(self, key: int) -> list[int]:
        """Everything below a key, from top to bottom."""
        return [k for k, _depth in self._walk(key, 0)]

    def ways(self, key: int) -> list[str]:
        """The steps that would move a key and keep the tree within its levels."""
        siblings, parent = self._under[self._above[key]], self._above[key]
        at, found = siblings.index(key), []
        if at > 0:
            found.append("up")
        if at < len(siblings) - 1:
            found.append("down")
        if at > 0 and self.depth(key) + self._height(key) < LEVELS:
            found.append("in")
        if parent is not None:
            found.append("out")
        return found

    def depth(self, key: int) -> int:
        """0 at the top."""
        parent = self._above[key]
        return 0 if parent is None else 1 + self.depth(parent)

    @property
    def levels(self) -> int:
        """How many levels are in use."""
        return max((depth + 1 for _key, depth in self.walk()), default=0)

    def walk(self) -> Iterator[tuple[int, int]]:
        """Keys from top to bottom, with their depth."""
        return self._walk(None, 0)

    def siblings(self, key: int) -> Sequence[int]:
        """The keys beside it, itself included."""
        return tuple(self._under[self._above[key]])

    def above(self, key: int) -> int | None:
        """The key above, or None at the top."""
        return self._above[key]

    def _height(self, key: int) -> int:
        return 1 + max((depth + 1 for _key, depth in self._walk(key, 0)), default=0)

    def _walk(self, parent: int | None, depth: int) -> Iterator[tuple[int, int]]:
        for key in self._under[parent]:
            yield key, depth
            yield from self._walk(key, depth + 1)


def numbered(tree: Outline, styles: Sequence[str] = USUAL) -> list[Numbered]:
    """The tree from top to bottom with the number of each: “3”, “3.a”, “3.a.i”.

    ``styles`` names the kind of numeral of each level: I, 1, A, a or i.
    """
    found: dict[int, Numbered] = {}
    for place, (key, depth) in enumerate(tree.walk(), 1):
        parent = tree.above(key)
        own = numeral(styles[depth] if depth < len(styles) else USUAL[-1], tree.siblings(key).index(key) + 1)
        number = own if parent is None else f"{found[parent].number}.{own}"
        found[key] = Numbered(key, parent, place, depth, number)
    return list(found.values())


def numeral(style: str, count: int) -> str:
    """“IV”, “4”, “D”, “d” or “iv” for 4. After z comes aa."""
    if style == "1":
        return str(count)
    found = _roman(count) if style in "Ii" else _letters(count)
    return found if style.isupper() else found.lower()


def _roman(count: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        found += sign * times
    return found


def _letters(count: int) -> str:
    before, place = divmod(count - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + place)
