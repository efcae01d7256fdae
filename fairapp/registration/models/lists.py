"""Lists of participants as they were issued."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model


class IssuedList(HasId, Model):
    """One revision of the list of participants, frozen: what it said, provisional or final."""

    __tablename__ = "issued_list"
    __table_args__ = (UniqueConstraint("edition_id", "revision"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    revision: Mapped[int]
    """0 is the first list; “rev. 1” the second."""
    is_final: Mapped[bool] = mapped_column(default=False)
    ordering: Mapped[str] = mapped_column(String(20), default="precedence")
    """`precedence`, or `alphabetical` in the language of each print."""
    content: Mapped[Any] = mapped_column(JSON)
    """Delegations and people as plain values, without a language."""
    digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    issued_at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    actor: Mapped[User | None] = relationship()
