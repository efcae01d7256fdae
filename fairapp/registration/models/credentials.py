"""The letter that accredits, the steps of the credential, changes that await approval."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model

if TYPE_CHECKING:
    from fairapp.registration.models.delegations import Delegation
    from fairapp.registration.models.people import Participant


class CredentialLetter(HasId, Model):
    """The communication that accredits a delegation, as it was uploaded. Never overwritten."""

    __tablename__ = "credential_letter"

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    file_key: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(120))
    mime: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    pages: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[str] = mapped_column(String(64))
    dated: Mapped[date | None]
    """The date it bears, as protocol read it."""
    signatory: Mapped[str] = mapped_column(String(200), default="")
    """Who signed it, as protocol read it."""
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    delegation: Mapped[Delegation] = relationship(back_populates="letters")
    uploader: Mapped[User | None] = relationship()


class CredentialStep(HasId, Model):
    """One move of the credential: from where to where, by whom, when, why."""

    __tablename__ = "credential_step"

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    from_status: Mapped[str | None] = mapped_column(String(30))
    to_status: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")
    person: Mapped[str] = mapped_column(String(260), default="")
    """Whose missing badge took an accredited delegation back, by name."""

    delegation: Mapped[Delegation] = relationship(back_populates="steps")
    actor: Mapped[User | None] = relationship()


class RefusedPerson(HasId, Model):
    """Somebody whom protocol did not accept into an accredited delegation. What was known of the
    person is gone; this line says that they were asked for, and why not."""

    __tablename__ = "refused_person"

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(260))
    role: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    actor: Mapped[User | None] = relationship()


class ProposedChange(HasId, Model):
    """One field of an accredited person that somebody wants changed: what stands, what is asked.

    The person keeps the old value until protocol approves the new one.
    """

    __tablename__ = "proposed_change"
    __table_args__ = (
        Index(
            "uq_proposed_change_open",
            "participant_id",
            "field",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        CheckConstraint("decision IN ('approved', 'refused', 'taken_back')", name="decision"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[Any] = mapped_column(JSON)
    new: Mapped[Any] = mapped_column(JSON)
    asked_at: Mapped[datetime]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    decision: Mapped[str | None] = mapped_column(String(20))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")

    participant: Mapped[Participant] = relationship(back_populates="changes")
    asker: Mapped[User | None] = relationship(foreign_keys=asked_by)
    decider: Mapped[User | None] = relationship(foreign_keys=decided_by)
