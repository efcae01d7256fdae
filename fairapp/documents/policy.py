"""Who may do what with official documents."""

from __future__ import annotations

from typing import Any

from fairapp.accounts.policy import SECRETARIAT, holds


def may_change(user: Any, edition_id: int) -> bool:
    """The secretariat keeps the registry."""
    return SECRETARIAT.is_one(user, edition_id)


def circulations(user: Any, edition_id: int) -> tuple[str, ...]:
    """Which documents are listed for a visitor: general ones for everybody, limited ones for those
    who are signed in, restricted ones for the staff of the meeting."""
    if any(holds(user, role, edition_id) for role in ("secretariat", "protocol", "rapporteur", "chair")):
        return ("general", "limited", "restricted")
    return ("general", "limited") if user.is_authenticated else ("general",)
