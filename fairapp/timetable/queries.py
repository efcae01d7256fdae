"""Reading the timetable. “What is free?” is for showing choices; it never guards a write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from fairapp.core.db import db
from fairapp.timetable.errors import InTheWay
from fairapp.timetable.models import Booking, Claim, Resource
from fairapp.timetable.spans import Span


def standing_in_the_way(
    resource_ids: Collection[int], span: Span, *, besides: Booking | None = None
) -> list[InTheWay]:
    """What holds any of the resources within the span, in order of time."""
    held = (
        select(Claim.resource_id, Claim.booking_id)
        .where(
            Claim.resource_id.in_(resource_ids),
            Claim.tick >= span.ticks.start,
            Claim.tick < span.ticks.stop,
        )
        .distinct()
        .subquery()
    )
    query = (
        select(Resource, Booking)
        .join(held, held.c.resource_id == Resource.id)
        .join(Booking, Booking.id == held.c.booking_id)
        .order_by(Booking.starts_at, Resource.id)
    )
    return [
        InTheWay(
            resource.id,
            resource.name,
            resource.kind,
            booking.purpose,
            booking.title,
            booking.starts_at,
            booking.ends_at,
            booking.subject,
        )
        for resource, booking in db.session.execute(query)
        if besides is None or booking.id != besides.id
    ]


def agenda_of(resource_id: int) -> list[Booking]:
    """Everything firm that holds a resource: a person's duties, meetings and shifts, in order."""
    return list(
        db.session.scalars(
            select(Booking)
            .where(
                Booking.id.in_(select(Claim.booking_id).where(Claim.resource_id == resource_id)),
                Booking.expires_at.is_(None),
            )
            .order_by(Booking.starts_at, Booking.id)
        )
    )


def held_by(resource_ids: Collection[int]) -> list[tuple[Booking, set[int]]]:
    """Everything firm that holds any of the resources, in order, with which of them it holds. One
    select for any number."""
    found: dict[int, tuple[Booking, set[int]]] = {}
    rows = db.session.execute(
        select(Booking, Claim.resource_id)
        .join(Claim, Claim.booking_id == Booking.id)
        .where(
            Claim.resource_id.in_(resource_ids),
            Booking.expires_at.is_(None),
        )
        .group_by(Booking.id, Claim.resource_id)
        .order_by(Booking.starts_at, Booking.id)
    )
    for booking, resource_id in rows:
        found.setdefault(booking.id, (booking, set()))[1].add(resource_id)
    return list(found.values())


def taken_ticks(resource_ids: Collection[int], span: Span) -> dict[int, set[int]]:
    """For each resource the ticks within the span that are taken. One select for any number."""
    taken: dict[int, set[int]] = defaultdict(set)
    rows = db.session.execute(
        select(Claim.resource_id, Claim.tick).where(
            Claim.resource_id.in_(resource_ids),
            Claim.tick >= span.ticks.start,
            Claim.tick < span.ticks.stop,
        )
    )
    for resource_id, tick in rows:
        taken[resource_id].add(tick)
    return taken


def free_spans(resource_ids: Collection[int], spans: Iterable[Span]) -> list[Span]:
    """Those of the spans in which every resource is free at this moment. A choice, not a promise."""
    wanted = sorted(spans)
    if not wanted or not resource_ids:
        return wanted
    whole = Span(wanted[0].start, max(span.end for span in wanted))
    busy = set().union(*taken_ticks(resource_ids, whole).values())
    return [span for span in wanted if busy.isdisjoint(span.ticks)]


@dataclass(frozen=True)
class Flaw:
    """Something `flask timetable check` found wrong, in English, for whoever runs it."""

    booking_id: int
    text: str


@dataclass(frozen=True)
class Inspection:
    """What a check looked at and what it found."""

    resources: int
    bookings: int
    claims: int
    flaws: tuple[Flaw, ...]


def inspect(edition_id: int) -> Inspection:
    """Prove that nothing overlaps, without trusting the key.

    Recomputes overlaps from the bookings' own times, sweeping each resource in order of start, and
    compares each booking's claims with its times: none missing, none outside.
    """
    holders: dict[int, set[int]] = defaultdict(set)
    ticks: dict[tuple[int, int], set[int]] = defaultdict(set)
    count = 0
    bookings = {b.id: b for b in db.session.scalars(select(Booking).where(Booking.edition_id == edition_id))}
    rows = db.session.execute(
        select(Claim.resource_id, Claim.tick, Claim.booking_id)
        .join(Resource, Resource.id == Claim.resource_id)
        .where(Resource.edition_id == edition_id)
    )
    for resource_id, tick, booking_id in rows:
        count += 1
        holders[resource_id].add(booking_id)
        ticks[resource_id, booking_id].add(tick)
    flaws = [
        Flaw(b, f"claims a resource of edition {edition_id} but belongs to another edition")
        for held in holders.values()
        for b in held
        if b not in bookings
    ]
    for resource_id, held in holders.items():
        ordered = sorted((bookings[b] for b in held if b in bookings), key=lambda b: b.starts_at)
        flaws += _overlaps(resource_id, ordered)
        flaws += [
            Flaw(b.id, f"resource {resource_id}: claims do not match the booking's times")
            for b in ordered
            if ticks[resource_id, b.id] != set(b.span.ticks)
        ]
    resources = db.session.scalar(
        select(func.count()).select_from(Resource).where(Resource.edition_id == edition_id)
    )
    return Inspection(resources or 0, len(bookings), count, tuple(flaws))


def _overlaps(resource_id: int, ordered: list[Booking]) -> list[Flaw]:
    flaws: list[Flaw] = []
    latest: Booking | None = None
    for booking in ordered:
        if latest and booking.starts_at < latest.ends_at:
            flaws.append(Flaw(booking.id, f"resource {resource_id}: overlaps booking {latest.id}"))
        if latest is None or booking.ends_at > latest.ends_at:
            latest = booking
    return flaws
