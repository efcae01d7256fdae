"""Facts about delegations. The subject is ``delegation:<id>`` unless it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class DelegationInvited(Fact):
    """A state or organization is expected (again)."""


@dataclass(frozen=True, kw_only=True)
class FocalPointInvited(Fact):
    """Somebody was written to, for the first time or ``again``, so that they manage the delegation."""

    invitation_id: int
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class FocalPointAppointed(Fact):
    """Somebody accepted and manages the delegation from now on."""

    user_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Fact):
    """An invitation that was open can no longer be accepted."""


@dataclass(frozen=True, kw_only=True)
class FocalPointRemoved(Fact):
    """Somebody no longer manages the delegation."""

    user_id: int


@dataclass(frozen=True, kw_only=True)
class ParticipantEntered(Fact):
    """Somebody was added to a delegation. Subject ``participant:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ParticipantChanged(Fact):
    """What is known of a participant changed. Subject ``participant:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ParticipantRemoved(Fact):
    """Somebody is no longer in the delegation. Subject ``participant:<id>``."""


@dataclass(frozen=True, kw_only=True)
class CompositionSubmitted(Fact):
    """The focal point says: these are our people."""


@dataclass(frozen=True, kw_only=True)
class LetterReceived(Fact):
    """A credential letter arrived."""


@dataclass(frozen=True, kw_only=True)
class CredentialVerified(Fact):
    """Protocol compared the letter with the composition and found them in order."""


@dataclass(frozen=True, kw_only=True)
class DelegationAccredited(Fact):
    """The delegation takes part, and its people are in the list of participants."""


@dataclass(frozen=True, kw_only=True)
class CredentialReturned(Fact):
    """The credential went back to the delegation, with a reason."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class DelegationDeclined(Fact):
    """The delegation will not come."""


@dataclass(frozen=True, kw_only=True)
class DelegationWithdrawn(Fact):
    """The delegation was coming, and now is not."""


@dataclass(frozen=True, kw_only=True)
class PrecedenceDrawn(Fact):
    """The order of precedence of a category was set by lot. Subject ``edition:<id>``."""

    category: str


@dataclass(frozen=True, kw_only=True)
class PrecedenceRuleSet(Fact):
    """The delegations of a category stand in order by another rule. Subject ``edition:<id>``."""

    category: str


@dataclass(frozen=True, kw_only=True)
class ParticipantAdmitted(Fact):
    """Somebody of an accredited delegation can sign in from now on."""

    user_id: int


@dataclass(frozen=True, kw_only=True)
class SeatGiven(Fact):
    """Somebody who waited has a seat. Subject ``participant:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ListIssued(Fact):
    """The list of participants was issued as the next revision. Subject ``list:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ListOrderChanged(Fact):
    """The list of participants stands in another order from now on. Subject ``edition:<id>``."""


@dataclass(frozen=True, kw_only=True)
class LetterDescribed(Fact):
    """Protocol noted the date and the signatory of the credential letter."""


@dataclass(frozen=True, kw_only=True)
class BadgesIssued(Fact):
    """Badges of people of the delegation are made."""


@dataclass(frozen=True, kw_only=True)
class BadgesCollected(Fact):
    """Badges of people of the delegation were handed over."""


@dataclass(frozen=True, kw_only=True)
class CollectionUndone(Fact):
    """A badge that counted as handed over waits at the desk after all."""


@dataclass(frozen=True, kw_only=True)
class BadgeRecalled(Fact):
    """A badge no longer counts; the person needs a new one."""


@dataclass(frozen=True, kw_only=True)
class PersonApproved(Fact):
    """Somebody new in an accredited delegation takes part. Subject ``participant:<id>``."""


@dataclass(frozen=True, kw_only=True)
class PersonRefused(Fact):
    """Somebody new was not accepted into an accredited delegation."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeProposed(Fact):
    """Verified fields of an accredited person shall change. Subject ``participant:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ChangeTakenBack(Fact):
    """A proposed change is no longer asked for. Subject ``participant:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ChangesApproved(Fact):
    """Protocol approved proposed changes of the delegation's people."""

    change_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ChangesRefused(Fact):
    """Protocol refused proposed changes of the delegation's people, with a reason."""

    change_ids: tuple[int, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class RightsChanged(Fact):
    """What people of a category may do changed. Subject ``category_rights:<id>``."""


@dataclass(frozen=True, kw_only=True)
class SeatsSet(Fact):
    """How many people of a category may come. Subject ``edition:<id>`` or ``delegation:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ZoneAdded(Fact):
    """The venue has another door where badges are read. Subject ``zone:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ZoneChanged(Fact):
    """A zone has another name or place in the order. Subject ``zone:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ZoneRemoved(Fact):
    """A zone is no more; no badge opens it. Subject ``zone:<id>``."""
