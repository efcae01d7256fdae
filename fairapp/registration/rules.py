"""Pure questions about delegations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fairapp.edition import reference

if TYPE_CHECKING:
    from fairapp.registration.models import Delegation

NEXT: dict[str, frozenset[str]] = {
    "invited": frozenset({"composition_received", "declined"}),
    "composition_received": frozenset({"letter_received", "declined", "withdrawn"}),
    "letter_received": frozenset({"verified", "returned", "withdrawn"}),
    "returned": frozenset({"composition_received", "letter_received", "withdrawn"}),
    "verified": frozenset({"accredited", "returned", "withdrawn"}),
    "accredited": frozenset({"badge_issued", "returned", "withdrawn"}),
    "badge_issued": frozenset({"collected", "accredited", "returned", "withdrawn"}),
    "collected": frozenset({"badge_issued", "accredited", "returned", "withdrawn"}),
    "declined": frozenset({"invited"}),
    "withdrawn": frozenset({"invited"}),
}
"""Which status may follow which: the credential's way."""

WITHOUT_LETTER = frozenset({"exhibitor", "speaker", "press", "general_secretariat", "support_staff"})
"""Categories whose people the secretariat knows without a letter of credence."""

AWAY = frozenset({"declined", "withdrawn"})
"""Who is in one of these does not come, and has nothing to change until invited again."""

TAKES_LETTERS = frozenset({"invited", "composition_received", "letter_received", "returned"})
"""A letter may arrive, or be replaced, until it was verified."""

ROLES = {
    "member_state": ("head", "alternate_head", "representative", "alternate", "adviser"),
    "permanent_observer": ("head", "observer", "alternate", "adviser"),
}
"""Roles people of a category may have, by rank; see :func:`roles_for`."""


def next_of(status: str, category: str) -> frozenset[str]:
    """Where a credential may go from here. Without a letter to wait for, that station is left out."""
    if status == "composition_received" and not needs_letter(category):
        return NEXT["composition_received"] | NEXT["letter_received"]
    return NEXT[status]


def needs_letter(category: str) -> bool:
    """Whether a delegation of that category is accredited by a letter."""
    return category not in WITHOUT_LETTER


def needs_head(category: str) -> bool:
    """Whether a delegation of that category must name a head; others need anybody at all."""
    return category == "member_state"


def missing(category: str, roles: Collection[str], *, has_letter: bool, without_office: int = 0) -> list[str]:
    """What still stands between the delegation and accreditation: “head”, “people”, “office”, “letter”.

    ``roles`` are those of its own people; ``without_office`` counts those of them without an office,
    which the letter names and the list prints.
    """
    lacks = []
    if needs_head(category):
        if "head" not in roles:
            lacks.append("head")
    elif not roles:
        lacks.append("people")
    if without_office:
        lacks.append("office")
    if needs_letter(category) and not has_letter:
        lacks.append("letter")
    return lacks


def lacks_of(delegation: Delegation) -> list[str]:
    """The same, asked of a delegation with its people and letters. Who comes along does not count."""
    own = [p for p in delegation.participants if p.category == delegation.category]
    return missing(
        delegation.category,
        {p.role for p in own},
        has_letter=delegation.letter is not None,
        without_office=sum(not p.office for p in own),
    )


COMPANIONS = {
    "exhibitor": ("support_staff",),
    "speaker": ("accompanying_person",),
    "press": (),
    "support_staff": (),
    "accompanying_person": (),
}
"""Categories of those who come along with a delegation of the category; see :func:`companions_of`."""


def companions_of(category: str) -> tuple[str, ...]:
    """Codes of `participant_category` that may come along with a delegation of the category."""
    return COMPANIONS.get(category, ("press", "accompanying_person", "support_staff"))


ALONG = "participant"
"""The role of whoever comes along: they represent nobody."""

STAY = timedelta(days=60)
"""Nobody arrives or leaves longer before or after the days of the edition: the year was mistyped."""


def stay_fits(day: date, first: date, last: date) -> bool:
    """Whether somebody may arrive or leave on that day of an edition from ``first`` to ``last``."""
    return first - STAY <= day <= last + STAY


def roles_for(category: str) -> tuple[str, ...]:
    """Codes of `delegation_role` that people of a category may have."""
    return ROLES.get(category, ("head", "representative", "participant"))


def rank_of(role: str) -> int:
    """Rank of a role within its delegation; 1 is the head."""
    return int(reference.vocabulary("delegation_role")[role].extra["rank"])


def most_of(role: str) -> int | None:
    """How many of that role a delegation may have; None: any number."""
    most: int | None = reference.vocabulary("delegation_role")[role].extra.get("max_per_delegation")
    return most


def category_rank(category: str) -> int:
    """Place of a category among the others, in every list."""
    term = reference.vocabulary("participant_category").get(category)
    return int(term.extra["order"]) if term else 99
