"""Rules of precedence in force, and draws on record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from fairapp.core.db import db
from fairapp.registration.models import PrecedenceDraw, PrecedenceRule


def rule_of(edition_id: int, category: str) -> PrecedenceRule | None:
    """By which rule the delegations of a category stand; None: no order was set."""
    return db.session.scalar(
        select(PrecedenceRule)
        .where(PrecedenceRule.edition_id == edition_id, PrecedenceRule.category == category)
        .execution_options(populate_existing=True)
    )


def rules_of(edition_id: int) -> dict[str, PrecedenceRule]:
    """The rules of an edition by category, with those who set them."""
    found = db.session.scalars(
        select(PrecedenceRule)
        .where(PrecedenceRule.edition_id == edition_id)
        .options(joinedload(PrecedenceRule.actor))
    )
    return {rule.category: rule for rule in found}


def draws(edition_id: int, category: str = "member_state") -> list[PrecedenceDraw]:
    """Every draw for a category, the latest first."""
    return list(db.session.scalars(_draws(edition_id, category).options(joinedload(PrecedenceDraw.actor))))


def last_draw(edition_id: int, category: str = "member_state") -> PrecedenceDraw | None:
    """The draw that counts."""
    return db.session.scalar(_draws(edition_id, category).limit(1))


def last_draws(edition_id: int) -> dict[str, PrecedenceDraw]:
    """The draws that count, by category."""
    last = (
        select(func.max(PrecedenceDraw.id))
        .where(PrecedenceDraw.edition_id == edition_id)
        .group_by(PrecedenceDraw.category)
    )
    found = db.session.scalars(select(PrecedenceDraw).where(PrecedenceDraw.id.in_(last)))
    return {draw.category: draw for draw in found}


def _draws(edition_id: int, category: str) -> Select[Any]:
    return (
        select(PrecedenceDraw)
        .where(PrecedenceDraw.edition_id == edition_id, PrecedenceDraw.category == category)
        .order_by(PrecedenceDraw.id.desc())
    )
