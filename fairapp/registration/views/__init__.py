"""Delegations, credentials, precedence, the public list of participants."""

from __future__ import annotations

from fairapp.registration.views import (
    acceptance,
    credentials,
    delegations,
    focal_points,
    invitations,
    letters,
    lists,
    order,
    overview,
    participants,
    people,
    photos,
    precedence,
    queue,
    roster,
    search,
    sheets,
)
from fairapp.registration.views.blueprint import bp

__all__ = [
    "acceptance",
    "badges",
    "bp",
    "credentials",
    "delegations",
    "focal_points",
    "invitations",
    "letters",
    "lists",
    "order",
    "overview",
    "participants",
    "people",
    "photos",
    "precedence",
    "queue",
    "roster",
    "search",
    "sheets",
]
