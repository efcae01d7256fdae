"""Facts about accounts."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Fact):
    """Somebody can sign in from now on."""


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Fact):
    """Somebody holds a role from now on."""

    role: str


@dataclass(frozen=True, kw_only=True)
class RoleRevoked(Fact):
    """Somebody no longer holds a role."""

    role: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(Fact):
    """Somebody came in."""


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(Fact):
    """Somebody ended their sessions on every device, and all that stands in for their signing in."""
