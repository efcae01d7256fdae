"""The rapporteur's record of a session, its decisions and their outcomes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.agenda.models import Session
from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText

ADOPTIONS = ("consensus", "acclamation", "vote", "noted")


class SessionRecord(HasId, Versioned, Model):
    """What the rapporteur wrote about a session. One per session."""

    __tablename__ = "session_record"
    __table_args__ = (
        UniqueConstraint("session_id"),
        CheckConstraint("status IN ('open', 'final')", name="status"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    """A session with a record cannot be removed: what was recorded stays."""
    summary: Mapped[Translated] = mapped_column(TranslatedText)
    status: Mapped[str] = mapped_column(String(10), default="open")
    rapporteur_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    updated_at: Mapped[datetime]

    session: Mapped[Session] = relationship()
    rapporteur: Mapped[User | None] = relationship()
    decisions: Mapped[list[Decision]] = relationship(
        back_populates="record", cascade="all, delete-orphan", order_by="Decision.number"
    )


class Decision(HasId, Versioned, Model):
    """Something the meeting decided. Numbered through the edition, without gaps."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint(f"adopted IN {ADOPTIONS}", name="adopted"),
        CheckConstraint("number > 0", name="number"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    record_id: Mapped[int] = mapped_column(ForeignKey("session_record.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    text: Mapped[Translated] = mapped_column(TranslatedText)
    adopted: Mapped[str] = mapped_column(String(20), default="consensus")
    outcome_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]

    record: Mapped[SessionRecord] = relationship(back_populates="decisions")
