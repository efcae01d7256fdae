"""What is possible in the draft and yet unwise: soft clashes. They warn and never block.

Pure functions over a picture of the draft. Each rule is one function in `RULES`; what it finds names
exactly what clashes, times included, so that the same clash about other times warns anew.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from fairapp.agenda import rules
from fairapp.core.i18n import Translated

ATTENDED = frozenset(
    {"heads_preparatory", "inaugural", "plenary", "private_dialogue", "working_group", "drafting_group"}
    | {"closing"}
)
"""Kinds that every delegation of a member state has to attend; so it has those with access for
delegations or heads only."""
FOR_DELEGATIONS = frozenset({"delegations", "heads"})
OF_THE_WHOLE = frozenset({"inaugural", "plenary", "closing"})
"""Kinds in which the meeting sits as a whole."""
CHAIRED = ATTENDED | {"style_committee"}
INTERPRETED = ATTENDED - {"drafting_group"} | {"stakeholder_dialogue"}
BESIDE_NO_PLENARY = ATTENDED | {"style_committee", "stakeholder_dialogue"}
"""Kinds that are not held while the meeting sits as a whole."""


@dataclass(frozen=True)
class Limits:
    """Thresholds, in minutes."""

    walking: int = 5
    """Least time between two rooms."""
    rest_after: int = 180
    """Longest stretch of interpreting."""
    rest: int = 15
    """Shortest pause that counts as rest."""


@dataclass(frozen=True)
class Hall:
    """A room as far as warnings go."""

    code: str
    name: Translated
    capacity: int | None
    interpretation: bool


@dataclass(frozen=True)
class Person:
    """Somebody who must be somewhere: ``key`` tells participants and interpreters apart."""

    key: str
    name: str


@dataclass(frozen=True)
class Sitting:
    """A session on the schedule."""

    id: int
    kind: str
    access: str
    title: Translated
    start: datetime
    end: datetime
    hall: Hall
    expected: int = 0
    """People who signed up or follow it, or are planned for."""
    duties: tuple[tuple[str, Person | None], ...] = ()
    """Task, and who has it; None for an office."""
    interpreters: tuple[Person, ...] = ()

    @property
    def when(self) -> tuple[int, datetime, datetime]:
        """What a warning about it names."""
        return self.id, self.start, self.end


@dataclass(frozen=True)
class Party:
    """An accredited delegation of a member state, and how many of its people are."""

    id: int
    name: Translated
    people: int


@dataclass(frozen=True)
class Appointment:
    """A head of delegation's meeting."""

    person: Person
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Draft:
    """The picture that rules look at; sittings in order of time."""

    sittings: tuple[Sitting, ...] = ()
    parties: tuple[Party, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Warned:
    """One warning: which rule, which sessions, and the values its sentence needs."""

    kind: str
    sessions: tuple[int, ...]
    facts: tuple[Any, ...]
    """Exactly what clashes, as plain values that do not depend on language."""
    values: dict[str, Any]

    @property
    def key(self) -> str:
        """The name of this clash and of no other."""
        return f"{self.kind}:{hashlib.sha256(repr(self.facts).encode()).hexdigest()[:32]}"


RULES: list[Callable[[Draft], Iterator[Warned]]] = []


def warnings_of(draft: Draft) -> list[Warned]:
    """Everything the rules find, in the order of the rules."""
    return [found for each in RULES for found in each(draft)]


def warns(function: Callable[[Draft], Iterator[Warned]]) -> Callable[[Draft], Iterator[Warned]]:
    """Decorator: the function is one of the rules."""
    RULES.append(function)
    return function


@warns
def not_parallel(draft: Draft) -> Iterator[Warned]:
    """A plenary beside a working or drafting group; an inaugural session beside anything."""
    for one, other in _overlapping(draft.sittings):
        if _kept_apart(one.kind, other.kind):
            yield Warned(
                "parallel", (one.id, other.id), (one.when, other.when), {"first": one, "second": other}
            )


@warns
def few_people(draft: Draft) -> Iterator[Warned]:
    """A delegation with fewer people than sessions it has to attend at once."""
    attended = [s for s in draft.sittings if s.kind in ATTENDED or s.access in FOR_DELEGATIONS]
    for together in _simultaneous(attended):
        short = [party for party in draft.parties if party.people < len(together)]
        if short:
            yield Warned(
                "few_people",
                tuple(s.id for s in together),
                (tuple(s.when for s in together), tuple(party.id for party in short)),
                {"sittings": together, "parties": short},
            )


@warns
def walking(draft: Draft) -> Iterator[Warned]:
    """Somebody goes from one room to another in less time than it takes."""
    for person, visits in _days_of_people(draft).items():
        for one, other in pairwise(visits):
            gap = _minutes(other.start - one.end)
            if one.hall.code != other.hall.code and 0 <= gap < draft.limits.walking:
                yield Warned(
                    "walking",
                    (one.id, other.id),
                    (person.key, one.when, one.hall.code, other.when, other.hall.code),
                    {"person": person, "minutes": gap, "first": one, "second": other},
                )


@warns
def no_rest(draft: Draft) -> Iterator[Warned]:
    """An interpreter works longer than is bearable without a pause."""
    at_work: dict[Person, list[Sitting]] = defaultdict(list)
    for sitting in draft.sittings:
        for person in dict.fromkeys(sitting.interpreters):
            at_work[person].append(sitting)
    for person, visits in at_work.items():
        for stretch in _stretches(visits, draft.limits.rest):
            start, end = stretch[0].start, max(s.end for s in stretch)
            if _minutes(end - start) > draft.limits.rest_after:
                yield Warned(
                    "no_rest",
                    tuple(s.id for s in stretch),
                    (person.key, start, end),
                    {"person": person, "start": start, "end": end, "minutes": draft.limits.rest},
                )


@warns
def head_elsewhere(draft: Draft) -> Iterator[Warned]:
    """A head of delegation has a meeting while the meeting sits as a whole."""
    whole = [s for s in draft.sittings if s.kind in OF_THE_WHOLE]
    for appointment in draft.appointments:
        for sitting in whole:
            if appointment.start < sitting.end and sitting.start < appointment.end:
                yield Warned(
                    "head_elsewhere",
                    (sitting.id,),
                    (appointment.person.key, appointment.start, appointment.end, sitting.when),
                    {"person": appointment.person, "sitting": sitting, "appointment": appointment},
                )


@warns
def too_small(draft: Draft) -> Iterator[Warned]:
    """More people are expected than the room seats."""
    for sitting in draft.sittings:
        seats = sitting.hall.capacity
        if seats is not None and sitting.expected > seats:
            yield Warned(
                "too_small",
                (sitting.id,),
                (sitting.id, sitting.hall.code, seats, sitting.expected),
                {"sitting": sitting, "seats": seats},
            )


@warns
def no_interpretation(draft: Draft) -> Iterator[Warned]:
    """The kind of session needs interpretation, and the room has none."""
    for sitting in draft.sittings:
        if sitting.kind in INTERPRETED and not sitting.hall.interpretation:
            yield Warned(
                "no_interpretation", (sitting.id,), (sitting.id, sitting.hall.code), {"sitting": sitting}
            )


@warns
def no_chair(draft: Draft) -> Iterator[Warned]:
    """Somebody has to chair a session of this kind, and nobody is named."""
    for sitting in draft.sittings:
        if sitting.kind in CHAIRED and "chair" not in {role for role, _person in sitting.duties}:
            yield Warned("no_chair", (sitting.id,), (sitting.id,), {"sitting": sitting})


def _kept_apart(one: str, other: str) -> bool:
    if rules.is_minor(one) or rules.is_minor(other):
        return False
    if "inaugural" in (one, other):
        return True
    return any(a in OF_THE_WHOLE and b in BESIDE_NO_PLENARY for a, b in ((one, other), (other, one)))


def _overlapping(sittings: tuple[Sitting, ...]) -> Iterator[tuple[Sitting, Sitting]]:
    """Pairs that share time, each once, the earlier one first."""
    going: list[Sitting] = []
    for sitting in sittings:
        going = [other for other in going if other.end > sitting.start]
        for other in going:
            yield other, sitting
        going.append(sitting)


def _simultaneous(sittings: list[Sitting]) -> Iterator[tuple[Sitting, ...]]:
    """Largest groups of two or more that go on at one moment, each in order of time."""
    groups: dict[frozenset[int], tuple[Sitting, ...]] = {}
    for sitting in sittings:
        group = tuple(s for s in sittings if s.start <= sitting.start < s.end)
        ids = frozenset(s.id for s in group)
        if len(ids) > 1 and not any(ids <= other for other in groups):
            groups = {other: kept for other, kept in groups.items() if not other < ids} | {ids: group}
    yield from groups.values()


def _days_of_people(draft: Draft) -> dict[Person, list[Sitting]]:
    """Where each person has to be, in order of time, each session once."""
    days: dict[Person, list[Sitting]] = defaultdict(list)
    for sitting in draft.sittings:
        there = [person for _role, person in sitting.duties if person] + list(sitting.interpreters)
        for person in dict.fromkeys(there):
            days[person].append(sitting)
    return days


def _stretches(visits: list[Sitting], rest: int) -> Iterator[list[Sitting]]:
    """Visits joined while no pause between them is long enough to rest."""
    stretch: list[Sitting] = []
    for sitting in visits:
        if stretch and _minutes(sitting.start - max(s.end for s in stretch)) >= rest:
            yield stretch
            stretch = []
        stretch.append(sitting)
    if stretch:
        yield stretch


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
