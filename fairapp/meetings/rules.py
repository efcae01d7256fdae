"""Pure questions about meetings."""

from __future__ import annotations

from datetime import datetime

NEXT: dict[str, frozenset[str]] = {
    "requested": frozenset({"accepted", "declined", "withdrawn"}),
    "accepted": frozenset({"cancelled"}),
    "declined": frozenset(),
    "withdrawn": frozenset(),
    "cancelled": frozenset(),
}
"""Which status may follow which. A closed meeting stays closed: whoever wants another asks again."""

TONES = {
    "requested": "warn",
    "accepted": "ok",
    "declined": "neutral",
    "withdrawn": "neutral",
    "cancelled": "bad",
}
"""How a status is drawn."""


def may_follow(status: str, following: str) -> bool:
    """Whether a meeting may go from one status to the other."""
    return following in NEXT[status]


def is_over(starts_at: datetime, now: datetime) -> bool:
    """Whether it is too late to ask or answer: the time has come."""
    return starts_at <= now


def pair_of(one_id: int, other_id: int) -> str:
    """The two people as one key, the same whoever asks."""
    return f"{min(one_id, other_id)}:{max(one_id, other_id)}"
