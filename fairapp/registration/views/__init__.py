"""Delegations, credentials, precedence, the public list of participants."""

from __future__ import annotations

from fairapp.registration.views import (
    acceptance,
    categories,
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
    seats,
    sheets,
)
from fairapp.registration.views.blueprint import bp

__all__ = [
    "acceptance",
    "badges",
    "bp",
    "categories",
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
    "seats",
    "sheets",
]
