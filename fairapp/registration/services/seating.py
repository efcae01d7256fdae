"""Seats: how many people of a category may come, who waits, who moves up when a seat is freed.

A seat given in one delegation may be one that another hoped for. So all of this happens in turn
(`guard.in_turn`, which the lock on a delegation implies): seats are counted and given by one act at a
time, and the last one is given once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select

from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.registration.events import SeatGiven
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.queries.seats import limits_of, seats_of
from fairapp.registration.seats import Seats, Waiter


def take_seat(delegation: Delegation, participant: Participant, *, seats: Seats | None = None) -> None:
    """Give somebody new a seat, or a place on the waiting list. The head of delegation never waits.

    An import hands on its own ``seats``, read once, so that no row asks the database again.
    """
    if seats is None:
        seats = _counted(delegation, participant)
    waiter = Waiter(clock.now(), participant.id, delegation.id)
    head = participant.role == "head"
    if not seats.take(delegation.id, participant.category, head=head, waiter=waiter):
        _wait(participant, waiter)


def change_seat(participant: Participant, before: str, *, seats: Seats | None = None) -> None:
    """Somebody's category changed from ``before``: they need a seat of the new one, and may have to wait
    for it; whoever waits for the old one moves up. Whoever became head of delegation waits no longer."""
    waits_as_head = participant.role == "head" and participant.standing == "waiting"
    if participant.category == before and not waits_as_head:
        return
    delegation = participant.delegation
    if seats is None:
        seats = seats_of(delegation.edition_id, {before, participant.category}, besides=participant)
    else:
        seats.leave(delegation.id, before, participant.id)
    waiter = Waiter(clock.now(), participant.id, delegation.id)
    head = participant.role == "head"
    if not seats.take(delegation.id, participant.category, head=head, waiter=waiter):
        _wait(participant, waiter)
    elif participant.standing == "waiting":
        participant.standing, participant.waiting_since = "entered", None
    db.session.flush()
    _move_up(seats.move_up(before))


def free_seat(delegation: Delegation, category: str) -> None:
    """A seat of the category became free: whoever is next moves up. Tells SeatGiven."""
    recount(delegation.edition_id, {category})


def free_all(delegation: Delegation) -> None:
    """The delegation does not come: its seats go to others who wait. Its people keep their standing, and
    count no more. Tells SeatGiven of each who moves up."""
    recount(delegation.edition_id, {person.category for person in delegation.participants})


def seat_again(delegation: Delegation) -> None:
    """The delegation is expected again: its people, the head first, take the seats that are left, and
    wait for those that went to others meanwhile."""
    people = sorted(delegation.participants, key=lambda p: (p.position, p.id))
    categories = {person.category for person in people}
    seats = seats_of(delegation.edition_id, categories)
    seated = [person for person in people if person.standing != "waiting"]
    for person in seated:
        seats.leave(delegation.id, person.category, person.id)
    for person in seated:
        take_seat(delegation, person, seats=seats)
    for category in sorted(categories):
        _move_up(seats.move_up(category))


def recount(edition_id: int, categories: Collection[str]) -> None:
    """Seats were freed, or their number changed: give those there are to whoever is next. A lower number
    takes nobody's seat. Tells SeatGiven of each who moves up."""
    waits = select(Participant.id).where(
        Participant.edition_id == edition_id,
        Participant.category.in_(categories),
        Participant.standing == "waiting",
    )
    if db.session.scalar(waits.limit(1)) is None:
        return
    seats = seats_of(edition_id, categories)
    for category in sorted(categories):
        _move_up(seats.move_up(category))


def _counted(delegation: Delegation, participant: Participant) -> Seats:
    """The seats that matter to somebody new; where there is no number to keep to, nobody is counted."""
    limits = limits_of(delegation.edition_id, {participant.category})
    if not limits.are_limited:
        return limits
    return seats_of(delegation.edition_id, {participant.category}, besides=participant)


def _wait(participant: Participant, waiter: Waiter) -> None:
    participant.standing, participant.waiting_since = "waiting", waiter.since
    db.session.flush()


def _move_up(waiters: Iterable[Waiter]) -> None:
    """They have a seat; in an accredited delegation they now await approval, like anybody new."""
    ids = [waiter.participant_id for waiter in waiters]
    if not ids:
        return
    query = select(Participant).where(Participant.id.in_(ids)).execution_options(populate_existing=True)
    people = {person.id: person for person in db.session.scalars(query)}
    for person in people.values():
        person.standing, person.waiting_since = "entered", None
    db.session.flush()
    for participant_id in ids:
        person = people[participant_id]
        publish(
            SeatGiven(
                edition_id=person.edition_id,
                by=None,
                subject=f"participant:{person.id}",
                changes={"standing": ("waiting", "entered")},
            )
        )
