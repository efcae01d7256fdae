"""The agenda as everybody reads it: as it was released, with what was written about each item."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask_login import current_user

from fairapp.agenda import queries
from fairapp.agenda.annotations import parts
from fairapp.agenda.policy import may_edit
from fairapp.agenda.programme import Programme, ReleasedSession
from fairapp.agenda.views import bp
from fairapp.agenda.words import standing_of
from fairapp.core.doors import EVERYONE, door
from fairapp.core.i18n import Translated
from fairapp.documents import policy as documents_policy
from fairapp.documents import queries as documents
from fairapp.documents.rules import short_symbol
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
        papers=_papers(edition.id) if released and any(i.documents for i in released.items) else {},
        parts=parts,
        may_edit=may_edit(current_user, edition.id),
    )


def _taken_up(released: Programme) -> dict[str, list[ReleasedSession]]:
    found: dict[str, list[ReleasedSession]] = {}
    for session in released.standing:
        for item in session.items:
            found.setdefault(item.number, []).append(session)
    return found


@dataclass(frozen=True)
class Paper:
    """A document of the registry that the visitor may know of."""

    id: int
    title: Translated


def _papers(edition_id: int) -> dict[str, Paper]:
    known = documents.in_edition(edition_id, documents_policy.circulations(current_user, edition_id))
    return {short_symbol(d): Paper(d.id, documents.title_of(d)) for d in known}
