"""Reading editions and their furniture."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db
from fairapp.edition.models import Edition, Outcome, Room, Slot, Table, Topic


def by_slug(slug: str) -> Edition | None:
    """The edition of that address, if there is one."""
    return db.session.scalar(select(Edition).where(Edition.slug == slug))


def all_editions() -> list[Edition]:
    """Every edition, the latest first."""
    return list(db.session.scalars(select(Edition).order_by(Edition.first_day.desc(), Edition.id)))


def changes_since(edition: Edition, opened: int | None) -> tuple[str | None, dict[str, tuple[Any, Any]]]:
    """Who changed the settings last and what differs from the version somebody opened; without a
    version, what the last change was."""
    steps = edition.version - opened if opened is not None else 1
    return log_since(f"edition:{edition.id}", "EditionChanged", steps)


def log_since(subject: str, fact: str, steps: int) -> tuple[str | None, dict[str, tuple[Any, Any]]]:
    """Who told the fact of the subject last, and what differs from ``steps`` (at least one) before.

    Read from the log, one line a version; values as the log keeps them.
    """
    lines = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == subject, AuditEntry.fact == fact)
        .order_by(AuditEntry.id.desc())
        .limit(max(1, steps))
    ).all()
    changes: dict[str, tuple[Any, Any]] = {}
    for line in lines:  # the latest first: the older the line, the older the value it replaced
        for key, (old, new) in line.changes.items():
            changes[key] = (old, changes[key][1] if key in changes else new)
    who = db.session.get(User, lines[0].by) if lines and lines[0].by else None
    return (who.name if who else None), changes


def room(edition_id: int, room_id: int) -> Room | None:
    """The room of that id, if it belongs to the edition."""
    return db.session.scalar(select(Room).where(Room.edition_id == edition_id, Room.id == room_id))


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
