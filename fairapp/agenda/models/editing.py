"""Traces of the editor: warnings somebody took note of, steps that can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model


class Acknowledgement(HasId, Model):
    """A warning that was read and left standing, with the reason. ``key`` names exactly what clashes,
    so that the same warning about other times warns again."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("edition_id", "key"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    actor: Mapped[User | None] = relationship()


class WarningLimits(Model):
    """From when on an edition is warned, in minutes. No row: the usual ones."""

    __tablename__ = "warning_limits"
    __table_args__ = (CheckConstraint("walking >= 0 AND rest_after > 0 AND rest > 0", name="minutes"),)

    edition_id: Mapped[int] = mapped_column(
        ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    walking: Mapped[int]
    """Least time to go from one room to another."""
    rest_after: Mapped[int]
    """Longest stretch of interpreting."""
    rest: Mapped[int]
    """Shortest pause that counts as rest."""


class EditStep(HasId, Model):
    """One change of the draft by one person, with what was before and after: what undo reads."""

    __tablename__ = "edit_step"
    __table_args__ = (Index("ix_edit_step_edition_id_by", "edition_id", "by"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    verb: Mapped[str] = mapped_column(String(20))
    """add, move, edit, unschedule, remove, duplicate."""
    session_id: Mapped[int]
    """By number only: the session may be gone, and come back under the same number."""
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    undone: Mapped[bool] = mapped_column(default=False)
