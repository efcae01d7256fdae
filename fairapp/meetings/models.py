"""Bilateral and B2B meetings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.cooperation.models import Entry
from fairapp.core.db import HasId, Model, Versioned
from fairapp.edition.models import Edition, Table
from fairapp.registration.models import Participant
from fairapp.timetable.models import Booking
from fairapp.timetable.spans import Span

STATUSES = ("requested", "accepted", "declined", "withdrawn", "cancelled")


class Meeting(HasId, Versioned, Model):
    """An appointment between two people of different delegations. History is kept: a cancelled
    meeting gives its time back but stays as a row."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("asker_id <> host_id", name="two_sides"),
        CheckConstraint("starts_at < ends_at", name="order"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        # Only an accepted meeting holds time.
        CheckConstraint("(status = 'accepted') = (booking_id IS NOT NULL)", name="accepted_holds_time"),
        CheckConstraint("(status = 'accepted') = (table_id IS NOT NULL)", name="accepted_has_table"),
        Index("ix_meeting_edition_id_status", "edition_id", "status"),
        Index("ix_meeting_asker_id", "asker_id"),
        Index("ix_meeting_host_id", "host_id"),
        # Two people have one open question at a time, whoever asked first.
        Index(
            "uq_meeting_pending",
            "pair",
            unique=True,
            sqlite_where=text("status = 'requested'"),
            postgresql_where=text("status = 'requested'"),
        ),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    host_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    pair: Mapped[str] = mapped_column(String(24))
    """Both people, the smaller number first (“12:57”): the same whoever asks."""
    purpose: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(12), default="requested")
    answer: Mapped[str] = mapped_column(Text, default="")
    """What the person who answered wrote along."""
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"), unique=True)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id"))
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    """Of the calendar entry; the same for ever."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Of the calendar entry; rises with every invitation and cancellation sent."""
    asked_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    asker: Mapped[Participant] = relationship(foreign_keys=[asker_id])
    host: Mapped[Participant] = relationship(foreign_keys=[host_id])
    entry: Mapped[Entry | None] = relationship()
    table: Mapped[Table | None] = relationship()
    booking: Mapped[Booking | None] = relationship()
    steps: Mapped[list[MeetingStep]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="MeetingStep.id"
    )

    @property
    def span(self) -> Span:
        """When it is, or was to be."""
        return Span(self.starts_at, self.ends_at)

    @property
    def sides(self) -> tuple[Participant, Participant]:
        """Who asked and who was asked."""
        return self.asker, self.host

    @property
    def table_last_taken(self) -> Table | None:
        """The meeting's table, or the one it had before it was cancelled."""
        return next((step.table for step in reversed(self.steps) if step.table), None)

    def other_side(self, participant: Participant | None) -> Participant:
        """The one across the table; for somebody who is neither side, the one who was asked."""
        return self.asker if participant is not None and participant.id == self.host_id else self.host


class MeetingStep(HasId, Model):
    """One thing that happened to a meeting: asked, answered, taken back; by whom, when, in what words."""

    __tablename__ = "meeting_step"
    __table_args__ = (CheckConstraint(f"status IN {STATUSES}", name="status"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    words: Mapped[str] = mapped_column(Text, default="")
    """What the person wrote along."""
    table_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_table.id"))
    """The table that was taken by this step, remembered when it is given back."""

    meeting: Mapped[Meeting] = relationship(back_populates="steps")
    actor: Mapped[User | None] = relationship()
    table: Mapped[Table | None] = relationship()
