"""The released programme as a calendar."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from fairapp.agenda.programme import Programme, ReleasedSession
from fairapp.agenda.words import duty_line
from fairapp.core.calendars import Appointment, feed
from fairapp.core.i18n import speaking
from fairapp.edition import reference


def programme_feed(
    programme: Programme, *, name: str, slug: str, venue: str, lang: str, link: Callable[[str], str]
) -> bytes:
    """The calendar to subscribe to, in a language. ``link`` gives the address of a session's page."""
    with speaking(lang):
        return feed(name, (appointment(s, slug=slug, venue=venue, link=link) for s in programme.sessions))


def appointment(
    session: ReleasedSession, *, slug: str, venue: str, link: Callable[[str], str]
) -> Appointment:
    """A session as an event of a calendar; its UID stays the same through every release."""
    return Appointment(
        uid=f"session-{session.id}@{slug}.fairapp",
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.title.shown().text,
        changed_at=session.changed_at,
        description="\n".join(_lines(session)),
        location=", ".join(filter(None, (session.room.shown().text, venue))),
        url=link(session.code),
        cancelled=session.cancelled,
    )


def _lines(session: ReleasedSession) -> list[str]:
    lines = [reference.term("session_type", session.kind).shown().text]
    lines += [duty_line(duty) for duty in session.duties]
    lines += [_("Item %(number)s: %(title)s", number=i.number, title=i.title) for i in session.items]
    if session.note:
        lines.append(session.note.shown().text)
    return lines
