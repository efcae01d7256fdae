"""Resources, bookings, claims. ``pk_claim`` is the rule; the rest is memory.

``edition_id`` has no foreign key here: editions live on the floor above. Every number of the
timetable is asked for within one edition, and `flask timetable check` compares them.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.core import clock
from fairapp.core.db import HasId, Model
from fairapp.core.i18n import Translated, TranslatedText
from fairapp.timetable.spans import Span


class Resource(HasId, Model):
    """Someone or something that can be in one place only: a participant, a room, a table."""

    __tablename__ = "resource"

    edition_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[Translated] = mapped_column(TranslatedText)


class Booking(HasId, Model):
    """A stretch of time with a purpose. Its claims say who and what is taken.

    ``subject`` (``session:12``) lets the owner of the purpose find it again; ``title`` and
    ``place`` are what a personal agenda shows without asking the owner.
    """

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="order"),
        Index("ix_booking_edition_id_starts_at", "edition_id", "starts_at"),
        Index("ix_booking_expires_at", "expires_at"),
    )

    edition_id: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(60), index=True)
    title: Mapped[Translated] = mapped_column(TranslatedText)
    place: Mapped[Translated] = mapped_column(TranslatedText)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    """A hold ends by itself at this moment; None for a firm booking."""
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    """When it was made, or last became another: in time, title, place or in who is there."""

    claims: Mapped[list[Claim]] = relationship(
        back_populates="booking", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def span(self) -> Span:
        """When it is."""
        return Span(self.starts_at, self.ends_at)


class Claim(Model):
    """One resource for one five-minute tick. Nobody else can hold the same: the key forbids it."""

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_booking_id", "booking_id"),)

    resource_id: Mapped[int] = mapped_column(
        ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    tick: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))

    booking: Mapped[Booking] = relationship(back_populates="claims")
