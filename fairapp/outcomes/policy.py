"""Who may do what with records and outcomes."""

from __future__ import annotations

from typing import Any

from fairapp.accounts.policy import RAPPORTEUR, SECRETARIAT


def may_record(user: Any, edition_id: int) -> bool:
    """Rapporteur and secretariat keep the records."""
    return RAPPORTEUR.is_one(user, edition_id)


def may_set_status(user: Any, edition_id: int) -> bool:
    """The secretariat says how far an outcome has come."""
    return SECRETARIAT.is_one(user, edition_id)
