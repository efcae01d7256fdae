"""Reading delegations and their people. One subject a module; import from here."""

from __future__ import annotations

from fairapp.registration.queries.delegations import (
    all_delegations,
    delegation,
    engagements,
    known_codes,
    member_states,
    participant,
)
from fairapp.registration.queries.draws import draws, last_draw
from fairapp.registration.queries.listing import DelegationFilter, Listing, Row, listing
from fairapp.registration.queries.order import by_alphabet, by_precedence
from fairapp.registration.queries.pages import Page, page_of, paged
from fairapp.registration.todo import todo_for

__all__ = [
    "DelegationFilter",
    "Listing",
    "Page",
    "Row",
    "all_delegations",
    "by_alphabet",
    "by_precedence",
    "delegation",
    "draws",
    "engagements",
    "known_codes",
    "last_draw",
    "listing",
    "member_states",
    "page_of",
    "paged",
    "participant",
    "todo_for",
]
