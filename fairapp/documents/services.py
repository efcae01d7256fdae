"""The verbs of the registry: number, change, revise. A number once given is never given again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Stale
from fairapp.documents import prints
from fairapp.documents.errors import AlreadyInRegistry
from fairapp.documents.events import DocumentChanged, DocumentRegistered, DocumentRevised
from fairapp.documents.models import OfficialDocument
from fairapp.documents.rules import series_of
from fairapp.edition.models import Edition


@dataclass(frozen=True)
class DocumentDetails:
    """What is known of a document before it has a number. ``kind`` is a code of `document_type`."""

    kind: str
    dated: date
    title: Translated = field(default_factory=Translated)
    original_lang: str = "es"
    status: str = "draft"
    distribution: str = "general"
    series: str = ""
    """Empty: the series its kind is numbered in."""


def register_document(edition: Edition, details: DocumentDetails, *, by: User) -> OfficialDocument:
    """Enter a document under the next number of its series; numbers have no gaps.

    Refuses with AlreadyInRegistry when the program prints that kind and it has a number.
    Tells DocumentRegistered.
    """
    # The edition's row is the lock: whoever numbers a document waits here for the one before.
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update())
    series = details.series or series_of(details.kind)
    document = OfficialDocument(
        **{**vars(details), "series": series},
        edition=edition,
        number=_last_number(edition.id, series) + 1,
        is_generated=prints.of_kind(details.kind) is not None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(document)
    except IntegrityError as error:
        if not violates(error, "uq_official_document_printed"):
            raise
        raise AlreadyInRegistry(
            _("This document has its number already. Issue a revision of it instead."), field="kind"
        ) from error
    publish(
        DocumentRegistered(
            edition_id=edition.id,
            by=by.id,
            subject=f"document:{document.id}",
            changes={"symbol": (None, document.symbol)},
        )
    )
    return document


def change_document(document: OfficialDocument, *, version: int | None, by: User, **values: Any) -> None:
    """Change title, date, language, status or circulation; kind and number stay.

    Refuses with Stale. Tells DocumentChanged with what was before.
    """
    _expect(document, version)
    changes = {k: (getattr(document, k), v) for k, v in values.items() if getattr(document, k) != v}
    if changes:
        _write(document, values)
        publish(DocumentChanged(**_about(document, by), changes=changes))


def revise_document(document: OfficialDocument, *, version: int | None, dated: date, by: User) -> None:
    """Issue the next revision under the same number, dated that day. Refuses with Stale.

    Tells DocumentRevised.
    """
    _expect(document, version)
    before = document.symbol
    _write(document, {"revision": document.revision + 1, "dated": dated})
    publish(DocumentRevised(**_about(document, by), changes={"symbol": (before, document.symbol)}))


def _last_number(edition_id: int, series: str) -> int:
    last = db.session.scalar(
        select(func.max(OfficialDocument.number)).where(
            OfficialDocument.edition_id == edition_id, OfficialDocument.series == series
        )
    )
    return last or 0


def _expect(document: OfficialDocument, version: int | None) -> None:
    db.session.refresh(document, with_for_update={"of": OfficialDocument})
    if version != document.version:
        raise Stale(
            _(
                "Somebody changed this document in the meantime. It now reads %(symbol)s, “%(title)s”. "
                "Check it, then save again.",
                symbol=document.symbol,
                title=document.title or "–",
            )
        )


def _write(document: OfficialDocument, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(document, name, value)
    document.version += 1
    db.session.flush()


def _about(document: OfficialDocument, by: User) -> dict[str, Any]:
    return {"edition_id": document.edition_id, "by": by.id, "subject": f"document:{document.id}"}
