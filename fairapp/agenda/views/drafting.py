"""What the board in the browser asks of the server: each verb answers where the session is now, what is
warned of and what can be undone. Times in are local ISO, without a zone: the event's clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.wrappers import Response
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.clashes import clashes_of
from fairapp.agenda.errors import OffTheLine
from fairapp.agenda.models import EditStep, Session
from fairapp.agenda.obstacles import message_of
from fairapp.agenda.services import Place, SessionDetails
from fairapp.agenda.views import bp
from fairapp.agenda.views.answers import (
    done,
    draft_stands,
    etag_of_draft,
    place_in_words,
    refused,
    step_in_words,
    wants_json,
)
from fairapp.agenda.views.sessions import find
from fairapp.core.dates import zone
from fairapp.core.db import db, transaction
from fairapp.core.doors import door
from fairapp.core.i18n import Translated, current_language
from fairapp.core.refusals import Refusal
from fairapp.edition import queries as editions
from fairapp.edition import reference
from fairapp.edition.scope import current_edition
from fairapp.timetable.spans import Span
from fairapp.timetable.wallclock import instant
from fairapp.timetable.zones import local

LONGEST_TITLE = 300


@bp.post("/agenda/draft/sessions")
@door(SECRETARIAT)
def create() -> Any:
    """A session drawn on the board. JSON in: ``title`` (in the editor's language), ``kind``, and the place
    as for `move`; 201 with the session, or the reason why not."""
    match request.get_json(silent=True):
        case {"title": str(title), "kind": str(kind), **place}:
            wanted = _wanted(place)
        case _:
            abort(400)
    if kind not in reference.vocabulary("session_type"):
        abort(400)
    title = " ".join(title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        return jsonify(message=_("Please give the session a title."), field="title", session=None), 422
    details = SessionDetails(kind, Translated({current_language(): title}))
    try:
        with transaction():
            session = services.add_session(current_edition(), details, place=wanted(), by=current_user)
    except Refusal as refusal:
        return refused(refusal, None)
    return done(_announced(session), session, 201)


@bp.post("/agenda/sessions/<int:session_id>/move")
@door(SECRETARIAT)
def move(session_id: int) -> Any:
    """A drop on the board, or an end that was dragged. JSON in: ``version`` and ``room`` (code), ``start``
    (local, ISO), ``minutes``; without a room the session goes back to those that wait. A refusal answers
    409 or 422 with its sentence, and where the session really is."""
    session = find(session_id)
    match request.get_json(silent=True):
        case {"version": int(version), "room": _room, **_more} as data:
            wanted = _wanted(data)
        case _:
            abort(400)
    try:
        with transaction():
            place = wanted()
            if place is None:
                services.unschedule_session(session, version=version, by=current_user)
            else:
                services.move_session(session, place, version=version, by=current_user)
    except Refusal as refusal:
        db.session.expire_all()
        return refused(refusal, queries.session(current_edition().id, session_id))
    return done(_announced(session), session)


@bp.post("/agenda/draft/sessions/<int:session_id>/duplicate")
@door(SECRETARIAT)
def duplicate(session_id: int) -> Any:
    """The session once more, at the place of the JSON or among those that wait. ``left_out`` names people
    who are elsewhere at that time and have no task in the copy. A form is answered with the editor."""
    session, wanted = find(session_id), _wanted(request.get_json(silent=True) or {"room": None})
    try:
        with transaction():
            copy, taken = services.duplicate_session(session, wanted(), by=current_user)
    except Refusal as refusal:
        return refused(refusal, find(session_id))
    message = " ".join([_announced(copy), *_left_out(taken)])
    if wants_json():
        return done(message, copy, 201, left_out=taken)
    flash(message, "success")
    return redirect(url_for("agenda.edit", session_id=copy.id), 303)


@bp.post("/agenda/draft/undo")
@door(SECRETARIAT)
def undo() -> Any:
    """Take back one's last step."""
    return _walk(services.undo, _undone)


@bp.post("/agenda/draft/redo")
@door(SECRETARIAT)
def redo() -> Any:
    """Do again what one undid last."""
    return _walk(services.redo, _done_again)


@bp.get("/agenda/draft/clashes")
@door(SECRETARIAT)
def clashes() -> Response:
    """What stands in the way of ``?session=`` on ``?day=``: spans in minutes since midnight, each with its
    reason in words, for one room or (``room`` null) whatever the room."""
    session, day = find(request.args.get("session", -1, type=int)), _day(request.args.get("day", ""))
    found = clashes_of(session, current_edition(), day)
    spans = [(None, one) for one in found.everywhere]
    spans += [(code, one) for code, blocked in found.rooms.items() for one in blocked]  # type: ignore[misc]
    return jsonify(
        session=session.id,
        day=day.isoformat(),
        spans=[{"room": code, "start": one.start, "end": one.end, "text": one.text} for code, one in spans],
    )


@bp.get("/agenda/draft/state")
@door(SECRETARIAT)
def state() -> BaseResponse:
    """The whole draft for an editor that looks again now and then: 304 when nothing changed."""
    etag = etag_of_draft()
    if request.if_none_match.contains(etag):
        response = Response(status=304)
    else:
        sessions = queries.placed(current_edition().id)
        response = jsonify(sessions=[place_in_words(s) for s in sessions], **draft_stands())
    response.set_etag(etag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _walk(act: Any, words: Any) -> Any:
    edition = current_edition()
    try:
        with transaction():
            step: EditStep = act(edition, by=current_user)
    except Refusal as refusal:
        message = message_of(refusal)
        if isinstance(refusal, OffTheLine):
            # It can be walked no longer; the step before it can.
            with transaction():
                services.forget_step(refusal.step_id)
        if wants_json():
            return jsonify(message=message, field=None, session=None, **draft_stands()), refusal.status
        flash(message, "error")
        return redirect(url_for("agenda.editor", day=request.form.get("day") or None), 303)
    session = queries.session(edition.id, step.session_id)
    message = words(step_in_words(step))
    if wants_json():
        return done(message, session, gone=None if session else step.session_id)
    flash(message, "success")
    day = local(session.booking.starts_at).date() if session and session.booking else request.form.get("day")
    return redirect(url_for("agenda.editor", day=day or None), 303)


def _undone(step: str) -> str:
    return _("Undone: %(step)s.", step=step)


def _done_again(step: str) -> str:
    return _("Done again: %(step)s.", step=step)


def _wanted(data: Any) -> Any:
    """A maker of the place; 400 when the shape is wrong, 404 when the room is unknown."""
    match data:
        case {"room": None}:
            return lambda: None
        case {"room": str(code), "start": str(start), "minutes": int(minutes)}:
            rooms = {room.code: room for room in editions.rooms(current_edition().id)}
            room, wall = rooms.get(code) or abort(404), _wall(start)
            if not 5 <= minutes <= 24 * 60:
                abort(400)
            return lambda: Place(room, _span(wall, minutes))
    return abort(400)


def _wall(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        abort(400)


def _span(wall: datetime, minutes: int) -> Span:
    """Refuses with NoSuchTime when the clocks skip the start."""
    begin = instant(wall.date(), wall.time(), zone(current_edition().time_zone)).moment
    return Span(begin, begin + timedelta(minutes=minutes))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(400)


def _announced(session: Session) -> str:
    where = place_in_words(session)
    if session.room is None:
        return _("“%(title)s” is not on the schedule any more.", title=session.title)
    return _(
        "“%(title)s” is now from %(when)s in %(room)s.",
        title=session.title,
        room=session.room.name,
        when=where["when"],
    )


def _left_out(names: list[str]) -> list[str]:
    if not names:
        return []
    return [_("Elsewhere at that time, and without a task in the copy: %(names)s.", names=", ".join(names))]
