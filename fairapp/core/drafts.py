"""What somebody began to type: kept for them until they save it, so that nothing is lost.

A form marked with ``data-draft`` saves itself here every few seconds (`static/js/draft.js`), and its
page offers what was kept. What was sent after a session had ended comes here too, see `core/kept.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask import request
from sqlalchemy import JSON, Index, Select, String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from fairapp.core import clock, jobs
from fairapp.core.db import HasId, Model, db, transaction

LIMIT = 64 * 1024
"""Largest draft that a page may save, in bytes."""
KEPT_FOR = timedelta(days=30)
LONGEST_PATH = 300
SECRET = ("password", "csrf_token", "token", "secret")
"""Fields whose names hold one of these are never kept."""

Pairs = list[tuple[str, str]]


class FormDraft(HasId, Model):
    """The fields of a form as they were left, by whom and on which page. The user by number only:
    accounts live on a floor above."""

    __tablename__ = "form_draft"
    __table_args__ = (Index("uq_form_draft_user_id_path", "user_id", "path", unique=True),)

    user_id: Mapped[int]
    path: Mapped[str] = mapped_column(String(LONGEST_PATH))
    fields: Mapped[Any] = mapped_column(JSON)
    """Pairs of name and value, in the order of the form."""
    saved_at: Mapped[datetime]

    @property
    def pairs(self) -> Pairs:
        """The fields as they would be sent."""
        return [(name, value) for name, value in self.fields]


def may_be_kept(name: str) -> bool:
    """Whether a field of that name may be kept at all."""
    return not any(word in name.lower() for word in SECRET)


def keep(user_id: int, path: str, pairs: Iterable[tuple[str, str]]) -> FormDraft:
    """Keep the fields of the form on that page, in place of what was kept before."""
    fields = [[name, value] for name, value in pairs if may_be_kept(name)]
    draft = of(user_id, path)
    if draft is None:
        try:
            with db.session.begin_nested():
                draft = FormDraft(user_id=user_id, path=path, fields=fields, saved_at=clock.now())
                db.session.add(draft)
        except IntegrityError:  # the same page in a second window, at the same moment
            draft = db.session.scalars(_draft(user_id, path)).one()
    draft.fields, draft.saved_at = fields, clock.now()
    db.session.flush()
    return draft


def _draft(user_id: int, path: str) -> Select[FormDraft]:
    return select(FormDraft).where(FormDraft.user_id == user_id, FormDraft.path == path)


def of(user_id: int, path: str) -> FormDraft | None:
    """What the user left on that page."""
    return db.session.scalar(_draft(user_id, path))


def forget(user_id: int, path: str) -> None:
    """What was saved need not be kept as a draft."""
    db.session.execute(delete(FormDraft).where(FormDraft.user_id == user_id, FormDraft.path == path))


def resumed(draft: FormDraft | None) -> MultiDict[str, str] | None:
    """What to fill the form with, when the visitor chose to go on with the draft (``?draft=continue``)."""
    if draft is None or request.method != "GET" or request.args.get("draft") != "continue":
        return None
    return MultiDict(draft.pairs)


@jobs.every_night
def tidy() -> None:
    """Delete drafts that nobody came back to for 30 days."""
    with transaction():
        db.session.execute(delete(FormDraft).where(FormDraft.saved_at < clock.now() - KEPT_FOR))
