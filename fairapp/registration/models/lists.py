"""Lists of participants as they were issued, and in which order they stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model

ORDERINGS = ("precedence", "alphabetical")
"""`precedence`, or `alphabetical` in the language of each print."""


class ListOrder(HasId, Model):
    """In which order an edition's list stands; no row: in order of precedence."""

    __tablename__ = "list_order"
    __table_args__ = (
        UniqueConstraint("edition_id"),
        CheckConstraint(f"ordering IN {ORDERINGS}", name="ordering"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    ordering: Mapped[str] = mapped_column(String(20))


class IssuedList(HasId, Model):
    """One revision of the list of participants, frozen: what it said, provisional or final."""

    __tablename__ = "issued_list"
    __table_args__ = (
        UniqueConstraint("edition_id", "revision"),
        CheckConstraint(f"ordering IN {ORDERINGS}", name="ordering"),
        CheckConstraint("revision >= 0", name="revision"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    revision: Mapped[int]
    """0 is the first list; “rev. 1” the second."""
    symbol: Mapped[str] = mapped_column(String(120))
    """As the registry of documents named this revision."""
    is_final: Mapped[bool] = mapped_column(default=False)
    ordering: Mapped[str] = mapped_column(String(20), default="precedence")
    content: Mapped[Any] = mapped_column(JSON)
    """Delegations and people as plain values, without a language: see `registration.roll`."""
    heads: Mapped[Any] = mapped_column(JSON)
    """What stood at the head of the paper, by language."""
    digest: Mapped[str] = mapped_column(String(64))
    delegations: Mapped[int]
    people: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    issued_at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    actor: Mapped[User | None] = relationship()
