"""An invitation to manage a delegation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model

if TYPE_CHECKING:
    from fairapp.registration.models.delegations import Delegation


class Invitation(HasId, Model):
    """A letter with a link that lets somebody manage a delegation: works once, for a while.

    Sending it again raises ``serial``, so that only the newest link works; the link itself is
    signed, not stored.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        # One open invitation per address and delegation: doing it again sends that one again.
        Index(
            "uq_invitation_open",
            "delegation_id",
            "email",
            unique=True,
            sqlite_where=text("used_at IS NULL AND revoked_at IS NULL"),
            postgresql_where=text("used_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    """Lower case."""
    name: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(String(2))
    serial: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    """When the page behind the link was first looked at: by the person, or by what guards their mail."""
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    def state(self, now: datetime, serial: int | None = None) -> str:
        """`open`, or why it cannot be accepted: `used`, `revoked`, `expired`, or, for the link of
        an earlier letter (``serial``), `superseded`."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        if now >= self.expires_at:
            return "expired"
        return "open" if serial in {None, self.serial} else "superseded"

    delegation: Mapped[Delegation] = relationship()
    sender: Mapped[User | None] = relationship()
