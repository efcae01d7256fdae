"""Pure questions about editions."""

from __future__ import annotations

from datetime import datetime

from fairapp.edition.models import Edition

RESERVED = frozenset(
    {
        "static",
        "sign-in",
        "sign-out",
        "account",
        "editions",
        "home",
        "outbox",
        "_style",
        "health",
        "api",
        "verify",
        "favicon.ico",
        "robots.txt",
    }
)
"""First words of addresses the program needs for itself; no edition may be called so."""


def registration_is_open(edition: Edition, now: datetime) -> bool:
    """Whether delegations may still be entered and changed by their focal points."""
    return now < edition.registration_closes_at
