"""Reading invitations of focal points."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, literal, select, union_all
from sqlalchemy.orm import joinedload

from fairapp.accounts.models import Grant, User
from fairapp.core.db import db
from fairapp.registration.models import Delegation, Invitation


@dataclass(frozen=True)
class InCharge:
    """Somebody who manages a delegation, or is invited to (``waiting``)."""

    name: str
    email: str
    waiting: bool


def in_charge(delegation: Delegation) -> list[InCharge]:
    """Who manages the delegation and who is invited to, by name, in one select."""
    managing = (
        select(User.name, User.email, literal(0).label("waiting"))
        .join(Grant)
        .where(Grant.role == "focal_point", Grant.scope_id == delegation.id)
        .where(Grant.edition_id == delegation.edition_id)
    )
    invited = select(Invitation.name, Invitation.email, literal(1)).where(
        Invitation.delegation_id == delegation.id, *_waiting()
    )
    rows = db.session.execute(union_all(managing, invited).order_by("waiting", "name"))
    return [InCharge(name, email, bool(waiting)) for name, email, waiting in rows]


def open_invitations(delegation_id: int) -> list[Invitation]:
    """Invitations to manage the delegation that were neither accepted nor withdrawn; they may have
    expired."""
    return list(
        db.session.scalars(
            select(Invitation)
            .where(Invitation.delegation_id == delegation_id, *_waiting())
            .order_by(Invitation.id)
            .options(joinedload(Invitation.sender))
        )
    )


def invitation(delegation: Delegation, invitation_id: int) -> Invitation | None:
    """The invitation of that number to manage that delegation."""
    return db.session.scalar(
        select(Invitation).where(Invitation.id == invitation_id, Invitation.delegation_id == delegation.id)
    )


def invited_addresses(edition_id: int) -> set[tuple[int, str]]:
    """Delegation and address of everybody whose invitation waits."""
    rows = db.session.execute(
        select(Invitation.delegation_id, Invitation.email)
        .join(Delegation)
        .where(Delegation.edition_id == edition_id, *_waiting())
    )
    return {(row[0], row[1]) for row in rows}


def managing_addresses(edition_id: int) -> set[tuple[int, str]]:
    """Delegation and address of every focal point."""
    rows = db.session.execute(
        select(Grant.scope_id, User.email)
        .join(User)
        .where(Grant.role == "focal_point", Grant.edition_id == edition_id)
    )
    return {(row[0], row[1]) for row in rows if row[0] is not None}


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
