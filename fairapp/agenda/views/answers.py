"""What the editor in the browser is answered: where a session is now, what is warned of, what can be
undone. Plain values for JSON; times are minutes since midnight on the event's clock."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import jsonify, request
from flask.wrappers import Response
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.agenda import queries
from fairapp.agenda.models import EditStep, Session
from fairapp.agenda.obstacles import message_of
from fairapp.agenda.services.steps import next_to_redo, next_to_undo
from fairapp.agenda.standing import Standing, warned_of
from fairapp.agenda.warning_words import sentence
from fairapp.core.dates import time_range
from fairapp.core.i18n import Translated, current_language
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.timetable.zones import local


def wants_json() -> bool:
    """Whether the request comes from the editor's script, not from a form."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def done(message: str, session: Session | None, status: int = 200, **more: Any) -> tuple[Response, int]:
    """What was done, where the session is now, and how the draft stands."""
    return jsonify(
        message=message, session=place_in_words(session) if session else None, **more, **draft_stands()
    ), status


def refused(refusal: Refusal, session: Session | None) -> tuple[Response, int]:
    """Why it was not done, and where the session really is."""
    shown = place_in_words(session) if session else None
    return jsonify(message=message_of(refusal), field=refusal.field, session=shown), refusal.status


def draft_stands() -> dict[str, Any]:
    """Open warnings of the whole draft, and the next steps back and forward."""
    found = warned_of(current_edition().id)
    return {
        "warnings": [as_values(one) for one in found if one.note is None],
        "acknowledged": sum(one.note is not None for one in found),
        **steps(),
    }


def steps() -> dict[str, Any]:
    """The editor's next steps back and forward."""
    edition_id, by = current_edition().id, current_user.id
    return {
        "undo": walkable(next_to_undo(edition_id, by)),
        "redo": walkable(next_to_redo(edition_id, by)),
    }


def etag_of_draft() -> str:
    """Fingerprint of the draft as this editor sees it: every change of anything leaves a line in the log
    of the edition, so the last line's number says whether anything changed. One narrow select."""
    edition = current_edition()
    seen = (edition.id, edition.version, queries.last_line(edition.id), current_user.id, current_language())
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def as_values(one: Standing) -> dict[str, Any]:
    """A warning, and whether somebody took note of it."""
    note = one.note
    return {
        "key": one.warning.key,
        "kind": one.warning.kind,
        "text": sentence(one.warning),
        "sessions": list(one.warning.sessions),
        "acknowledged": {"reason": note.reason, "who": note.who, "when": note.at.isoformat()}
        if note
        else None,
    }


def walkable(step: EditStep | None) -> dict[str, Any]:
    """Whether there is a step, and what it is called."""
    return {"can": step is not None, "label": step_in_words(step) if step else ""}


def step_in_words(step: EditStep) -> str:
    """“Move “Panel on waste””."""
    title = Translated((step.after or step.before)["particulars"]["title"])
    words = {
        "add": lambda: _("New session “%(title)s”", title=title),
        "duplicate": lambda: _("Copy of “%(title)s”", title=title),
        "move": lambda: _("Move of “%(title)s”", title=title),
        "edit": lambda: _("Changes to “%(title)s”", title=title),
        "unschedule": lambda: _("“%(title)s” taken off the schedule", title=title),
        "remove": lambda: _("Removal of “%(title)s”", title=title),
    }
    return words[step.verb]()


def place_in_words(session: Session) -> dict[str, Any]:
    """A session as the board draws it: version, title, and where and when it is."""
    said = {
        "id": session.id,
        "version": session.version,
        "code": session.code,
        "title": session.title.shown().text,
        "kind": session.kind,
        "track": session.track,
    }
    if not (session.booking and session.room):
        return {**said, "room": None}
    start = local(session.booking.starts_at)
    return {
        **said,
        "room": session.room.code,
        "day": start.date().isoformat(),
        "start": start.hour * 60 + start.minute,
        "minutes": session.booking.span.minutes,
        "when": time_range(start, local(session.booking.ends_at)),
    }
