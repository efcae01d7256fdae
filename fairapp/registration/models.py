"""Delegations, their people, their credentials, the draw that set the order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText
from fairapp.edition.models import Edition
from fairapp.timetable.models import Resource

STATUSES = (
    "invited",
    "composition_received",
    "letter_received",
    "verified",
    "accredited",
    "returned",
    "declined",
    "withdrawn",
)


class Delegation(HasId, Versioned, Model):
    """A state or organization taking part in an edition."""

    __tablename__ = "delegation"
    __table_args__ = (
        UniqueConstraint("edition_id", "member_code"),
        UniqueConstraint("edition_id", "category", "precedence"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    member_code: Mapped[str] = mapped_column(String(40))
    """ISO 3166-1 alpha-2 of a state, or the code of a body."""
    category: Mapped[str] = mapped_column(String(40))
    """A code of the vocabulary `participant_category`."""
    name: Mapped[Translated] = mapped_column(TranslatedText)
    sort_name: Mapped[Translated] = mapped_column(TranslatedText)
    region: Mapped[str | None] = mapped_column(String(30))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(String(30), default="invited")
    precedence: Mapped[int | None]
    """Place in the order of its category, from the draw; None until there was one."""

    edition: Mapped[Edition] = relationship()
    participants: Mapped[list[Participant]] = relationship(
        back_populates="delegation",
        cascade="all, delete-orphan",
        order_by="Participant.position, Participant.id",
    )
    letters: Mapped[list[CredentialLetter]] = relationship(
        back_populates="delegation", cascade="all, delete-orphan", order_by="CredentialLetter.id"
    )
    steps: Mapped[list[CredentialStep]] = relationship(
        back_populates="delegation", cascade="all, delete-orphan", order_by="CredentialStep.id"
    )

    @property
    def letter(self) -> CredentialLetter | None:
        """The letter that counts: the last one that arrived."""
        return self.letters[-1] if self.letters else None

    @property
    def head(self) -> Participant | None:
        """The head of delegation, once named."""
        return next((p for p in self.participants if p.role == "head"), None)


class Participant(HasId, Versioned, Model):
    """A person in a delegation."""

    __tablename__ = "participant"
    __table_args__ = (
        Index(
            "uq_participant_head",
            "delegation_id",
            unique=True,
            sqlite_where=text("role = 'head'"),
            postgresql_where=text("role = 'head'"),
        ),
        Index("ix_participant_delegation_id", "delegation_id"),
        Index("ix_participant_user_id", "user_id"),
        UniqueConstraint("edition_id", "email"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))
    role: Mapped[str] = mapped_column(String(30))
    """A code of the vocabulary `delegation_role`."""
    position: Mapped[int] = mapped_column(default=0)
    """Rank of the role, then order of entry: the order within the delegation's list."""
    honorific: Mapped[str] = mapped_column(String(20), default="none")
    given_names: Mapped[str] = mapped_column(String(120))
    family_names: Mapped[str] = mapped_column(String(120))
    office: Mapped[str] = mapped_column(String(200))
    institution: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    list_email: Mapped[bool] = mapped_column(default=False)
    """The person agreed to have the address printed in the list of participants."""
    open_to_meetings: Mapped[bool] = mapped_column(default=True)
    """The person agreed to be asked for meetings."""
    created_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(back_populates="participants")
    resource: Mapped[Resource] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def name(self) -> str:
        """“Amara Nkemelu”: as spoken."""
        return f"{self.given_names} {self.family_names}"

    @property
    def formal_name(self) -> str:
        """“Amara NKEMELU”: as printed in lists, family names in capitals."""
        return f"{self.given_names} {self.family_names.upper()}"


class CredentialLetter(HasId, Model):
    """The communication that accredits a delegation, as it was uploaded. Never overwritten."""

    __tablename__ = "credential_letter"

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"), index=True)
    file_key: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(120))
    mime: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
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

    delegation: Mapped[Delegation] = relationship(back_populates="steps")
    actor: Mapped[User | None] = relationship()


class PrecedenceDraw(HasId, Model):
    """How the order of precedence was set: the state drawn by lot, by whom, when."""

    __tablename__ = "precedence_draw"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    drawn_code: Mapped[str] = mapped_column(String(40))
    """The member whose name came out of the box; the list rotates to begin with it."""
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")

    actor: Mapped[User | None] = relationship()
