"""Facts about delegations."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class DelegationInvited(Fact):
    """A state or organization is expected."""


@dataclass(frozen=True, kw_only=True)
class ParticipantEntered(Fact):
    """Somebody was added to a delegation."""


@dataclass(frozen=True, kw_only=True)
class PrecedenceDrawn(Fact):
    """The order of precedence was set by lot."""
