"""Two who cannot both be: one head, an address of one's own, a name once in a delegation.

A sheet is taken as a whole, not line by line: two people may change places in it. Whoever stands keeps
what is theirs, unless their own row gives it up; of several rows that want the same, the first has it.
Who is refused keeps what they had, which may again be in somebody's way: so it goes on until all fits.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from fairapp.registration import rules
from fairapp.registration.models.people import name_key

Claim = tuple[str, int, str]
"""What can be somebody's alone: “email”, “name” or “role”; the delegation (0: anywhere); the value."""


def claims(delegation_id: int, role: str, email: str | None, given: str, family: str) -> list[Claim]:
    """What such a person has for themselves."""
    held: list[Claim] = [("name", delegation_id, name_key(given, family))]
    if email:
        held.append(("email", 0, email))
    if rules.most_of(role) is not None:
        held.append(("role", delegation_id, role))
    return held


def _most(claim: Claim) -> int:
    return (rules.most_of(claim[2]) or 1) if claim[0] == "role" else 1


@dataclass(frozen=True)
class Clash:
    """A row that cannot be, because of ``claim``, which ``holder`` has."""

    row: int
    claim: Claim
    holder: Hashable


class Claims:
    """Who holds what. Holders are known people or rows, by whatever tells them apart."""

    def __init__(self) -> None:
        self._holders: dict[Claim, dict[Hashable, None]] = defaultdict(dict)
        self._before: dict[Hashable, frozenset[Claim]] = {}
        self._after: dict[Hashable, tuple[int, frozenset[Claim]]] = {}

    def stands(self, holder: Hashable, held: Iterable[Claim]) -> None:
        """Somebody known, with what is theirs."""
        self._before[holder] = frozenset(held)
        for claim in self._before[holder]:
            self._holders[claim][holder] = None

    def wants(self, holder: Hashable, row: int, held: Iterable[Claim]) -> None:
        """A row: what the holder would have in place of what they have."""
        self._after[holder] = row, frozenset(held)
        self._put(holder, self._before.get(holder, frozenset()), self._after[holder][1])

    def settle(self) -> list[Clash]:
        """The rows to be refused, each with the first reason found, until everything fits."""
        clashes: list[Clash] = []
        queue = deque(sorted(claim for _row, held in self._after.values() for claim in held))
        while queue:
            claim = queue.popleft()
            for holder in self._surplus(claim):
                row, after = self._after.pop(holder)
                before = self._before.get(holder, frozenset())
                self._put(holder, after, before)
                queue.extend(sorted(before - after))
                keeper = next(iter(self._holders[claim]))
                clashes.append(Clash(row, claim, keeper))
        return clashes

    def _surplus(self, claim: Claim) -> list[Hashable]:
        """Those who want it beyond its number: never who had it before, the last rows first."""
        holders = self._holders[claim]
        too_many = len(holders) - _most(claim)
        if too_many <= 0:
            return []
        newly = [h for h in holders if h in self._after and claim not in self._before.get(h, ())]
        return sorted(newly, key=lambda h: self._after[h][0])[-too_many:]

    def _put(self, holder: Hashable, old: frozenset[Claim], new: frozenset[Claim]) -> None:
        for claim in old - new:
            del self._holders[claim][holder]
        for claim in sorted(new - old):
            self._holders[claim][holder] = None
