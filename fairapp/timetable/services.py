"""The verbs of the timetable. There is no check before the write: the key answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from fairapp.core import clock
from fairapp.core.db import db, violates
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Stale
from fairapp.timetable import queries
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.models import Booking, Claim, Resource
from fairapp.timetable.spans import Span


def add_resource(edition_id: int, kind: str, name: Translated) -> Resource:
    """Someone or something more that can be in one place only."""
    resource = Resource(edition_id=edition_id, kind=kind, name=name)
    db.session.add(resource)
    db.session.flush()
    return resource


def book(
    resources: Iterable[Resource | int],
    span: Span,
    *,
    edition_id: int,
    purpose: str,
    subject: str,
    title: Translated,
    place: Translated | None = None,
    expires_at: Any = None,
) -> Booking:
    """Take the resources for the span, all of them or none.

    Must be called within a transaction. Refuses with AlreadyBooked, naming everything in the way;
    the transaction remains usable.
    """
    booking = Booking(
        edition_id=edition_id,
        purpose=purpose,
        subject=subject,
        title=title,
        place=place or Translated(),
        starts_at=span.start,
        ends_at=span.end,
        expires_at=expires_at,
    )
    taken = _ids(resources)
    _wait_for_turn(taken)
    try:
        with db.session.begin_nested():
            db.session.add(booking)
            db.session.flush()
            _claim(taken, span, booking.id)
    except IntegrityError as error:
        raise _refusal(error, taken, span) from error
    return booking


def change(
    booking: Booking,
    span: Span,
    resources: Iterable[Resource | int],
    *,
    title: Translated | None = None,
    place: Translated | None = None,
) -> None:
    """Move a booking, or change who is in it; it keeps its identity.

    Its own claims are given up first, so it may move by less than its length. Refuses with
    AlreadyBooked, or with Stale if somebody freed it meanwhile, and then nothing has changed.
    Its moment of change is a new one only if it really becomes another: calendars go by it.
    """
    taken = _ids(resources)
    if not _wait_for_turn(taken, [booking]):
        raise Stale(_("This time was given back just now by somebody else."))
    was = _picture(booking)
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Claim).where(Claim.booking_id == booking.id))
            _claim(taken, span, booking.id)
            booking.starts_at, booking.ends_at = span.start, span.end
            booking.title = title if title is not None else booking.title
            booking.place = place if place is not None else booking.place
            booking.changed_at = clock.now() if _picture(booking) != was else booking.changed_at
    except IntegrityError as error:
        raise _refusal(error, taken, span, besides=booking) from error


def free(booking: Booking) -> None:
    """Give the time back. The claims go with the booking. Nothing to do if somebody else was first."""
    if _wait_for_turn([], [booking]):
        db.session.delete(booking)
        db.session.flush()


def free_expired() -> list[str]:
    """End every hold whose time has come; returns the subjects they were for."""
    expired = list(db.session.scalars(select(Booking).where(Booking.expires_at <= clock.now())))
    ended = [b for b in _wait_for_turn([], expired) if b.expires_at and b.expires_at <= clock.now()]
    for booking in ended:
        free(booking)
    return [booking.subject for booking in ended]


def rename(resource: Resource, name: Translated) -> None:
    """The resource is called otherwise from now on."""
    resource.name = name


def _wait_for_turn(resource_ids: Collection[int], bookings: Collection[Booking] = ()) -> list[Booking]:
    """Lock the bookings, then everyone and everything they hold or want to hold, each in order.

    On PostgreSQL two moves that change places would each wait for claims that the other has just
    given up, for ever: whoever is first at the resources goes first. It also shows each booking as
    it is now, not as it was read. Returns those that still exist. (SQLite has one writer at a time;
    there these are two plain selects.)
    """
    ids = [booking.id for booking in bookings]
    current: list[Booking] = []
    if ids:
        query = select(Booking).where(Booking.id.in_(ids)).order_by(Booking.id)
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
        current = list(db.session.scalars(query))
    held = select(Claim.resource_id).where(Claim.booking_id.in_(ids))
    concerned = (
        Resource.id.in_(resource_ids) | Resource.id.in_(held) if ids else Resource.id.in_(resource_ids)
    )
    db.session.execute(
        select(Resource.id).where(concerned).order_by(Resource.id).with_for_update(key_share=True)
    )
    return current


def _picture(booking: Booking) -> tuple[Any, ...]:
    """What a calendar shows of it."""
    held = select(Claim.resource_id).where(Claim.booking_id == booking.id).distinct()
    who = frozenset(db.session.scalars(held))
    return booking.starts_at, booking.ends_at, booking.title, booking.place, who


def _claim(resource_ids: Collection[int], span: Span, booking_id: int) -> None:
    """Insert all claims in one statement, sorted by resource and tick.

    Sorted, because two transactions that claim the same rows in opposite orders deadlock on
    PostgreSQL (53 times in 60 rounds when tried); sorted, the second one simply waits. (Who waited
    for their turn meets nobody here; the order still costs nothing.)
    """
    rows = [
        {"resource_id": resource_id, "tick": tick, "booking_id": booking_id}
        for resource_id in resource_ids
        for tick in span.ticks
    ]
    if rows:
        db.session.execute(insert(Claim).values(rows))


def _ids(resources: Iterable[Resource | int]) -> list[int]:
    return sorted({r if isinstance(r, int) else r.id for r in resources})


def _refusal(
    error: IntegrityError, resource_ids: list[int], span: Span, besides: Booking | None = None
) -> Exception:
    """The refusal that explains the broken key; any other broken promise is passed on as it is."""
    if not violates(error, "pk_claim"):
        return error
    return AlreadyBooked(queries.standing_in_the_way(resource_ids, span, besides=besides))
