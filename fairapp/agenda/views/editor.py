"""The board on which the secretariat builds the programme, and the drop that moves a session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import abort, jsonify, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.board import board_of, day_wanted
from fairapp.agenda.models import Session
from fairapp.agenda.services import Place
from fairapp.agenda.services.releases import draft_changes
from fairapp.agenda.views import bp
from fairapp.agenda.views.sessions import find
from fairapp.core.dates import time_range, zone
from fairapp.core.db import db, transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition import queries as editions
from fairapp.edition.scope import current_edition
from fairapp.timetable.spans import Span
from fairapp.timetable.zones import local


@bp.get("/agenda/editor")
@door(SECRETARIAT)
def editor() -> str:
    """One day of the draft: rooms as columns, time as rows; what is not placed yet beside it."""
    edition = current_edition()
    wanted = day_wanted(request.args.get("day", ""), edition)
    last, found = draft_changes(edition)
    board = board_of(
        edition,
        editions.rooms(edition.id),
        queries.sessions(edition.id),
        zone(edition.time_zone),
        wanted,
    )
    return render_template("agenda/editor.html", board=board, last=last, unreleased=len(found.changes))


@bp.post("/agenda/sessions/<int:session_id>/move")
@door(SECRETARIAT)
def move(session_id: int) -> Any:
    """A drop on the board. JSON in: ``version`` and ``room`` (code), ``start`` (local, ISO),
    ``minutes``; without a room the session goes back to those that wait. JSON out: where it is now.
    A refusal answers 409 or 422 with its sentence, and where the session really is."""
    session = find(session_id)
    version, place = _dropped(request.get_json(silent=True))
    try:
        with transaction():
            if place is None:
                services.unschedule_session(session, version=version, by=current_user)
            else:
                services.move_session(session, place(), version=version, by=current_user)
    except Refusal as refusal:
        message = refusal.message
        db.session.expire_all()
        return jsonify(message=message, session=_where(find(session_id))), refusal.status
    return jsonify(message=_announced(session), session=_where(session))


def _dropped(data: Any) -> tuple[int, Any]:
    """Version and a maker of the place; 400 when the shape is wrong, 404 when the room is unknown."""
    match data:
        case {"version": int(version), "room": None}:
            return version, None
        case {"version": int(version), "room": str(code), "start": str(start), "minutes": int(minutes)}:
            rooms = {room.code: room for room in editions.rooms(current_edition().id)}
            room, begin = rooms.get(code) or abort(404), _local(start)
            if not 5 <= minutes <= 24 * 60:
                abort(400)
            return version, lambda: Place(room, Span(begin, _later(begin, minutes)))
    return abort(400)


def _local(text: str) -> datetime:
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        abort(400)
    return wall.replace(tzinfo=zone(current_edition().time_zone))


def _later(begin: datetime, minutes: int) -> datetime:

    return begin.astimezone(UTC) + timedelta(minutes=minutes)


def _where(session: Session) -> dict[str, Any]:
    if not (session.booking and session.room):
        return {"version": session.version, "room": None}
    start = local(session.booking.starts_at)
    return {
        "version": session.version,
        "room": session.room.code,
        "day": start.date().isoformat(),
        "start": start.hour * 60 + start.minute,
        "minutes": session.booking.span.minutes,
        "when": time_range(start, local(session.booking.ends_at)),
    }


def _announced(session: Session) -> str:
    where = _where(session)
    if where["room"] is None:
        return _("“%(title)s” is not on the schedule any more.", title=session.title)
    assert session.room is not None
    return _(
        "“%(title)s” is now from %(when)s in %(room)s.",
        title=session.title,
        room=session.room.name,
        when=where["when"],
    )
