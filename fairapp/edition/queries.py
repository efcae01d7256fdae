"""Reading editions and their furniture."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from fairapp.core.db import db
from fairapp.edition.models import Edition, Outcome, Room, Slot, Table, Topic


def by_slug(slug: str) -> Edition | None:
    """The edition of that address, if there is one."""
    return db.session.scalar(select(Edition).where(Edition.slug == slug))


def all_editions() -> list[Edition]:
    """Every edition, the latest first."""
    return list(db.session.scalars(select(Edition).order_by(Edition.first_day.desc(), Edition.id)))


def rooms(edition_id: int) -> list[Room]:
    """The rooms in the order the secretariat gave them."""
    return list(
        db.session.scalars(
            select(Room).where(Room.edition_id == edition_id).order_by(Room.position, Room.code)
        )
    )


def tables(edition_id: int) -> list[Table]:
    """The tables of the meetings area, by number."""
    return list(
        db.session.scalars(select(Table).where(Table.edition_id == edition_id).order_by(Table.number))
    )


def slots(edition_id: int) -> list[Slot]:
    """The bookable intervals, in order."""
    return list(
        db.session.scalars(select(Slot).where(Slot.edition_id == edition_id).order_by(Slot.starts_at))
    )


def outcomes(edition_id: int) -> list[Outcome]:
    """O1, O2 … in order."""
    return list(
        db.session.scalars(select(Outcome).where(Outcome.edition_id == edition_id).order_by(Outcome.position))
    )


def outcomes_of_codes(edition_id: int, codes: Collection[str]) -> list[Outcome]:
    """The outcomes of those codes; unknown codes are left out."""
    return [o for o in outcomes(edition_id) if o.code in codes]


def topics(edition_id: int) -> list[Topic]:
    """The topics of the fair, in order."""
    return list(
        db.session.scalars(select(Topic).where(Topic.edition_id == edition_id).order_by(Topic.position))
    )
