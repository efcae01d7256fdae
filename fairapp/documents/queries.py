"""Reading the registry."""

from __future__ import annotations

from sqlalchemy import select

from fairapp.core.db import db
from fairapp.documents.models import OfficialDocument

DRAFTS = {"draft_schedule": "schedule", "schedule": "draft_schedule"}
"""Kinds that stand for each other: the schedule is registered as a draft first."""


def of_kind(edition_id: int, kind: str) -> OfficialDocument | None:
    """The document the program prints as that kind: the latest one, if it is registered."""
    kinds = [kind, DRAFTS.get(kind, kind)]
    return db.session.scalar(
        select(OfficialDocument)
        .where(
            OfficialDocument.edition_id == edition_id,
            OfficialDocument.kind.in_(kinds),
            OfficialDocument.is_generated,
        )
        .order_by((OfficialDocument.kind == kind).desc(), OfficialDocument.revision.desc())
        .limit(1)
    )
