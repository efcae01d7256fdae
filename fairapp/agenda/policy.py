"""Who may work on the agenda."""

from __future__ import annotations

from typing import Any

from fairapp.accounts.policy import holds


def may_edit(user: Any, edition_id: int) -> bool:
    """Whether the visitor builds and releases the programme."""
    return holds(user, "secretariat", edition_id)
