"""Draws of the order of precedence."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from fairapp.core.db import db
from fairapp.registration.models import PrecedenceDraw


def draws(edition_id: int) -> list[PrecedenceDraw]:
    """Every draw of the order of precedence, the latest first."""
    return list(
        db.session.scalars(
            select(PrecedenceDraw)
            .where(PrecedenceDraw.edition_id == edition_id)
            .order_by(PrecedenceDraw.id.desc())
            .options(selectinload(PrecedenceDraw.actor))
        )
    )


def last_draw(edition_id: int) -> PrecedenceDraw | None:
    """The draw that counts."""
    return db.session.scalar(
        select(PrecedenceDraw)
        .where(PrecedenceDraw.edition_id == edition_id)
        .order_by(PrecedenceDraw.id.desc())
        .limit(1)
    )
