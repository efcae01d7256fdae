"""The released programme as a calendar: the whole of it, a room's, one session's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from flask_babel import gettext as _

from fairapp.agenda.programme import Programme, ReleasedItem, ReleasedSession, ReleasedTopic
from fairapp.agenda.words import duty_line
from fairapp.core.calendars import Appointment, feed
from fairapp.core.i18n import speaking
from fairapp.edition import reference
from fairapp.edition.models import Edition


@dataclass(frozen=True)
class Frame:
    """What stands around the sessions of a calendar. ``link`` gives the address of a session's page."""

    edition: Edition
    lang: str
    link: Callable[[str], str]


def programme_feed(programme: Programme, frame: Frame) -> bytes:
    """The calendar of the whole programme."""
    return _feed(programme, programme.sessions, frame, frame.edition.name.to(frame.lang))


def room_feed(programme: Programme, room: str, name: str, frame: Frame) -> bytes:
    """The calendar of a room; ``name`` is what the room is called."""
    with speaking(frame.lang):
        heading = _("%(name)s: %(meeting)s", name=name, meeting=frame.edition.name.shown().text)
    found = (s for s in programme.sessions if s.room_code == room)
    return _feed(programme, found, frame, heading)


def session_file(programme: Programme, session: ReleasedSession, frame: Frame) -> bytes:
    """One session, to be put into a calendar; subscribed to, the calendar follows it."""
    return _feed(programme, [session], frame, session.title.to(frame.lang))


def uid_of(session_id: int, edition: Edition) -> str:
    """The name by which calendars know a session, the same through every release."""
    return f"session-{session_id}@{edition.slug}.fairapp"


def _feed(programme: Programme, sessions: Iterable[ReleasedSession], frame: Frame, heading: str) -> bytes:
    with speaking(frame.lang):
        venue = frame.edition.venue.shown().text
        # The same offices and items come again and again; each is put into words once.
        duty, item = cache(duty_line), cache(_item_line)
        found = [
            _appointment(s, programme.topics, venue, frame, [*map(duty, s.duties), *map(item, s.items)])
            for s in sessions
        ]
    return feed(heading, found, time_zone=frame.edition.time_zone, lang=frame.lang)


def _appointment(
    session: ReleasedSession, topics: dict[str, ReleasedTopic], venue: str, frame: Frame, lines: list[str]
) -> Appointment:
    kind = reference.term("session_type", session.kind).shown().text
    known = (topics[code].label.shown().text for code in session.topics if code in topics)
    return Appointment(
        uid=uid_of(session.id, frame.edition),
        sequence=session.sequence,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.title.shown().text,
        changed_at=session.changed_at,
        description="\n".join(filter(None, (kind, *lines, session.note.shown().text, session.livestream))),
        location=", ".join(filter(None, (session.room.shown().text, venue))),
        url=frame.link(session.code),
        categories=(kind, *known),
        cancelled=session.cancelled,
        busy=False,
    )


def _item_line(item: ReleasedItem) -> str:
    return _("Item %(number)s: %(title)s", number=item.number, title=item.title)
