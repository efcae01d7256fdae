"""Pure questions about delegations."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fairapp.core.i18n import Translated, sort_key
from fairapp.edition import reference

NEXT: dict[str, frozenset[str]] = {
    "invited": frozenset({"composition_received", "declined"}),
    "composition_received": frozenset({"letter_received", "declined", "withdrawn"}),
    "letter_received": frozenset({"verified", "returned", "withdrawn"}),
    "returned": frozenset({"composition_received", "letter_received", "withdrawn"}),
    "verified": frozenset({"accredited", "returned", "withdrawn"}),
    "accredited": frozenset({"badge_issued", "returned", "withdrawn"}),
    "badge_issued": frozenset({"collected", "accredited", "returned", "withdrawn"}),
    "collected": frozenset({"badge_issued", "returned", "withdrawn"}),
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


def missing(category: str, roles: Collection[str], *, has_letter: bool) -> list[str]:
    """What still stands between the delegation and accreditation: “head”, “people”, “letter”."""
    lacks = []
    if needs_head(category):
        if "head" not in roles:
            lacks.append("head")
    elif not roles:
        lacks.append("people")
    if needs_letter(category) and not has_letter:
        lacks.append("letter")
    return lacks


def roles_for(category: str) -> tuple[str, ...]:
    """Codes of `delegation_role` that people of a category may have."""
    return ROLES.get(category, ("head", "representative", "participant"))


def rotated(names: Sequence[tuple[str, Translated]], drawn: str) -> list[str]:
    """Codes in order of precedence: Spanish alphabetical order, beginning with the state drawn.

    ``names`` are (code, name). Model rules of specialized conferences, article 5; the alphabet is
    letter by letter without spaces and accents, as on the General Assembly's lists.
    """
    base = [code for code, name in sorted(names, key=lambda pair: sort_key(pair[1].to("es")))]
    start = base.index(drawn)
    return base[start:] + base[:start]


def rank_of(role: str) -> int:
    """Rank of a role within its delegation; 1 is the head."""
    return int(reference.vocabulary("delegation_role")[role].extra["rank"])


def most_of(role: str) -> int | None:
    """How many of that role a delegation may have; None: any number."""
    most: int | None = reference.vocabulary("delegation_role")[role].extra.get("max_per_delegation")
    return most


def category_rank(category: str) -> int:
    """Place of a category in lists of participants."""
    term = reference.vocabulary("participant_category").get(category)
    return int(term.extra["order"]) if term else 99
