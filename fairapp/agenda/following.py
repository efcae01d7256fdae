"""Whom a session interests: bookmarks, and what else somebody has at the same time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from markupsafe import Markup, escape
from sqlalchemy import select

from fairapp.agenda.models import Bookmark
from fairapp.agenda.programme import Programme, ReleasedSession
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.registration.models import Participant
from fairapp.timetable import queries as timetable


def followed(user: Any, released: Programme) -> dict[int, ReleasedSession]:
    """The sessions of a release that somebody follows, cancelled ones included, by id. One select."""
    ids = db.session.scalars(select(Bookmark.session_id).where(Bookmark.user_id == user.id))
    known = {s.id: s for s in released.sessions}
    return {number: known[number] for number in ids if number in known}


def pressed(page: Markup, sessions: dict[int, ReleasedSession]) -> Markup:
    """A list of sessions made for everybody, with the stars of those sessions filled."""
    text = str(page)
    for session in sessions.values():
        code = escape(session.code)
        text = text.replace(
            f'name="follow" value="{code}" aria-pressed="false"',
            f'name="leave" value="{code}" aria-pressed="true"',
        )
    return Markup(text)


def at_the_same_time(user: Any, session: ReleasedSession, released: Programme) -> list[Translated]:
    """What somebody must attend or follows while a session lasts, by title: to be warned of, no more.
    Two selects, three for those who take part."""
    if not user.is_authenticated or session.cancelled:
        return []
    found = _must(user, session)
    found += [
        other.title
        for other in followed(user, released).values()
        if other.id != session.id and not other.cancelled and _overlap(other, session)
    ]
    return list(dict.fromkeys(found))


def _must(user: Any, session: ReleasedSession) -> list[Translated]:
    mine: Collection[int] = list(
        db.session.scalars(select(Participant.resource_id).where(Participant.user_id == user.id))
    )
    held = timetable.held_by(mine) if mine else []
    return [
        booking.title
        for booking, _who in held
        if booking.subject != f"session:{session.id}" and _overlap(booking, session)
    ]


def _overlap(one: Any, other: ReleasedSession) -> bool:
    return bool(one.starts_at < other.ends_at and other.starts_at < one.ends_at)
