"""Sheets of people that were uploaded and compared, and wait for a word to be imported."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model
from fairapp.registration.models.delegations import Delegation


class ImportFile(HasId, Model):
    """A sheet between its upload and the import. Only whoever uploaded it sees it; a day later it is gone."""

    __tablename__ = "import_file"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    delegation_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegation.id", ondelete="CASCADE"), index=True
    )
    """The delegation it is for; None: any of the edition."""
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(120))
    """What the person's file is called, for the person only."""
    uploaded_at: Mapped[datetime] = mapped_column(index=True)
    imported_at: Mapped[datetime | None]
    """From here on the file holds the refused rows alone."""

    delegation: Mapped[Delegation | None] = relationship()
    user: Mapped[User] = relationship()
