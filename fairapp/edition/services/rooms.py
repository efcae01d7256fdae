"""Rooms: adding, changing, ordering and removing them. What stands in a room is asked of the timetable."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from fairapp.accounts.models import User
from fairapp.core.dates import time_range, weekday_text, zone
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition import queries
from fairapp.edition.errors import CodeInUse, RoomChangedMeanwhile, RoomGone, RoomInUse
from fairapp.edition.events import RoomChanged
from fairapp.edition.models import Edition, Room, Table
from fairapp.edition.opening import Hours, is_open
from fairapp.edition.services.furnishing import next_number, tell
from fairapp.timetable import queries as timetable
from fairapp.timetable import services as bookings
from fairapp.timetable.models import Booking, Resource
from fairapp.timetable.zones import local

NAMED = 3
"""Sessions a refusal names; of more it says how many."""


@dataclass(frozen=True)
class RoomDetails:
    """What is said of a room. ``hours`` as the model keeps them."""

    code: str
    name: Translated
    capacity: int | None = None
    booths: int = 0
    accessible: bool = True
    hours: Hours = field(default_factory=dict)


def add_room(
    edition: Edition, details: RoomDetails, *, position: int | None = None, by: User | None = None
) -> Room:
    """Add a room, after the others; it can hold one session at a time.

    Refuses with CodeInUse. Tells EditionFurnished.
    """
    room = Room(
        edition_id=edition.id,
        position=next_number(Room.position, edition.id) if position is None else position,
        resource=Resource(edition_id=edition.id, kind="room", name=details.name),
        **_columns(details),
    )
    try:
        with db.session.begin_nested():
            db.session.add(room)
    except IntegrityError as error:
        raise _code_refusal(error) from error
    tell(edition.id, by, rooms=(None, details.code))
    return room


def edit_room(room: Room, details: RoomDetails, *, version: int | None, by: User) -> None:
    """Say anew what a room is; what stands in it is called after the new name.

    Refuses with RoomChangedMeanwhile, CodeInUse, and RoomInUse when a session would be outside the
    hours. Tells RoomChanged: rooms above may refuse too (the agenda: people have places in it).
    """
    _hold_as_seen(room, version)
    new = _columns(details)
    changes = {key: (getattr(room, key), value) for key, value in new.items() if getattr(room, key) != value}
    if not changes:
        return
    standing = timetable.agenda_of(room.resource_id)
    if "hours" in changes:
        _require_open(room.edition_id, details.hours, standing)
    try:
        with db.session.begin_nested():
            for key, value in new.items():
                setattr(room, key, value)
    except IntegrityError as error:
        raise _code_refusal(error) from error
    if "name" in changes:
        bookings.rename(room.resource, room.name)
        for booking in standing:
            booking.place = room.name
    room.version += 1
    db.session.flush()
    publish(
        RoomChanged(
            edition_id=room.edition_id, by=by.id, subject=f"room:{room.id}", changes=changes, room_id=room.id
        )
    )


def move_room(room: Room, step: int, *, by: User) -> None:
    """Let a room change places with its neighbour: ``step`` -1 is before, 1 is after. At the end of the
    list nothing happens. Tells EditionFurnished."""
    db.session.execute(select(Edition.id).where(Edition.id == room.edition_id).with_for_update())
    ordered = queries.rooms(room.edition_id)
    here = ordered.index(room)
    there = here + step
    if not 0 <= there < len(ordered):
        return
    ordered[here], ordered[there] = ordered[there], ordered[here]
    for position, each in enumerate(ordered, 1):
        each.position = position
    tell(room.edition_id, by, rooms=(None, ", ".join(each.code for each in ordered)))


def remove_room(room: Room, *, version: int | None, by: User) -> None:
    """Take a room off the list. Refuses with RoomChangedMeanwhile, and with RoomInUse, naming what stands
    in it: sessions, or tables of the meetings area. Tells EditionFurnished."""
    _hold_as_seen(room, version)
    if standing := timetable.agenda_of(room.resource_id):
        raise RoomInUse(
            _("%(sessions)s: move what stands in this room first.", sessions=_named(standing)),
        )
    tables = db.session.scalar(select(func.count()).select_from(Table).where(Table.room_id == room.id)) or 0
    if tables:
        raise RoomInUse(
            ngettext(
                "%(num)d table for meetings stands in this room; it stays.",
                "%(num)d tables for meetings stand in this room; it stays.",
                tables,
            )
        )
    edition_id, code, resource = room.edition_id, room.code, room.resource
    db.session.delete(room)
    db.session.flush()
    db.session.delete(resource)
    tell(edition_id, by, rooms=(code, None))


def hold_room(room: Room) -> None:
    """Lock a room for this transaction and see it as it is now: whoever puts a session in it and whoever
    changes or removes it take turns. Refuses with RoomGone, beside ``room``, when it was removed."""
    try:
        db.session.refresh(room, with_for_update={"of": Room, "key_share": True})
    except InvalidRequestError as error:
        raise RoomGone(_("This room was removed just now. Please choose another."), field="room") from error


def _hold_as_seen(room: Room, version: int | None) -> None:
    hold_room(room)
    if room.version == version:
        return
    steps = room.version - version if version is not None else 1
    who, changes = queries.log_since(f"room:{room.id}", "RoomChanged", steps)
    raise RoomChangedMeanwhile(who or _("Somebody"), changes)


def _columns(details: RoomDetails) -> dict[str, Any]:
    return {**vars(details), "hours": dict(details.hours), "interpretation": details.booths > 0}


def _require_open(edition_id: int, hours: Hours, standing: list[Booking]) -> None:
    there = zone(db.session.get_one(Edition, edition_id).time_zone)
    outside = [booking for booking in standing if not is_open(hours, booking.span, there)]
    if outside:
        raise RoomInUse(
            _("%(sessions)s: outside these hours. Move them first.", sessions=_named(outside)),
            field="hours",
        )


def _named(standing: list[Booking]) -> str:
    """“Opening” (Thursday 22 April, 9:00 – 10:00 a.m.), … and 2 more."""
    words = [
        _(
            "“%(title)s” (%(day)s, %(time)s)",
            title=booking.title,
            day=weekday_text(local(booking.starts_at).date()),
            time=time_range(local(booking.starts_at), local(booking.ends_at)),
        )
        for booking in standing[:NAMED]
    ]
    if (more := len(standing) - NAMED) > 0:
        words.append(ngettext("%(num)d more session", "%(num)d more sessions", more))
    return ", ".join(words)


def _code_refusal(error: IntegrityError) -> Exception:
    if violates(error, "uq_room_edition_id_code"):
        return CodeInUse(_("Another room has this code."), field="code")
    return error
