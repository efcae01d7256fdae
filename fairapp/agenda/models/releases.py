"""What was made public of the programme."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fairapp.core.db import HasId, Model


class Release(HasId, Model):
    """The programme as it was made public: a picture, never changed afterwards."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    released_at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """See `agenda.programme` for the shape. Large, so it is read only when asked for."""
    digest: Mapped[str] = mapped_column(String(64))
    """Fingerprint of the content: what was made of it once need not be made again."""
    told_at: Mapped[datetime | None]
    """When the letters to those it concerns were written; None: not yet."""
