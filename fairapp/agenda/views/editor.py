"""The board on which the secretariat builds the programme."""

from __future__ import annotations

from flask import render_template, request

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries
from fairapp.agenda.board import board_of, day_wanted
from fairapp.agenda.services.releases import draft_changes
from fairapp.agenda.views import bp
from fairapp.core.dates import zone
from fairapp.core.doors import door
from fairapp.edition import queries as editions
from fairapp.edition import reference
from fairapp.edition.scope import current_edition


@bp.get("/agenda/editor")
@door(SECRETARIAT)
def editor() -> str:
    """One day of the draft: rooms as columns, time as rows; what is not placed yet beside it."""
    edition = current_edition()
    wanted = day_wanted(request.args.get("day", ""), edition)
    sessions = queries.sessions(edition.id)
    last, found = draft_changes(edition, sessions)
    board = board_of(
        edition,
        editions.rooms(edition.id),
        sessions,
        zone(edition.time_zone),
        wanted,
    )
    return render_template(
        "agenda/editor.html",
        board=board,
        last=last,
        unreleased=len(found.changes),
        kinds=[(kind.code, kind.label) for kind in reference.vocabulary("session_type").values()],
    )
