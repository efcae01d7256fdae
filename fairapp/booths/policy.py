"""Who may see and change an exhibitor."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from fairapp.accounts.policy import holds
from fairapp.booths import rules
from fairapp.booths.models import Exhibitor
from fairapp.cooperation.policy import speaks_for
from fairapp.core.db import db


@speaks_for
def _writes_for_exhibitor(user: Any, edition_id: int) -> list[int]:
    """Who manages an exhibitor writes the offers and requests of its delegation."""
    own = user.scopes("exhibitor", edition_id)
    if not own:
        return []
    return list(db.session.scalars(select(Exhibitor.delegation_id).where(Exhibitor.id.in_(own))))


def manages(user: Any, exhibitor: Exhibitor) -> bool:
    """Whether the visitor looks after this exhibitor's profile."""
    return bool(user.is_authenticated) and exhibitor.id in user.scopes("exhibitor", exhibitor.edition_id)


def may_edit(user: Any, exhibitor: Exhibitor) -> bool:
    """Whether the visitor may change the profile: its managers and the secretariat."""
    return manages(user, exhibitor) or holds(user, "secretariat", exhibitor.edition_id)


def may_see(user: Any, exhibitor: Exhibitor) -> bool:
    """Everybody sees who comes; those not approved yet are seen by themselves and the secretariat."""
    return exhibitor.status in rules.PUBLIC or may_edit(user, exhibitor)


def may_allocate(user: Any, edition_id: int) -> bool:
    """Whether the visitor hands out booths: the secretariat."""
    return holds(user, "secretariat", edition_id)
