"""What can be printed: every room tells here, once, what it can turn into a document.

So `flask documents render NAME` and the page of documents know all prints without knowing the rooms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fairapp.core.doors import EVERYONE, Who
from fairapp.core.prints import Print
from fairapp.edition.models import Edition

SAME_PAPER = {
    "draft_schedule": "schedule",
    "schedule": "draft_schedule",
    "draft_agenda": "agenda",
    "agenda": "draft_agenda",
}
"""Kinds that are one paper at two times: agenda and schedule are registered as drafts first."""


@dataclass(frozen=True)
class Printable:
    """One kind of print. ``kind`` is its code in the vocabulary `document_type`.

    ``build`` turns the edition's records into plain values; ``who`` may ask for it.
    ``day`` is that of a paper issued once a day, such as an order of business.
    """

    name: str
    kind: str
    build: Callable[[Edition, str], Print]
    who: Who = EVERYONE
    day: date | None = None


_printables: dict[str, Printable] = {}


def register(printable: Printable) -> None:
    """Make a print known by its name, as in its address and on the command line."""
    _printables[printable.name] = printable


def find(name: str) -> Printable | None:
    """The print of that name."""
    return _printables.get(name)


def of_kind(kind: str) -> Printable | None:
    """The print that makes documents of that kind, if the program prints them."""
    kinds = {kind, SAME_PAPER.get(kind, kind)}
    return next((p for p in _printables.values() if p.kind in kinds), None)


def names() -> list[str]:
    """Names of all prints, in order."""
    return sorted(_printables)
