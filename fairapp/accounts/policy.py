"""Who holds which role: the groups that doors are opened to."""

from __future__ import annotations

from typing import Any

from fairapp.core.doors import Who


def holds(user: Any, role: str, edition_id: int | None) -> bool:
    """Whether the visitor is signed in and holds the role over the whole edition (or the house)."""
    return bool(user.is_authenticated) and user.holds(role, edition_id)


def _group(name: str, *roles: str) -> Who:
    return Who(name, lambda user, edition: any(holds(user, role, edition) for role in roles))


OWNER = Who("owner", lambda user, _edition: holds(user, "owner", None))
SECRETARIAT = _group("secretariat", "secretariat")
PROTOCOL = _group("secretariat or protocol", "secretariat", "protocol")
RAPPORTEUR = _group("secretariat or rapporteur", "secretariat", "rapporteur")
