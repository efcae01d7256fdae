"""Who follows what: bookmarks, sign-ups, the secret addresses of calendars."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model
from fairapp.registration.models import Participant


class Bookmark(HasId, Model):
    """A session somebody wishes to hear. Holds no time: who must be there has a duty."""

    __tablename__ = "bookmark"
    __table_args__ = (
        UniqueConstraint("user_id", "session_id"),
        Index("ix_bookmark_session_id", "session_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    session_id: Mapped[int]
    """By number only: a session taken out of the draft is followed until its release says that it was
    cancelled, and afterwards, so that whoever wished to hear it learns of it."""


class SignUp(HasId, Model):
    """Somebody who takes part in a session with limited places, or waits for one."""

    __tablename__ = "sign_up"
    __table_args__ = (
        UniqueConstraint("session_id", "participant_id"),
        CheckConstraint("standing IN ('seated', 'waiting')", name="standing"),
        Index("ix_sign_up_participant_id", "participant_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    standing: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]

    participant: Mapped[Participant] = relationship()


class FeedKey(HasId, Model):
    """A secret calendar address: stands for its owner, for reading one calendar, until revoked."""

    __tablename__ = "feed_key"
    __table_args__ = (
        CheckConstraint("scope IN ('person', 'delegation')", name="scope"),
        Index("ix_feed_key_user_id", "user_id"),
        Index("ix_feed_key_edition_id", "edition_id"),
        Index("ix_feed_key_delegation_id", "delegation_id"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    scope: Mapped[str] = mapped_column(String(20))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the secret in the address; the secret itself is shown once and not kept."""
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_on: Mapped[str] = mapped_column(String(10), default="")

    user: Mapped[User] = relationship()
