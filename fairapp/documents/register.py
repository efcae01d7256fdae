"""The registry as a page shows it: each document with its words, and the files that can be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairapp.core import dates
from fairapp.core.i18n import Translated
from fairapp.documents import policy, prints, queries
from fairapp.documents.models import OfficialDocument
from fairapp.documents.prints import Printable
from fairapp.edition import reference
from fairapp.edition.models import Edition

TONES = {
    "draft": "neutral",
    "in_negotiation": "info",
    "agreed_ad_referendum": "info",
    "style_review": "info",
    "approved": "ok",
    "final": "ok",
    "withdrawn": "bad",
}


@dataclass(frozen=True)
class Row:
    """One document of the list; ``name`` is the print's, when the visitor may open it."""

    id: int
    symbol: str
    title: Translated
    kind: Translated
    dated: date
    day: str
    original: str
    status: Translated
    tone: str
    name: str | None
    version: int


@dataclass(frozen=True)
class Listing:
    """Documents with a number, and prints that have none yet (name of the print, its title)."""

    rows: tuple[Row, ...]
    unnumbered: tuple[tuple[str, Translated], ...]


def listing(edition: Edition, user: Any) -> Listing:
    """What the visitor finds on the page of documents."""
    found = queries.in_edition(edition.id, policy.circulations(user, edition.id))
    open_to = [p for p in map(prints.find, prints.names()) if p and p.who.is_one(user, edition.id)]
    registered = {p.name for p in map(_print_of, found) if p}
    return Listing(
        tuple(_row(document, open_to) for document in found),
        tuple((p.name, reference.term("document_type", p.kind)) for p in open_to if p.name not in registered),
    )


def _print_of(document: OfficialDocument) -> Printable | None:
    return prints.of_kind(document.kind)


def _row(document: OfficialDocument, open_to: Iterable[Printable]) -> Row:
    printable = _print_of(document)
    return Row(
        id=document.id,
        symbol=document.symbol,
        title=queries.title_of(document),
        kind=reference.term("document_type", document.kind),
        dated=document.dated,
        day=dates.day_in_block(document.dated),
        original=document.original_lang,
        status=reference.term("document_status", document.status),
        tone=TONES.get(document.status, "neutral"),
        name=printable.name if printable and printable in open_to else None,
        version=document.version,
    )
