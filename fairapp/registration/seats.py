"""Seats, counted: how many there are for people of a category, how many are taken, who is next.

A delegation's own number goes before the number for all delegations of its category; without
either, any number may come. Over both stands the capacity of the whole edition. People of a delegation
that does not come take no seat. The head of delegation never waits, and counts like anybody: named
last, the head may put a delegation one over its number, until somebody leaves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, order=True)
class Waiter:
    """Somebody on a waiting list. Sorts by time, then by number: nobody overtakes."""

    since: datetime
    participant_id: int
    delegation_id: int = field(compare=False)


@dataclass
class Seats:
    """Seats of an edition on paper: made by a few selects, then only counted. What it says a verb would
    do is what the verb does, because the verbs ask it too."""

    categories: dict[int, str] = field(default_factory=dict)
    """Of each delegation that comes."""
    capacity: dict[str, int] = field(default_factory=dict)
    general: dict[tuple[str, str], int] = field(default_factory=dict)
    """By category of the delegation, then of the person."""
    own: dict[tuple[int, str], int] = field(default_factory=dict)
    taken: Counter[tuple[int, str]] = field(default_factory=Counter)
    everywhere: Counter[str] = field(default_factory=Counter)
    waiting: dict[str, list[Waiter]] = field(default_factory=lambda: defaultdict(list))

    @property
    def are_limited(self) -> bool:
        """Whether there is any number to keep to."""
        return bool(self.capacity or self.general or self.own)

    def limit(self, delegation_id: int, category: str) -> int | None:
        """How many people of the category the delegation may bring; None: any number."""
        if (delegation_id, category) in self.own:
            return self.own[delegation_id, category]
        return self.general.get((self.categories.get(delegation_id, ""), category))

    def has_room(self, delegation_id: int, category: str) -> bool:
        """Whether a seat is free, in the delegation and in the edition."""
        limit, capacity = self.limit(delegation_id, category), self.capacity.get(category)
        return (limit is None or self.taken[delegation_id, category] < limit) and (
            capacity is None or self.everywhere[category] < capacity
        )

    def take(
        self, delegation_id: int, category: str, *, head: bool = False, waiter: Waiter | None = None
    ) -> bool:
        """Give somebody new a seat: True, or False when they wait (as ``waiter``, if that is given).
        Of a delegation that does not come nobody is counted, nor has to wait."""
        if delegation_id not in self.categories:
            return True
        if not head and not self.has_room(delegation_id, category):
            if waiter:
                self.waiting[category].append(waiter)
            return False
        self.taken[delegation_id, category] += 1
        self.everywhere[category] += 1
        return True

    def leave(self, delegation_id: int, category: str, participant_id: int) -> None:
        """Somebody leaves their seat, or their place in line. Ask :meth:`move_up` who follows."""
        line = self.waiting[category]
        here = next((waiter for waiter in line if waiter.participant_id == participant_id), None)
        if here:
            line.remove(here)
        elif delegation_id in self.categories:
            self.taken[delegation_id, category] -= 1
            self.everywhere[category] -= 1

    def move_up(self, category: str) -> list[Waiter]:
        """Give free seats of the category to those who wait, and say to whom: the delegation with the
        fewest people of it first, then whoever has waited longest; in a delegation by time alone."""
        moved = []
        lines = self._lines(category)
        while True:
            first = [line[0] for line in lines.values() if line]
            able = [w for w in first if self.has_room(w.delegation_id, category)]
            if not able:
                break
            up = min(able, key=lambda w: (self.taken[w.delegation_id, category], w))
            lines[up.delegation_id].pop(0)
            self.waiting[category].remove(up)
            self.take(up.delegation_id, category)
            moved.append(up)
        return moved

    def _lines(self, category: str) -> dict[int, list[Waiter]]:
        lines: dict[int, list[Waiter]] = defaultdict(list)
        for waiter in sorted(self.waiting[category]):
            if waiter.delegation_id in self.categories:
                lines[waiter.delegation_id].append(waiter)
        return lines
