"""The agenda as everybody reads it: as it was released, with what was written about each item."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from fairapp.agenda import queries
from fairapp.agenda.annotations import parts
from fairapp.agenda.papers import papers
from fairapp.agenda.policy import may_edit
from fairapp.agenda.programme import Programme, ReleasedSession
from fairapp.agenda.views import bp
from fairapp.agenda.words import standing_of
from fairapp.core.doors import EVERYONE, door
from fairapp.edition.scope import current_edition


@bp.get("/agenda/")
@door(EVERYONE)
def agenda() -> str:
    """The numbered tree, as released: annotations, documents, outcomes, the sessions that take it up."""
    edition, released = current_edition(), queries.public_programme(current_edition().id)
    return render_template(
        "agenda/agenda.html",
        programme=released,
        standing=standing_of(released.agenda) if released else "",
        taken_up=_taken_up(released) if released else {},
        papers=papers(_symbols(released), current_user, edition.id),
        parts=parts,
        may_edit=may_edit(current_user, edition.id),
    )


def _taken_up(released: Programme) -> dict[str, list[ReleasedSession]]:
    found: dict[str, list[ReleasedSession]] = {}
    for session in released.standing:
        for item in session.items:
            found.setdefault(item.number, []).append(session)
    return found


def _symbols(released: Programme | None) -> set[str]:
    return {symbol for item in (released.items if released else ()) for symbol in item.documents}
