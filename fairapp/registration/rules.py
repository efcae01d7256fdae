"""Pure questions about delegations."""

from __future__ import annotations

from collections.abc import Sequence

from fairapp.core.i18n import Translated, sort_key
from fairapp.edition import reference

NEXT: dict[str, frozenset[str]] = {
    "invited": frozenset({"composition_received", "declined"}),
    "composition_received": frozenset({"letter_received", "declined", "withdrawn"}),
    "letter_received": frozenset({"verified", "returned", "withdrawn"}),
    "returned": frozenset({"composition_received", "letter_received", "withdrawn"}),
    "verified": frozenset({"accredited", "returned", "withdrawn"}),
    "accredited": frozenset({"returned", "withdrawn"}),
    "declined": frozenset({"invited"}),
    "withdrawn": frozenset({"invited"}),
}
"""Which status may follow which: the credential's way."""


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
