"""Reading the registry."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select

from fairapp.core.audit import AuditEntry
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.documents.models import OfficialDocument
from fairapp.documents.prints import SAME_PAPER
from fairapp.edition import reference

SERIES_ORDER = ("doc.", "OD.", "INF.", "RES.", "DEC.")


def of_kind(edition_id: int, kind: str, day: date | None = None) -> OfficialDocument | None:
    """The document the program prints as that kind, if it is registered; of a paper issued once a day,
    that of the ``day``."""
    kinds = [kind, SAME_PAPER.get(kind, kind)]
    query = select(OfficialDocument) if day is None else select(OfficialDocument).filter_by(dated=day)
    return db.session.scalar(
        query.where(OfficialDocument.edition_id == edition_id, OfficialDocument.kind.in_(kinds))
        .order_by(OfficialDocument.is_generated.desc(), (OfficialDocument.kind == kind).desc())
        .limit(1)
    )


def in_edition(edition_id: int, circulations: Collection[str]) -> list[OfficialDocument]:
    """The registry in the order of its numbers, as far as those circulations go."""
    found = db.session.scalars(
        select(OfficialDocument).where(
            OfficialDocument.edition_id == edition_id, OfficialDocument.distribution.in_(circulations)
        )
    )
    return sorted(found, key=lambda d: (SERIES_ORDER.index(d.series), d.number, d.revision))


def one(edition_id: int, document_id: int) -> OfficialDocument | None:
    """A document of that edition."""
    return db.session.scalar(
        select(OfficialDocument).where(
            OfficialDocument.edition_id == edition_id, OfficialDocument.id == document_id
        )
    )


def title_of(document: OfficialDocument) -> Translated:
    """Its own title, or the name of its kind."""
    return document.title or reference.term("document_type", document.kind)


def news_mark(edition_id: int) -> tuple[Any, ...]:
    """Changes whenever something happened in the edition: every fact leaves a line in the log.

    The number of lines as well as the last one: an id given out early may become visible late.
    """
    row = db.session.execute(
        select(func.count(), func.max(AuditEntry.id), func.max(AuditEntry.at)).where(
            AuditEntry.edition_id == edition_id
        )
    ).one()
    return tuple(row)
