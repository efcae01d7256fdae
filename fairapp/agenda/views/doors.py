"""What hangs at the doors, by day: as papers only."""

from __future__ import annotations

from datetime import date

from flask import abort, request
from werkzeug.wrappers import Response

from fairapp.agenda import queries
from fairapp.agenda.prints.doors import paper, sessions_of, title
from fairapp.agenda.views import bp
from fairapp.core.doors import EVERYONE, door
from fairapp.core.i18n import current_language
from fairapp.core.prints import print_language
from fairapp.documents.answers import answer
from fairapp.documents.renditions import order
from fairapp.edition.scope import current_edition


@bp.get("/programme/doors.pdf")
@door(EVERYONE)
def door_sheets() -> Response:
    """The sheets of ``?day=`` as released, of all rooms or of ``?room=`` (a code), in ``?lang=``. Nothing
    on that day in that room is a 404."""
    edition = current_edition()
    released = queries.public_programme(edition.id) or abort(404)
    day = request.args.get("day", type=date.fromisoformat) or abort(404)
    room = request.args.get("room", "")
    if not sessions_of(released, edition, day, room):
        abort(404)
    lang = request.args.get("lang") or current_language()
    print_language(lang)
    return answer(order(edition, paper(released, day, room), lang), title(), lang)
