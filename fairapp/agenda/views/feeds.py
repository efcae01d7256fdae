"""Calendars and the exchange format of the released programme, for programs that come again and again.

Each is the same bytes until the programme or the meeting's particulars change, and a program that has
them is told so: at the front of the house, without waking the framework, for most (`core.front`).
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import abort, g, request
from werkzeug.wrappers import Response

from fairapp.agenda import exchange, ical, queries
from fairapp.agenda.programme import Programme
from fairapp.agenda.shelf import Shelf
from fairapp.agenda.views import bp
from fairapp.core.conditional import CALENDAR, file_answer
from fairapp.core.doors import EVERYONE, door
from fairapp.core.front import keep
from fairapp.core.i18n import current_language
from fairapp.core.web import absolute_url
from fairapp.edition import queries as editions
from fairapp.edition.scope import current_edition

CODE = "-code-"
"""Stands for a session's code in the pattern of an address: building 500 of them takes its time."""
_made: Shelf[bytes] = Shelf(64)


@bp.get("/programme.ics")
@door(EVERYONE)
def feed() -> Response:
    """The programme as a calendar to subscribe to; ``?lang=`` chooses its language."""
    released, frame = _released(), _frame()
    return _answer(released, "programme", CALENDAR, lambda: ical.programme_feed(released, frame))


@bp.get("/programme/rooms/<room_code>.ics")
@door(EVERYONE)
def room_feed(room_code: str) -> Response:
    """What takes place in a room, as a calendar; empty while nothing does."""
    released, frame = _released(), _frame()
    rooms = {s.room_code: s.room for s in released.sessions}
    rooms |= {room.code: room.name for room in editions.rooms(current_edition().id)}
    name = (rooms.get(room_code) or abort(404)).to(frame.lang)
    return _answer(
        released, room_code, CALENDAR, lambda: ical.room_feed(released, room_code, name, frame), name
    )


@bp.get("/programme/<code>.ics")
@door(EVERYONE)
def sitting_feed(code: str) -> Response:
    """One session, for a calendar."""
    released, frame = _released(), _frame()
    shown = released.find(code) or abort(404)
    return _answer(released, code, CALENDAR, lambda: ical.session_file(released, shown, frame))


@bp.get("/schedule.xml")
@door(EVERYONE)
def schedule_xml() -> Response:
    """The programme for the apps that read schedules of conferences (frab, pentabarf, c3voc)."""
    released, frame = _released(), _frame()
    home = absolute_url("agenda.programme")
    here = absolute_url("agenda.schedule_xml", lang=frame.lang)
    return _answer(
        released,
        "schedule",
        "application/xml",
        lambda: exchange.schedule(released, frame, home=home, here=here),
    )


def _released() -> Programme:
    """What was released, kept for strangers until that changes; 404 before the first release."""
    keep(queries.public_mark(current_edition().slug, by_minute=False))
    return queries.public_programme(current_edition().id) or abort(404)


def _frame() -> ical.Frame:
    # The language of a calendar is no choice of the visitor's for the pages.
    g.print_language = True
    edition = current_edition()
    pattern = absolute_url("agenda.sitting", code=CODE, edition_slug=edition.slug)
    return ical.Frame(edition, current_language(), lambda code: pattern.replace(CODE, quote(code, safe="")))


def _answer(released: Programme, name: str, mimetype: str, make: Callable[[], bytes], *more: str) -> Response:
    edition, lang = current_edition(), current_language()
    key = (request.path, released.digest, edition.version, lang, request.host_url, *more)
    ending = "ics" if mimetype == CALENDAR else "xml"
    changed = queries.frame_changed_at(edition.id) or released.released_at
    return file_answer(
        _made.get(key, make),
        mimetype,
        f"{edition.slug}-{name}-{lang}.{ending}",
        max(released.released_at, changed),
    )
