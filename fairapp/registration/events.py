"""Facts about delegations. The subject is ``delegation:<id>`` unless it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class DelegationInvited(Fact):
    """A state or organization is expected (again)."""


@dataclass(frozen=True, kw_only=True)
class FocalPointAppointed(Fact):
    """Somebody manages the delegation from now on."""

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
    """The order of precedence was set by lot. Subject ``edition:<id>``."""


@dataclass(frozen=True, kw_only=True)
class ParticipantAdmitted(Fact):
    """Somebody of an accredited delegation can sign in from now on."""

    user_id: int
