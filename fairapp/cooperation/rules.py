"""Pure questions about offers and requests."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l

NEXT: dict[str, frozenset[str]] = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"under_review", "published", "returned", "withdrawn"}),
    "under_review": frozenset({"published", "returned", "withdrawn"}),
    "returned": frozenset({"submitted", "withdrawn"}),
    "published": frozenset({"matched", "returned", "withdrawn", "expired"}),
    "matched": frozenset({"published", "agreed", "withdrawn", "expired"}),
    "agreed": frozenset({"in_implementation", "withdrawn"}),
    "in_implementation": frozenset({"completed", "withdrawn"}),
    "completed": frozenset(),
    "withdrawn": frozenset(),
    "expired": frozenset({"submitted"}),
}
"""Which status may follow which."""

PUBLIC = frozenset({"published", "matched", "agreed", "in_implementation", "completed"})
"""Entries everybody may read."""
AWAITING = frozenset({"submitted", "under_review"})
"""Entries the secretariat is to publish or return."""
OPEN_TO_AUTHORS = frozenset({"draft", "returned"})
"""Entries their authors may still rewrite."""

TONES = {
    "draft": "neutral",
    "submitted": "info",
    "under_review": "info",
    "returned": "bad",
    "published": "ok",
    "matched": "ok",
    "agreed": "ok",
    "in_implementation": "ok",
    "completed": "ok",
    "withdrawn": "neutral",
    "expired": "warn",
}

SCOPES: dict[str, Any] = {
    "local": _l("Local"),
    "national": _l("National"),
    "subregional": _l("Subregional"),
    "regional": _l("Regional (the Americas)"),
}
"""How far an entry reaches."""
PREFIXES = {"offer": "OF", "request": "RQ"}
MOST_TARGETS = 5
"""SDG targets one entry may name."""


def next_code(kind: str, existing: Collection[str]) -> str:
    """“OF-11” when the last offer is OF-10; numbers are never used again."""
    prefix = PREFIXES[kind]
    numbers = [int(code[3:]) for code in existing if code.startswith(f"{prefix}-") and code[3:].isdigit()]
    return f"{prefix}-{max(numbers, default=0) + 1:02d}"
