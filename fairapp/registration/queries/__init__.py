"""Reading delegations and their people. One subject a module; import from here."""

from __future__ import annotations

from fairapp.registration.queries.changes import changes, lately
from fairapp.registration.queries.delegations import (
    all_delegations,
    delegation,
    engagements,
    known_codes,
    member_states,
    participant,
)
from fairapp.registration.queries.finding import Found, find
from fairapp.registration.queries.listing import DelegationFilter, Listing, Row, listing
from fairapp.registration.queries.overview import (
    changed_people,
    delegations_counted,
    names_of,
    people_counted,
)
from fairapp.registration.queries.pages import Page, page_of, paged
from fairapp.registration.queries.people import PeopleFilter, people
from fairapp.registration.queries.precedence import draws, last_draw, last_draws, rule_of, rules_of
from fairapp.registration.todo import todo_for

__all__ = [
    "DelegationFilter",
    "Found",
    "Listing",
    "Page",
    "PeopleFilter",
    "Row",
    "all_delegations",
    "changed_people",
    "changes",
    "delegation",
    "delegations_counted",
    "draws",
    "engagements",
    "find",
    "known_codes",
    "last_draw",
    "last_draws",
    "lately",
    "listing",
    "member_states",
    "names_of",
    "page_of",
    "paged",
    "participant",
    "people",
    "people_counted",
    "rule_of",
    "rules_of",
    "todo_for",
]
