"""Documents that sessions and items name by their short symbols, as far as a visitor may know of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from fairapp.core.db import db
from fairapp.core.front import Mark
from fairapp.core.i18n import Translated
from fairapp.documents import policy
from fairapp.documents import queries as documents
from fairapp.documents.models import OfficialDocument
from fairapp.documents.rules import short_symbol


@dataclass(frozen=True)
class Paper:
    """A document of the registry that the visitor may know of."""

    id: int
    title: Translated


def papers(symbols: Collection[str], user: Any, edition_id: int) -> dict[str, Paper]:
    """Those of the symbols that the registry has, for that visitor; one select, none without symbols."""
    if not symbols:
        return {}
    known = documents.in_edition(edition_id, policy.circulations(user, edition_id))
    found = {short_symbol(d): Paper(d.id, documents.title_of(d)) for d in known}
    return {symbol: found[symbol] for symbol in symbols if symbol in found}


def with_papers(mark: Mark, edition_id: int) -> Mark:
    """A mark that also changes with the registry of documents."""
    engine = db.engine
    question = select(func.count(), func.max(OfficialDocument.id), func.sum(OfficialDocument.version)).where(
        OfficialDocument.edition_id == edition_id
    )

    def ask() -> object:
        with engine.connect() as connection:
            return mark(), tuple(connection.execute(question).one())

    return ask
