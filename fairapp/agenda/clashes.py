"""Where a session cannot go on a day, and why: shown while it is moved. A picture, never a promise: the
drop itself is decided by the timetable."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fairapp.agenda.models import Session
from fairapp.agenda.obstacles import told, who_they_are
from fairapp.core.dates import zone
from fairapp.edition import queries as editions
from fairapp.edition.models import Edition, Room
from fairapp.edition.opening import in_words, opening
from fairapp.timetable import queries as timetable
from fairapp.timetable.spans import Span
from fairapp.timetable.zones import local

WHOLE_DAY = 24 * 60


@dataclass(frozen=True, order=True)
class Blocked:
    """Minutes since midnight of the day, on the event's clock, in which the session cannot be."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Clashes:
    """Per room (by code), and whatever the room: because somebody who must be there is elsewhere."""

    day: date
    rooms: dict[str, list[Blocked]]
    everywhere: list[Blocked]


def clashes_of(session: Session, edition: Edition, day: date) -> Clashes:
    """Everything that stands in the way of the session on that day, in any room. Six selects, however
    many sessions, rooms and people there are."""
    rooms = {room.resource_id: room for room in editions.rooms(edition.id)}
    people = needed_by(session)
    found = timetable.standing_in_the_way([*rooms, *people], _whole(day, edition), besides=session.booking)
    known = who_they_are(one.resource_id for one in found if one.resource_id not in rooms)
    blocked: dict[str, list[Blocked]] = defaultdict(list)
    for room in rooms.values():
        blocked[room.code] += closed(room, day)
    for one in found:
        where = rooms[one.resource_id].code if one.resource_id in rooms else ""
        start, end = _minutes(one.starts_at, day), _minutes(one.ends_at, day)
        blocked[where].append(Blocked(start, end, told(one, known)))
    everywhere = sorted(blocked.pop("", []))
    return Clashes(day, {code: sorted(spans) for code, spans in blocked.items() if spans}, everywhere)


def needed_by(session: Session) -> list[int]:
    """Resources that must be where the session is: people on duty, interpreters."""
    people = [duty.participant.resource_id for duty in session.duties if duty.participant]
    return people + [row.interpreter.resource_id for row in session.interpreters]


def closed(room: Room, day: date) -> list[Blocked]:
    """When the room is not open on that day."""
    open_ = opening(room.hours, day) or (WHOLE_DAY, WHOLE_DAY)
    spans = ((0, open_[0]), (open_[1], WHOLE_DAY))
    return [Blocked(start, end, in_words(room, day)) for start, end in spans if start < end]


def _whole(day: date, edition: Edition) -> Span:
    there = zone(edition.time_zone)
    return Span(
        datetime.combine(day, time.min, there), datetime.combine(day + timedelta(days=1), time.min, there)
    )


def _minutes(moment: datetime, day: date) -> int:
    there = local(moment)
    if there.date() != day:
        return 0 if there.date() < day else WHOLE_DAY
    return there.hour * 60 + there.minute
