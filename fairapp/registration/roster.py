"""The roster: everybody of the delegations that come, with what the desk must know of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition
from fairapp.registration import order, rights, roll, rules, stays
from fairapp.registration.models import Delegation, Participant, Zone
from fairapp.registration.queries import Page, page_of

PER_PAGE = 60
"""People on one page of the roster."""
BADGES = ("to_make", "to_collect", "collected")
"""Where the badge of an accredited person may be."""


@dataclass(frozen=True)
class RosterFilter:
    """Whom the desk wants to see; what is empty does not matter."""

    category: str = ""
    """Of the delegation."""
    day: str = ""
    """Of arrival: a code of `stays`."""
    badge: str = ""
    """One of BADGES."""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> RosterFilter:
        """The filter an address asks for."""
        return cls(**{name: args.get(name, "").strip() for name in ("category", "day", "badge")})

    def as_args(self) -> dict[str, str]:
        """The same as parts of an address."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Line:
    """Somebody, and what their badge opens."""

    person: Participant
    is_accredited: bool
    zones: tuple[Translated, ...]
    voice: str
    vote: bool


@dataclass(frozen=True)
class Block:
    """A delegation and its lines on this page."""

    delegation: Delegation
    lines: tuple[Line, ...]


def page(edition: Edition, wanted: RosterFilter, number: int = 1) -> Page[Block]:
    """One page of the roster; five selects. A long delegation goes on over the page."""
    counts = _counts(edition, wanted)
    frame = page_of(sum(count for _d, count in counts), number, PER_PAGE)
    return frame.of(list(_blocks(edition, wanted, counts, frame.first - 1, frame.last)))


def whole(edition: Edition, wanted: RosterFilter) -> list[Block]:
    """All of it, for the paper."""
    counts = _counts(edition, wanted)
    return list(_blocks(edition, wanted, counts, 0, sum(count for _d, count in counts)))


def categories(edition_id: int) -> list[str]:
    """Categories of the delegations that come, in their order."""
    found = db.session.scalars(
        select(Delegation.category)
        .where(Delegation.edition_id == edition_id, Delegation.status.not_in(sorted(rules.AWAY)))
        .distinct()
    )
    return sorted(found, key=roll.place_of)


def _conditions(edition: Edition, wanted: RosterFilter) -> list[ColumnElement[bool]]:
    p = Participant
    conditions = [Delegation.edition_id == edition.id, Delegation.status.not_in(sorted(rules.AWAY))]
    if wanted.category:
        conditions.append(Delegation.category == wanted.category)
    if wanted.day:
        conditions.append(stays.falls_on(edition, p.arrives_at, wanted.day))
    if wanted.badge in BADGES:
        conditions.append(p.standing == "accredited")
        conditions.append(
            p.badge_issued_at.is_(None) if wanted.badge == "to_make" else p.badge_issued_at.is_not(None)
        )
    if wanted.badge == "to_collect":
        conditions.append(p.badge_collected_at.is_(None))
    if wanted.badge == "collected":
        conditions.append(p.badge_collected_at.is_not(None))
    return conditions


def _counts(edition: Edition, wanted: RosterFilter) -> list[tuple[int, int]]:
    """Ids of delegations with somebody on the roster, in order, and how many."""
    d = Delegation
    rows = db.session.execute(
        select(d.id, d.category, d.precedence, d.sort_name, func.count())
        .join(Participant, Participant.delegation_id == d.id)
        .where(*_conditions(edition, wanted))
        .group_by(d.id)
    ).all()
    ordered = sorted(rows, key=lambda row: (roll.place_of(row.category), order.by_precedence(row)))
    return [(row[0], row[4]) for row in ordered]


def _blocks(
    edition: Edition, wanted: RosterFilter, counts: list[tuple[int, int]], begin: int, end: int
) -> Iterator[Block]:
    """The delegations whose people stand between those two places of the whole roster."""
    slices: dict[int, slice] = {}
    place = 0
    for delegation_id, count in counts:
        first, last = max(begin - place, 0), min(end - place, count)
        if first < last:
            slices[delegation_id] = slice(first, last)
        place += count
    delegations = {d.id: d for d in db.session.scalars(select(Delegation).where(Delegation.id.in_(slices)))}
    people: dict[int, list[Participant]] = {number: [] for number in slices}
    for person in db.session.scalars(
        select(Participant)
        .join(Participant.delegation)
        .where(Participant.delegation_id.in_(slices), *_conditions(edition, wanted))
        .order_by(Participant.position, Participant.place, Participant.id)
    ):
        people[person.delegation_id].append(person)
    matrix, zones = rights.matrix(edition.id), _zones(edition.id)
    for number, part in slices.items():
        yield Block(
            delegations[number], tuple(_line(person, matrix, zones) for person in people[number][part])
        )


def _line(person: Participant, matrix: Mapping[str, Any], zones: Mapping[str, Translated]) -> Line:
    row = matrix.get(person.category)
    return Line(
        person,
        person.is_accredited,
        tuple(zones[code] for code in row.zones if code in zones) if row else (),
        row.voice if row else "no",
        bool(row and row.vote),
    )


def _zones(edition_id: int) -> dict[str, Translated]:
    rows = db.session.execute(select(Zone.code, Zone.name).where(Zone.edition_id == edition_id))
    return {row[0]: row[1] for row in rows}


def dated(edition: Edition, moment: datetime) -> datetime:
    """The later of the moment and the last badge that was made or handed over."""
    last = db.session.execute(
        select(func.max(Participant.badge_issued_at), func.max(Participant.badge_collected_at)).where(
            Participant.edition_id == edition.id
        )
    ).one()
    return max(each for each in (moment, *last) if each)
