"""Pure questions about sessions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from fairapp.timetable.spans import Span

TRACKS = {
    "main": _l("Meeting"),
    "parallel": _l("Parallel programme"),
    "negotiation": _l("Negotiation"),
    "fair": _l("Partnership Fair"),
    "b2b": _l("Bilateral meetings"),
}
"""What a session belongs to, in the order in which they are offered."""

MINOR = frozenset({"registration", "coffee_break", "luncheon", "logistics"})
"""Kinds that only structure the day: shown in small print, never “now”."""

MARGIN = timedelta(days=3)
"""How long before the first and after the last day a session may be: setting up, a site visit."""

SYMBOL = re.compile(r"(?:doc\.|INF\.|RES\.|DEC\.|OD\.) ?\d{1,4}(?: (?:rev|corr|add)\. ?\d{1,2})*")
"""A short document symbol within the edition: “doc.6”, “INF.2”, “doc.12 rev. 1”."""

AUTOMATIC = re.compile(r"S-(\d+)")


SILENT = frozenset({"secretary"})
"""Tasks in a session that need no voice."""


def speaks(role: str) -> bool:
    """Whether whoever has the task takes the floor: chairs, speakers, moderators, rapporteurs do."""
    return role not in SILENT


def next_code(taken: Iterable[str]) -> str:
    """The next free code of the form “S-12”."""
    numbers = [int(found[1]) for code in taken if (found := AUTOMATIC.fullmatch(code))]
    return f"S-{max(numbers, default=0) + 1}"


def is_near(day: date, first_day: date, last_day: date) -> bool:
    """Whether a session on that day can belong to an edition of these days."""
    return first_day - MARGIN <= day <= last_day + MARGIN


def is_minor(kind: str) -> bool:
    """Whether a kind of session only structures the day."""
    return kind in MINOR


def grid_hours(spans: Iterable[tuple[int, int]], *, least: tuple[int, int] = (8, 20)) -> tuple[int, int]:
    """First and last full hour the editor draws for spans in minutes since midnight.

    There is room to move everything by an hour before and two hours after.
    """
    first, last = least
    for start, end in spans:
        first, last = min(first, start // 60 - 1), max(last, -(-end // 60) + 2)
    return max(first, 0), min(last, 24)


def length_of(span: Span | None, *, otherwise: int = 60) -> int:
    """Minutes a session takes, or what one without a time is drawn with."""
    return span.minutes if span else otherwise


def is_link(url: str) -> bool:
    """Whether the address may be offered as a livestream: https, a site, nothing hidden in it."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname and "." in parts.hostname) and parts.port != 0
    except ValueError:
        return False
    plain = url.isprintable() and not any(c.isspace() or c in '<>"\\' for c in url)
    return parts.scheme == "https" and named and plain and not parts.username


class Shown(Protocol):
    """A session as released, as far as signing up asks."""

    @property
    def sign_up(self) -> bool:
        """Whether one signs up for it."""

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""


def asks_for_sign_up(shown: Shown) -> bool:
    """Whether people sign up for a session as it was made public."""
    return shown.sign_up and not shown.cancelled
