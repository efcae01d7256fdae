"""Reading accounts."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from fairapp.accounts.models import Grant, User
from fairapp.core.db import db


def by_email(email: str) -> User | None:
    """The account with that address, whatever its capitals."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def by_session(session_id: str) -> User | None:
    """The user a session cookie speaks of; None once their sessions were ended."""
    user_id, _, version = session_id.partition(":")
    if not (user_id.isdigit() and version.isdigit()):
        return None
    # Every page of somebody signed in asks this: the user and their roles in one select.
    user = db.session.get(User, int(user_id), options=[joinedload(User.grants)])
    return user if user and user.is_active and user.session_version == int(version) else None


def holders(role: str, edition_id: int, scope_id: int | None = None) -> list[User]:
    """Who holds a role in an edition (over one thing in it, if given), by name."""
    query = select(User).join(Grant).where(Grant.role == role, Grant.edition_id == edition_id)
    if scope_id is not None:
        query = query.where(Grant.scope_id == scope_id)
    return list(db.session.scalars(query.order_by(User.name)).unique())


def present_addresses(emails: Collection[str]) -> set[str]:
    """Which of these addresses can sign in."""
    return set(db.session.scalars(select(User.email).where(User.email.in_(emails), User.is_active)))
