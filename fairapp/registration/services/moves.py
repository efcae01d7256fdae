"""The one way a credential moves: along the table, leaving a step behind."""

from __future__ import annotations

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.registration import rules
from fairapp.registration.errors import CredentialElsewhere
from fairapp.registration.models import CredentialStep, Delegation


def move(
    delegation: Delegation, to: str, *, by: User | None, reason: str = "", person: str = ""
) -> dict[str, tuple[object, object]]:
    """Move the credential and remember who, when, why. Refuses with CredentialElsewhere.

    The delegation must be locked. Returns the change, for the fact that tells it.
    """
    before = delegation.status
    if to not in rules.next_of(before, delegation.category):
        raise CredentialElsewhere(before)
    db.session.add(
        CredentialStep(
            delegation_id=delegation.id,
            from_status=before,
            to_status=to,
            at=clock.now(),
            by=by.id if by else None,
            reason=reason,
            person=person,
        )
    )
    delegation.status = to
    delegation.version += 1
    db.session.flush()
    db.session.expire(delegation, ["steps"])
    return {"status": (before, to)}
