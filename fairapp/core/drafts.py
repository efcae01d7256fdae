"""What somebody began to type: kept for them until they save it, so that nothing is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fairapp.core.db import HasId, Model


class FormDraft(HasId, Model):
    """The fields of a form as they were left, by whom and on which page. The user by number only:
    accounts live on a floor above."""

    __tablename__ = "form_draft"
    __table_args__ = (Index("uq_form_draft_user_id_path", "user_id", "path", unique=True),)

    user_id: Mapped[int]
    path: Mapped[str] = mapped_column(String(300))
    fields: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]
