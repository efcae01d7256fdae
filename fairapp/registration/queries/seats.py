"""Reading seats: the counter that verbs and imports ask, the use that pages show, places in line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, null, select, union_all

from fairapp.core.db import db
from fairapp.registration import rules
from fairapp.registration.models import CategoryRights, Delegation, Participant, SeatQuota
from fairapp.registration.seats import Seats, Waiter

Categories = Collection[str] | None
"""Categories of people that matter; None: all."""


def seats_of(edition_id: int, categories: Categories = None, *, besides: Participant | None = None) -> Seats:
    """The seats of an edition as they stand, in three selects. ``besides`` is not counted: somebody
    who is about to take a seat."""
    seats = limits_of(edition_id, categories)
    without = besides.id if besides else 0
    for delegation_id, home, category, seated, _waiting in _counts(edition_id, categories, without):
        seats.categories[delegation_id] = home
        if category and seated:
            seats.taken[delegation_id, category] = seated
            seats.everywhere[category] += seated
    for category, waiter in _waiters(edition_id, categories, without):
        seats.waiting[category].append(waiter)
    return seats


def limits_of(edition_id: int, categories: Categories = None) -> Seats:
    """How many seats there are, nobody counted yet; one select."""
    quotas = select(
        SeatQuota.delegation_id, SeatQuota.delegation_category, SeatQuota.category, SeatQuota.seats
    ).where(SeatQuota.edition_id == edition_id)
    capacities = select(null(), null(), CategoryRights.category, CategoryRights.capacity).where(
        CategoryRights.edition_id == edition_id, CategoryRights.capacity.is_not(None)
    )
    if categories is not None:
        quotas = quotas.where(SeatQuota.category.in_(categories))
        capacities = capacities.where(CategoryRights.category.in_(categories))
    seats = Seats()
    found: Iterable[Any] = db.session.execute(union_all(quotas, capacities))
    for delegation_id, home, category, number in found:
        if delegation_id is not None:
            seats.own[delegation_id, category] = number
        elif home is not None:
            seats.general[home, category] = number
        else:
            seats.capacity[category] = number
    return seats


@dataclass(frozen=True)
class Use:
    """How far seats are used: of a category in the whole edition, or of a delegation's people of it."""

    category: str
    seats: int | None
    """None: any number may come."""
    seated: int
    waiting: int
    delegation_id: int | None = None

    @property
    def over(self) -> int:
        """How many more have a seat than there are: a number was lowered, or the head came last."""
        return max(0, self.seated - self.seats) if self.seats is not None else 0

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now has to wait."""
        return self.seats is not None and self.seated >= self.seats


def quota_use(edition_id: int) -> list[Use]:
    """How far the seats of the edition are used, in two selects whatever the number of people.

    First every category with people or a capacity, of the whole edition (``delegation_id`` None);
    then every delegation × category with people or a number to keep to.
    """
    seats = limits_of(edition_id)
    waiting: dict[tuple[int, str], int] = {}
    for delegation_id, home, category, seated, waits in _counts(edition_id):
        seats.categories[delegation_id] = home
        if category:
            seats.taken[delegation_id, category] = seated
            seats.everywhere[category] += seated
            waiting[delegation_id, category] = waits
    return [*_of_edition(seats, waiting), *_of_delegations(seats, waiting)]


def _of_edition(seats: Seats, waiting: dict[tuple[int, str], int]) -> list[Use]:
    categories = sorted({*seats.everywhere, *seats.capacity}, key=rules.category_rank)
    waits = {c: sum(n for (_d, of), n in waiting.items() if of == c) for c in categories}
    return [Use(c, seats.capacity.get(c), seats.everywhere[c], waits[c]) for c in categories]


def _of_delegations(seats: Seats, waiting: dict[tuple[int, str], int]) -> list[Use]:
    concerned = {*seats.taken, *(pair for pair in seats.own if pair[0] in seats.categories)}
    for delegation_id, home in seats.categories.items():
        concerned |= {(delegation_id, category) for of, category in seats.general if of == home}
    return [
        Use(c, seats.limit(d, c), seats.taken[d, c], waiting.get((d, c), 0), d)
        for d, c in sorted(concerned, key=lambda pair: (pair[0], rules.category_rank(pair[1])))
    ]


def use_of(delegation: Delegation) -> list[Use]:
    """The same of one delegation, from its people as they are loaded; one select."""
    seats = limits_of(delegation.edition_id)
    seats.categories[delegation.id] = delegation.category
    waiting: dict[tuple[int, str], int] = {}
    for person in delegation.participants:
        key = delegation.id, person.category
        if person.standing == "waiting":
            waiting[key] = waiting.get(key, 0) + 1
        seats.taken[key] += person.standing != "waiting"
    seats.own = {pair: number for pair, number in seats.own.items() if pair[0] == delegation.id}
    return _of_delegations(seats, waiting)


def places_of(people: Iterable[Participant]) -> dict[int, int]:
    """Each waiting person's place in line, by id: 1 moves up first. ``people`` are all of a delegation:
    its own line is what counts, by time."""
    lines: dict[tuple[int, str], list[Participant]] = {}
    for person in people:
        if person.standing == "waiting":
            lines.setdefault((person.delegation_id, person.category), []).append(person)
    places: dict[int, int] = {}
    for line in lines.values():
        line.sort(key=lambda p: (p.waiting_since, p.id))
        places |= {person.id: place for place, person in enumerate(line, 1)}
    return places


def place_of(person: Participant) -> int | None:
    """The person's place in line; None when they have a seat."""
    return places_of(person.delegation.participants).get(person.id)


def _counts(edition_id: int, categories: Categories = None, without: int = 0) -> Iterable[Any]:
    """Every delegation that comes, with its people of each category: how many sit, how many wait. A
    delegation without people is a row with no category."""
    theirs = and_(Participant.delegation_id == Delegation.id, Participant.id != without)
    if categories is not None:
        theirs = and_(theirs, Participant.category.in_(categories))
    waits = case((Participant.standing == "waiting", 1), else_=0)
    sits = case((Participant.standing != "waiting", 1), else_=0)
    return db.session.execute(
        select(Delegation.id, Delegation.category, Participant.category, func.sum(sits), func.sum(waits))
        .outerjoin(Participant, theirs)
        .where(Delegation.edition_id == edition_id, Delegation.status.not_in(rules.AWAY))
        .group_by(Delegation.id, Delegation.category, Participant.category)
    )


def _waiters(edition_id: int, categories: Categories, without: int) -> Iterable[tuple[str, Waiter]]:
    query = (
        select(Participant.category, Participant.waiting_since, Participant.id, Participant.delegation_id)
        .where(
            Participant.edition_id == edition_id,
            Participant.waiting_since.is_not(None),
            Participant.id != without,
        )
        .order_by(Participant.waiting_since, Participant.id)
    )
    if categories is not None:
        query = query.where(Participant.category.in_(categories))
    found: Iterable[Any] = db.session.execute(query)
    for category, since, participant_id, delegation_id in found:
        yield category, Waiter(since, participant_id, delegation_id)
