"""Delegations, credentials, precedence, the public list of participants."""

from __future__ import annotations

from fairapp.registration.views import (
    credentials,
    delegations,
    invitations,
    participants,
    people,
    precedence,
)
from fairapp.registration.views.blueprint import bp

__all__ = ["bp", "credentials", "delegations", "invitations", "participants", "people", "precedence"]
