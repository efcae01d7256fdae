"""Who may see and change a delegation."""

from __future__ import annotations

from typing import Any

from fairapp.accounts.policy import holds
from fairapp.registration.models import Delegation


def is_focal_point(user: Any, delegation: Delegation) -> bool:
    """Whether the visitor manages this delegation."""
    return bool(user.is_authenticated) and delegation.id in user.scopes("focal_point", delegation.edition_id)


def may_accredit(user: Any, edition_id: int) -> bool:
    """Whether the visitor verifies credentials: the secretariat and protocol."""
    return holds(user, "secretariat", edition_id) or holds(user, "protocol", edition_id)


def may_invite(user: Any, edition_id: int) -> bool:
    """Whether the visitor decides who is invited and who manages a delegation."""
    return holds(user, "secretariat", edition_id)


def may_see(user: Any, delegation: Delegation) -> bool:
    """Whether the visitor sees the delegation's working page, its letter included."""
    return is_focal_point(user, delegation) or may_accredit(user, delegation.edition_id)


def may_edit(user: Any, delegation: Delegation) -> bool:
    """Whether the visitor may change the composition (when: `services.guard`)."""
    return is_focal_point(user, delegation) or holds(user, "secretariat", delegation.edition_id)
