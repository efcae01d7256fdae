"""Booths on the plan, exhibitors, and who stands where on which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText
from fairapp.registration.models import Delegation

STATUSES = ("requested", "approved", "assigned", "waitlisted", "declined", "canceled")


class Hall(HasId, Model):
    """The hall of an edition: its size in decimetres, and what stands in it besides the booths."""

    __tablename__ = "hall"
    __table_args__ = (
        UniqueConstraint("edition_id"),
        CheckConstraint("width > 0 AND depth > 0", name="size"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    width: Mapped[int]
    depth: Mapped[int]
    fixtures: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Each a `kind` (entrance, exit, stage, meetings, information) with x, y, width, depth."""


class Booth(HasId, Versioned, Model):
    """A place on the floor plan. Measures are in decimetres from the hall's upper left corner."""

    __tablename__ = "booth"
    __table_args__ = (
        UniqueConstraint("edition_id", "code"),
        CheckConstraint("width > 0 AND depth > 0", name="size"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(8))
    x: Mapped[int]
    y: Mapped[int]
    width: Mapped[int]
    depth: Mapped[int]
    power: Mapped[bool] = mapped_column(default=True)
    accessible: Mapped[bool] = mapped_column(default=True)


class Exhibitor(HasId, Versioned, Model):
    """An organization at the fair. Its people are the participants of its delegation."""

    __tablename__ = "exhibitor"
    __table_args__ = (
        UniqueConstraint("delegation_id"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        Index("ix_exhibitor_edition_id", "edition_id"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    organization_type: Mapped[str] = mapped_column(String(40))
    blurb: Mapped[Translated] = mapped_column(TranslatedText)
    topic_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    sdg_targets: Mapped[list[str]] = mapped_column(JSON, default=list)
    offers: Mapped[list[str]] = mapped_column(JSON, default=list)
    seeks: Mapped[list[str]] = mapped_column(JSON, default=list)
    size: Mapped[str] = mapped_column(String(10), default="3x3")
    needs_power: Mapped[bool] = mapped_column(default=False)
    website: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(20), default="requested")

    delegation: Mapped[Delegation] = relationship()
    allocations: Mapped[list[Allocation]] = relationship(
        back_populates="exhibitor", cascade="all, delete-orphan", order_by="Allocation.day"
    )


class Allocation(HasId, Model):
    """An exhibitor's place on one day. The key forbids two exhibitors in one booth."""

    __tablename__ = "allocation"
    __table_args__ = (
        UniqueConstraint("booth_id", "day"),
        UniqueConstraint("exhibitor_id", "day"),
    )

    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id", ondelete="CASCADE"))
    exhibitor_id: Mapped[int] = mapped_column(ForeignKey("exhibitor.id", ondelete="CASCADE"))
    day: Mapped[date]

    booth: Mapped[Booth] = relationship(lazy="joined", innerjoin=True)
    exhibitor: Mapped[Exhibitor] = relationship(back_populates="allocations")
