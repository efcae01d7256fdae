"""How the order of precedence is found, and the draws on record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model

STRATEGIES = ("by_lot", "by_credentials", "alphabetical")


class PrecedenceRule(HasId, Model):
    """By which rule the delegations of a category stand in order; no row: no order was set yet."""

    __tablename__ = "precedence_rule"
    __table_args__ = (
        UniqueConstraint("edition_id", "category"),
        CheckConstraint(f"strategy IN {STRATEGIES}", name="strategy"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(String(40))
    strategy: Mapped[str] = mapped_column(String(20))
    lang: Mapped[str] = mapped_column(String(2), default="es")
    """Whose alphabet orders; by lot it is Spanish, as at the General Assembly."""
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    actor: Mapped[User | None] = relationship()


class PrecedenceDraw(HasId, Model):
    """How the order of precedence was set by lot: the state drawn, by whom, when. Never changed."""

    __tablename__ = "precedence_draw"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    category: Mapped[str] = mapped_column(String(40), default="member_state")
    drawn_code: Mapped[str] = mapped_column(String(40))
    """Whose name came out of the box; the list rotates to begin with it."""
    box: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Codes of those whose names were in the box, in the order of the alphabet."""
    seed: Mapped[str | None] = mapped_column(String(64))
    """What the program drew with, so that anybody can draw again; None: a hand drew from a real box."""
    hand: Mapped[str] = mapped_column(String(200), default="")
    """Whose hand drew, by name and office, if that was noted."""
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    """Who put the draw on record."""
    reason: Mapped[str] = mapped_column(Text, default="")

    actor: Mapped[User | None] = relationship()
