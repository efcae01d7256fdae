"""An edition and what it is furnished with. The next meeting is another row, not another program."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText
from fairapp.timetable.models import Resource
from fairapp.timetable.spans import Span


class Edition(HasId, Versioned, Model):
    """One holding of the meeting and its fair."""

    __tablename__ = "edition"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="days"),)

    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Translated] = mapped_column(TranslatedText)
    """The meeting: “Specialized CIDI Meeting of High-Level Cooperation Authorities”."""
    fair_name: Mapped[Translated] = mapped_column(TranslatedText)
    place: Mapped[Translated] = mapped_column(TranslatedText)
    """City and country, as on the documents."""
    venue: Mapped[Translated] = mapped_column(TranslatedText)
    time_zone: Mapped[str] = mapped_column(String(40))
    first_day: Mapped[date]
    last_day: Mapped[date]
    organ: Mapped[Translated] = mapped_column(TranslatedText)
    """The organ that convenes it, for letterheads: name, without acronym."""
    organ_acronym: Mapped[str] = mapped_column(String(20), default="")
    series: Mapped[str] = mapped_column(String(60), default="")
    """First line of the classification symbol: “OEA/Ser.W/XIII.99.1”."""
    body: Mapped[str] = mapped_column(String(60), default="")
    """Second line up to the number: “CIDI/RACOOP”."""
    original_lang: Mapped[str] = mapped_column(String(2), default="es")
    registration_closes_at: Mapped[datetime]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    @property
    def days(self) -> list[date]:
        """First day to last."""
        return [self.first_day + timedelta(n) for n in range((self.last_day - self.first_day).days + 1)]

    @property
    def year(self) -> int:
        """Year of the symbols."""
        return self.first_day.year


class Room(HasId, Versioned, Model):
    """A room of the venue. It can hold one session at a time."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[Translated] = mapped_column(TranslatedText)
    capacity: Mapped[int | None]
    interpretation: Mapped[bool] = mapped_column(default=False)
    booths: Mapped[int] = mapped_column(default=0)
    """Booths for interpreters: languages that can be heard besides the floor's."""
    accessible: Mapped[bool] = mapped_column(default=True)
    """Reached and used by wheelchair."""
    hours: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    """When the room is open, by local day: {"2027-04-22": ["08:00", "20:00"]}; a day with an empty
    list is closed, a day that is not named is open all day."""
    position: Mapped[int] = mapped_column(default=0)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))

    resource: Mapped[Resource] = relationship()


class Table(HasId, Model):
    """A numbered table of the meetings area."""

    __tablename__ = "meeting_table"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    number: Mapped[int]
    accessible: Mapped[bool] = mapped_column(default=False)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))

    resource: Mapped[Resource] = relationship()
    room: Mapped[Room] = relationship()


class Slot(HasId, Model):
    """One bookable interval of the meetings grid."""

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("edition_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="order"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    @property
    def span(self) -> Span:
        """When it is."""
        return Span(self.starts_at, self.ends_at)


class Outcome(HasId, Model):
    """An expected outcome of the meeting (O1 …): the spine everything can be tied to."""

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("edition_id", "code"),
        Index("ix_outcome_position", "edition_id", "position"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]
    title: Mapped[Translated] = mapped_column(TranslatedText)
    text: Mapped[Translated] = mapped_column(TranslatedText)
    sdg_targets: Mapped[list[str]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(String(30), default="not_started")


class Topic(HasId, Model):
    """A topic of the fair, with the colour and icon it is known by."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(30))
    position: Mapped[int]
    label: Mapped[Translated] = mapped_column(TranslatedText)
    long_label: Mapped[Translated] = mapped_column(TranslatedText)
    color: Mapped[str] = mapped_column(String(7))
    icon: Mapped[str] = mapped_column(String(40))
    sdg_targets: Mapped[list[str]] = mapped_column(JSON, default=list)
