"""What the meeting speaks of, without a time: a numbered tree."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText

STATUSES = ("draft", "provisional", "adopted")


class Agenda(HasId, Versioned, Model):
    """The agenda of an edition as a whole: how it is numbered, where it stands. No row: a draft."""

    __tablename__ = "agenda"
    __table_args__ = (
        UniqueConstraint("edition_id"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("(status = 'adopted') = (adopted_on IS NOT NULL)", name="adopted"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(20), default="draft")
    adopted_on: Mapped[date | None]
    adopted_in_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"))
    """The session that adopted it."""
    numbering: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["1", "a", "i"])
    """The kind of numeral at each depth: I, 1, A, a, i."""


class AgendaItem(HasId, Versioned, Model):
    """A numbered subject of the meeting, without a time."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("edition_id", "place"),
        CheckConstraint("parent_id <> id", name="parent"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    place: Mapped[int]
    """Where it stands in the whole list read from top to bottom; 1 is the first."""
    depth: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(40))
    """As printed: “3”, or “II.1.a” where the numbering says so. Set by renumbering, never by hand."""
    title: Mapped[Translated] = mapped_column(TranslatedText)
    annotation: Mapped[Translated] = mapped_column(TranslatedText)
    """Background, mandates, guiding questions, expected result: the annotated agenda's text."""
    outcome_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    document_symbols: Mapped[list[str]] = mapped_column(JSON, default=list)

    parent: Mapped[AgendaItem | None] = relationship(remote_side="AgendaItem.id")
