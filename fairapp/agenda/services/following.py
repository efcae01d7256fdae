"""Following sessions, and leaving them. What somebody wishes to hear is theirs: the log does not tell."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.agenda.errors import SessionWithdrawn
from fairapp.agenda.models import Bookmark, Session
from fairapp.core.db import db, violates


def follow(session_id: int, *, by: User) -> None:
    """Put a session on somebody's own agenda; it holds no time. Nothing happens the second time.

    Refuses with SessionWithdrawn when it is being taken out of the programme.
    """
    query = select(exists().where(Bookmark.user_id == by.id, Bookmark.session_id == session_id))
    if db.session.scalar(query):
        return
    if not db.session.scalar(select(exists().where(Session.id == session_id))):
        raise SessionWithdrawn(_("The secretariat is taking this session out of the programme."))
    try:
        with db.session.begin_nested():
            db.session.add(Bookmark(user_id=by.id, session_id=session_id))
    except IntegrityError as error:
        # Two clicks at once: one of them did it.
        if not violates(error, "uq_bookmark_user_id_session_id"):
            raise


def leave(session_id: int, *, by: User) -> None:
    """Take a session off somebody's own agenda. Nothing happens when it was not there."""
    db.session.execute(delete(Bookmark).where(Bookmark.user_id == by.id, Bookmark.session_id == session_id))
