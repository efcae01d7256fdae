"""What people of a category may do in an edition, where they may go, how many may come."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText

VOICES = ("yes", "with_permission", "no")


class CategoryRights(HasId, Versioned, Model):
    """A row of the matrix: the rights of one category. `registration.rights.may` is who reads it."""

    __tablename__ = "category_rights"
    __table_args__ = (
        UniqueConstraint("edition_id", "category"),
        CheckConstraint(f"voice IN {VOICES}", name="voice"),
        CheckConstraint("capacity >= 0", name="capacity"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(String(40))
    """A code of the vocabulary `participant_category`."""
    voice: Mapped[str] = mapped_column(String(20), default="no")
    vote: Mapped[bool] = mapped_column(default=False)
    submit_documents: Mapped[bool] = mapped_column(default=False)
    request_meetings: Mapped[bool] = mapped_column(default=False)
    be_requested: Mapped[bool] = mapped_column(default=False)
    listed: Mapped[bool] = mapped_column(default=False)
    zones: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Codes of the zones a badge of this category opens."""
    capacity: Mapped[int | None]
    """Most people of the category in the whole edition; None: no limit."""


class Zone(HasId, Model):
    """A part of the venue with a door where badges are read."""

    __tablename__ = "zone"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(30))
    name: Mapped[Translated] = mapped_column(TranslatedText)
    position: Mapped[int] = mapped_column(default=0)


class SeatQuota(HasId, Model):
    """How many people of a category a delegation may bring: any delegation of a category, or one."""

    __tablename__ = "seat_quota"
    __table_args__ = (
        UniqueConstraint("delegation_id", "category"),
        Index(
            "uq_seat_quota_general",
            "edition_id",
            "delegation_category",
            "category",
            unique=True,
            sqlite_where=text("delegation_id IS NULL"),
            postgresql_where=text("delegation_id IS NULL"),
        ),
        CheckConstraint("seats >= 0", name="seats"),
        CheckConstraint("(delegation_id IS NULL) <> (delegation_category IS NULL)", name="whose"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    delegation_category: Mapped[str | None] = mapped_column(String(40))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    """One delegation's own number, which goes before the number of its category."""
    category: Mapped[str] = mapped_column(String(40))
    """The category of the people counted."""
    seats: Mapped[int]
