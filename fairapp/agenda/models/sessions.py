"""Sessions: a time, a room, the people with a task in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText
from fairapp.edition.models import Edition, Room
from fairapp.registration.models import Participant
from fairapp.timetable.models import Booking, Resource

if TYPE_CHECKING:
    from fairapp.agenda.models.items import AgendaItem


class Session(HasId, Versioned, Model):
    """A timed block in a room, as the secretariat has it now. The public sees the release.

    Its booking holds the room and the people on duty; a session that is not scheduled yet has none.
    """

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("edition_id", "code"),
        Index("ix_session_booking_id", "booking_id"),
        CheckConstraint("(booking_id IS NULL) = (room_id IS NULL)", name="scheduled"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        # Calendars know a session by its id for ever: no id is given out twice, not even on SQLite.
        {"sqlite_autoincrement": True},
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(30))
    """A code of the vocabulary `session_type`."""
    number: Mapped[int | None]
    """Of plenary sessions and working groups: the third plenary session."""
    track: Mapped[str] = mapped_column(String(20), default="main")
    title: Mapped[Translated] = mapped_column(TranslatedText)
    note: Mapped[Translated] = mapped_column(TranslatedText)
    access: Mapped[str] = mapped_column(String(20), default="all")
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"), unique=True)
    outcome_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    topic_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    document_symbols: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Short symbols within the edition: “doc.6”, “INF.2”."""
    capacity: Mapped[int | None]
    """Most who may sign up; None: as many as the room seats."""
    sign_up: Mapped[bool] = mapped_column(default=False)
    """Whether one must sign up to take part."""
    livestream_url: Mapped[str] = mapped_column(String(300), default="")
    staff_notes: Mapped[str] = mapped_column(Text, default="")
    """Layout and equipment, for the room staff; never public."""

    edition: Mapped[Edition] = relationship()
    room: Mapped[Room | None] = relationship()
    booking: Mapped[Booking | None] = relationship()
    duties: Mapped[list[Duty]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="Duty.position"
    )
    items: Mapped[list[AgendaItem]] = relationship(secondary="session_item", order_by="AgendaItem.place")
    interpreters: Mapped[list[SessionInterpreter]] = relationship(
        cascade="all, delete-orphan", order_by="SessionInterpreter.id"
    )

    @property
    def places(self) -> int | None:
        """How many may sign up: its own number, else what its room seats; None for no limit."""
        if self.capacity is not None:
            return self.capacity
        return self.room.capacity if self.room else None


class Duty(HasId, Model):
    """Somebody with a task in a session: a participant (who then must be there) or an office."""

    __tablename__ = "duty"
    __table_args__ = (
        CheckConstraint("participant_id IS NOT NULL OR CAST(office AS TEXT) <> '{}'", name="somebody"),
        Index("ix_duty_participant_id", "participant_id"),
        Index("ix_duty_session_id", "session_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    """A code of the vocabulary `session_role`."""
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    office: Mapped[Translated] = mapped_column(TranslatedText)
    position: Mapped[int] = mapped_column(default=0)

    session: Mapped[Session] = relationship(back_populates="duties")
    participant: Mapped[Participant | None] = relationship()


class SessionItem(Model):
    """Which agenda items a session takes up."""

    __tablename__ = "session_item"

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Interpreter(HasId, Versioned, Model):
    """Somebody who interprets: in one booth at a time, between the languages they work in."""

    __tablename__ = "interpreter"
    __table_args__ = (UniqueConstraint("edition_id", "name"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    pairs: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """[["es", "en"], …]: from, into."""
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))

    resource: Mapped[Resource] = relationship()


class SessionInterpreter(HasId, Model):
    """Who interprets a session, from which language into which."""

    __tablename__ = "session_interpreter"
    __table_args__ = (
        UniqueConstraint(
            "session_id", "interpreter_id", "from_lang", "into_lang", name="uq_session_interpreter_pair"
        ),
        CheckConstraint("from_lang <> into_lang", name="pair"),
        Index("ix_session_interpreter_interpreter_id", "interpreter_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    interpreter_id: Mapped[int] = mapped_column(ForeignKey("interpreter.id", ondelete="CASCADE"))
    from_lang: Mapped[str] = mapped_column(String(2))
    into_lang: Mapped[str] = mapped_column(String(2))

    interpreter: Mapped[Interpreter] = relationship()
