"""Where and when a session is: the only place that books its room and its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from fairapp.agenda import rules
from fairapp.agenda.clashes import needed_by
from fairapp.agenda.errors import AlreadyBegun, NotNearTheMeeting, RoomClosed
from fairapp.agenda.models import Session
from fairapp.agenda.services.seats import settle_places
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.db import db
from fairapp.edition.models import Edition, Room
from fairapp.edition.opening import in_words, is_open
from fairapp.edition.services import hold_room
from fairapp.timetable import services as timetable
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.spans import Span
from fairapp.timetable.wallclock import AcrossMidnight, within_one_day


@dataclass(frozen=True)
class Place:
    """Where and when: what a session needs to be on the schedule."""

    room: Room
    span: Span


def place_of(session: Session) -> Place | None:
    """Where and when a session is, or None if it is not on the schedule."""
    return Place(session.room, session.booking.span) if session.room and session.booking else None


def occupy(session: Session, place: Place | None) -> None:
    """Book the room, everybody on duty and the interpreters for the span, or give all of it back.

    Refuses with AlreadyBooked, and for a new place with RoomGone, NotNearTheMeeting, AcrossMidnight and
    RoomClosed; with FewerPlaces when the room is too small for those who signed up. Who waited gets a
    place that became free.
    """
    if place is None:
        _leave(session)
        return
    hold_room(place.room)
    if place != place_of(session):
        _require_fits(session.edition, place)
    taken = [place.room.resource_id, *needed_by(session)]
    try:
        if session.booking:
            timetable.change(session.booking, place.span, taken, title=session.title, place=place.room.name)
        else:
            session.booking = timetable.book(
                taken,
                place.span,
                edition_id=session.edition_id,
                purpose="session",
                subject=subject_of(session),
                title=session.title,
                place=place.room.name,
            )
    except AlreadyBooked as refusal:
        refusal.field = "starts_at"
        raise
    session.room = place.room
    db.session.flush()
    settle_places(session)


def _leave(session: Session) -> None:
    booking, session.room, session.booking = session.booking, None, None
    db.session.flush()
    if booking:
        timetable.free(booking)
    settle_places(session)


def _require_fits(edition: Edition, place: Place) -> None:
    """Near the days of the meeting, on one day, in a room that is open then."""
    there = zone(edition.time_zone)
    day = place.span.start.astimezone(there).date()
    if not rules.is_near(day, edition.first_day, edition.last_day):
        raise NotNearTheMeeting(_("This day is too far from the days of the meeting."), field="day")
    if not within_one_day(place.span, there):
        raise AcrossMidnight(_("A session does not go past midnight: divide it in two."), field="ends_at")
    if not is_open(place.room.hours, place.span, there):
        raise RoomClosed(in_words(place.room, day), field="room")


def require_not_begun(session: Session) -> None:
    if session.booking and session.booking.starts_at <= clock.now():
        raise AlreadyBegun(_("This session has begun; it stays on the schedule."))


def place_change(stood: Place | None, place: Place | None) -> dict[str, tuple[Any, Any]]:
    pairs = {
        "room": (stood and stood.room.code, place and place.room.code),
        "starts_at": (stood and stood.span.start, place and place.span.start),
        "ends_at": (stood and stood.span.end, place and place.span.end),
    }
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def subject_of(session: Session) -> str:
    return f"session:{session.id}"
