"""Offers and requests of cooperation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText
from fairapp.registration.models import Delegation

STATUSES = (
    "draft",
    "submitted",
    "under_review",
    "returned",
    "published",
    "matched",
    "agreed",
    "in_implementation",
    "completed",
    "withdrawn",
    "expired",
)


class Entry(HasId, Versioned, Model):
    """An offer or a request of cooperation, made by a delegation (a state or an organization)."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "code"),
        CheckConstraint("kind IN ('offer', 'request')", name="kind"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("budget_usd_min <= budget_usd_max", name="budget"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    title: Mapped[Translated] = mapped_column(TranslatedText)
    summary: Mapped[Translated] = mapped_column(TranslatedText)
    topic_code: Mapped[str] = mapped_column(String(30))
    sdg_targets: Mapped[list[str]] = mapped_column(JSON, default=list)
    modality: Mapped[str] = mapped_column(String(30))
    instruments: Mapped[list[str]] = mapped_column(JSON, default=list)
    partner_role: Mapped[str | None] = mapped_column(String(30))
    duration_months: Mapped[int | None]
    budget_usd_min: Mapped[int | None]
    budget_usd_max: Mapped[int | None]
    geographic_scope: Mapped[str | None] = mapped_column(String(30))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(String(20), default="draft")
    review_note: Mapped[str] = mapped_column(Text, default="")
    """Why it was returned; empty once it was submitted again."""
    published_at: Mapped[datetime | None]

    delegation: Mapped[Delegation] = relationship()
