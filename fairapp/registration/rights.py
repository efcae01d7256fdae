"""May this person do that? The one place that answers, from the edition's matrix of rights.

The matrix is data, edited by the secretariat. A right counts only for somebody who takes part:
accredited, in a delegation that is. What a person did not consent to, nobody's right overrules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from sqlalchemy import select

from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.registration.models import CategoryRights, Participant, Zone

RIGHTS = ("voice", "vote", "submit_documents", "request_meetings", "be_requested", "listed")
"""Columns of the matrix, in the order it is shown. “voice” is yes, with permission, or no."""
CONSENT = {"be_requested": "open_to_meetings", "listed": "listed"}
"""Rights that need the person's own yes, and where it is kept."""

Matrix = Mapping[str, CategoryRights]


def matrix(edition_id: int) -> dict[str, CategoryRights]:
    """The rows of the edition by category; one select. Lists read it once and hand it on."""
    rows = db.session.scalars(select(CategoryRights).where(CategoryRights.edition_id == edition_id))
    return {row.category: row for row in rows}


def may(person: Participant, right: str, rows: Matrix | None = None) -> bool:
    """Whether the person may do that in this edition. ``right`` is one of RIGHTS; a voice by
    permission of the chair counts as a voice (see :func:`voice_of`)."""
    if not person.is_accredited:
        return False
    consent = CONSENT.get(right)
    if consent and not getattr(person, consent):
        return False
    return category_may(person.category, right, matrix(person.edition_id) if rows is None else rows)


def those_who_may(people: Iterable[Participant], right: str) -> list[Participant]:
    """Those of some people, all of one edition, who may do that; one select however many."""
    everyone = list(people)
    rows = matrix(everyone[0].edition_id) if everyone else {}
    return [person for person in everyone if may(person, right, rows)]


def category_may(category: str, right: str, rows: Matrix) -> bool:
    """Whether people of the category have the right, leaving aside who they are. A category without
    a row has none."""
    if right not in RIGHTS:
        raise ValueError(right)
    row = rows.get(category)
    if row is None:
        return False
    return row.voice != "no" if right == "voice" else bool(getattr(row, right))


def categories_with(edition_id: int, right: str, rows: Matrix | None = None) -> set[str]:
    """Codes of the categories that have the right: for queries over many people."""
    rows = matrix(edition_id) if rows is None else rows
    return {category for category in rows if category_may(category, right, rows)}


def voice_of(person: Participant, rows: Matrix | None = None) -> str:
    """“yes”, “with_permission” or “no”: for the chair."""
    rows = matrix(person.edition_id) if rows is None else rows
    row = rows.get(person.category)
    return row.voice if row and person.is_accredited else "no"


def may_enter(person: Participant, zone: str, rows: Matrix | None = None) -> bool:
    """Whether the person's badge opens the zone of that code."""
    rows = matrix(person.edition_id) if rows is None else rows
    row = rows.get(person.category)
    return bool(person.is_accredited and row and zone in row.zones)


@dataclass(frozen=True)
class Door:
    """A zone as badges and rosters name it: by a letter in the order the secretariat gave."""

    id: int
    code: str
    letter: str
    name: Translated


def doors(edition_id: int) -> list[Door]:
    """The zones of the edition in order, each with its letter; one select."""
    query = select(Zone).where(Zone.edition_id == edition_id).order_by(Zone.position, Zone.id)
    return [Door(z.id, z.code, letter(place), z.name) for place, z in enumerate(db.session.scalars(query))]


def letter(place: int) -> str:
    """A, B … Z, AA, AB …: the letter of the zone at that place, from 0."""
    before = letter(place // 26 - 1) if place >= 26 else ""
    return before + ascii_uppercase[place % 26]


def blank(edition_id: int, category: str) -> CategoryRights:
    """A row without any right, for a category that has none yet. Not stored."""
    return CategoryRights(
        edition_id=edition_id,
        category=category,
        voice="no",
        vote=False,
        submit_documents=False,
        request_meetings=False,
        be_requested=False,
        listed=False,
        zones=[],
        version=1,
    )
