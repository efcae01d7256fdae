"""Users and the roles granted to them."""

from __future__ import annotations

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.core.db import HasId, Model

ROLES = (
    "owner",
    "secretariat",
    "protocol",
    "chair",
    "rapporteur",
    "focal_point",
    "exhibitor",
    "press",
)
"""`owner` opens editions; `focal_point` is scoped to a delegation, `exhibitor` to an exhibitor,
the rest to an edition."""
SCOPES = ("house", "edition", "delegation", "exhibitor")


class User(UserMixin, HasId, Model):
    """Somebody who can sign in. Which person of which delegation that is, the delegations know."""

    __tablename__ = "user_account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case."""
    name: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(String(2), default="en")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_version: Mapped[int] = mapped_column(default=1)
    """Rises when all sessions must end: a new password, a lost laptop."""
    link_serial: Mapped[int] = mapped_column(default=0)
    """Rises with each sign-in link asked for or used, so that only the newest works, once."""
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]

    grants: Mapped[list[Grant]] = relationship(
        back_populates="user", cascade="all, delete-orphan", lazy="selectin"
    )

    def get_id(self) -> str:
        """What the session cookie remembers: useless once the session version has risen."""
        return f"{self.id}:{self.session_version}"

    def holds(self, role: str, edition_id: int | None = None) -> bool:
        """Whether the role is held in that edition (or, with None, in the house)."""
        return any(g.role == role and g.edition_id == edition_id for g in self.grants)

    def scopes(self, role: str, edition_id: int) -> list[int]:
        """Ids of what the role is held over within the edition: delegations, exhibitors."""
        return [
            g.scope_id
            for g in self.grants
            if g.role == role and g.edition_id == edition_id and g.scope_id is not None
        ]


class Grant(HasId, Model):
    """A role held over something. What it is held over lives on a floor above, so by number only."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("user_id", "role", "edition_id", "scope", "scope_id"),
        # NULLs are distinct in a unique key; a role held over a whole edition needs its own.
        Index(
            "uq_role_grant_whole",
            "user_id",
            "role",
            "edition_id",
            unique=True,
            sqlite_where=text("scope_id IS NULL"),
            postgresql_where=text("scope_id IS NULL"),
        ),
        CheckConstraint(f"role IN {ROLES}", name="role"),
        CheckConstraint(f"scope IN {SCOPES}", name="scope"),
        CheckConstraint("(scope = 'house') = (edition_id IS NULL)", name="edition"),
        CheckConstraint("(scope IN ('delegation', 'exhibitor')) = (scope_id IS NOT NULL)", name="scoped"),
        Index("ix_role_grant_scope", "scope", "scope_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(20))
    edition_id: Mapped[int | None] = mapped_column(index=True)
    scope_id: Mapped[int | None]

    user: Mapped[User] = relationship(back_populates="grants")
