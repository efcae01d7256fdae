"""The released programme in the format that apps of conference-goers read: schedule.xml.

The format began with pentabarf and frab and is kept by the c3voc (https://c3voc.de/wiki/schedule).
Its persons are whoever has a task; its tracks are ours; it knows no cancelled events, so these are
left out. Numbers and GUIDs are made of ids, and so stay the same through every release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flask_babel import gettext as _

from fairapp.agenda.ical import Frame
from fairapp.agenda.programme import Programme, ReleasedDuty, ReleasedSession
from fairapp.agenda.rules import TRACKS
from fairapp.agenda.words import duty_line, whom
from fairapp.core.contentlines import plain
from fairapp.core.dates import zone
from fairapp.core.i18n import speaking
from fairapp.edition import reference

OURS = UUID("7b0f4c52-2a5b-5c1e-9d63-3f3e2b8f6a10")
"""The space in which our GUIDs are made."""
GRID = "00:05"
MINUTE = timedelta(minutes=1)


def schedule(programme: Programme, frame: Frame, *, home: str, here: str) -> bytes:
    """The programme as a document; ``home`` is the address of its page, ``here`` its own."""
    with speaking(frame.lang):
        root = Element("schedule")
        SubElement(root, "generator", name="fairapp", version="1")
        _say(root, "url", here)
        _say(root, "version", str(programme.number))
        _conference(root, programme, frame, home)
        for index, day in enumerate(_days(programme, frame), start=1):
            _day(root, index, day, programme, frame)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def guid(kind: str, number: object, frame: Frame) -> str:
    """The same for ever for the same thing of the same edition."""
    return str(uuid5(OURS, f"{frame.edition.slug}/{kind}/{number}"))


def acronym(frame: Frame) -> str:
    """The edition's short name as the format wants it: at least four letters."""
    slug = frame.edition.slug.lower()
    return slug if len(slug) >= 4 else f"{slug}-{frame.edition.year}"


def track(code: str) -> str:
    """What a part of the programme is called."""
    return str(TRACKS.get(code, code))


def _conference(root: Element, programme: Programme, frame: Frame, home: str) -> None:
    edition, days = frame.edition, _days(programme, frame)
    conference = SubElement(root, "conference")
    for name, value in (
        ("title", edition.name.shown().text),
        ("acronym", acronym(frame)),
        ("start", days[0].isoformat()),
        ("end", days[-1].isoformat()),
        ("days", str(len(days))),
        ("timeslot_duration", GRID),
        ("base_url", home),
        ("url", home),
        ("time_zone_name", edition.time_zone),
    ):
        _say(conference, name, value)
    for code in dict.fromkeys(s.track for s in programme.standing):
        SubElement(conference, "track", name=track(code), slug=code)


def _days(programme: Programme, frame: Frame) -> list[date]:
    """Every day of the edition, and any other on which something takes place."""
    there = zone(frame.edition.time_zone)
    found = {s.starts_at.astimezone(there).date() for s in programme.standing}
    return sorted(found.union(frame.edition.days))


def _day(root: Element, index: int, day: date, programme: Programme, frame: Frame) -> None:
    """From midnight to midnight where the meeting is; 23 or 25 hours when the clocks are put."""
    there = zone(frame.edition.time_zone)
    start, end = _midnight(day, there), _midnight(day + timedelta(days=1), there)
    shown = SubElement(
        root, "day", index=str(index), date=day.isoformat(), start=start.isoformat(), end=end.isoformat()
    )
    rooms = defaultdict(list)
    for session in programme.standing:
        if start <= session.starts_at < end:
            rooms[session.room_order, session.room_code].append(session)
    for (_order, code), sessions in sorted(rooms.items()):
        name = sessions[0].room.shown().text
        room = SubElement(shown, "room", name=plain(name), guid=guid("room", code, frame))
        for session in sessions:
            _event(room, session, there, frame)


def _event(room: Element, session: ReleasedSession, there: tzinfo, frame: Frame) -> None:
    starts, title = session.starts_at.astimezone(there), session.title.shown()
    event = SubElement(room, "event", id=str(session.id), guid=guid("session", session.id, frame))
    for name, value in (
        ("date", starts.isoformat()),
        ("start", starts.strftime("%H:%M")),
        ("duration", _duration(session.ends_at - session.starts_at)),
        ("room", session.room.shown().text),
        ("slug", f"{acronym(frame).replace('-', '_')}-{session.id}-session"),
        ("url", frame.link(session.code)),
        ("title", title.text),
        ("subtitle", ""),
        ("track", track(session.track)),
        ("type", reference.term("session_type", session.kind).shown().text),
        ("language", title.lang),
        ("abstract", session.note.shown().text),
        ("description", "\n".join(_description(session))),
    ):
        _say(event, name, value)
    _persons(SubElement(event, "persons"), session.duties, frame)
    links = SubElement(event, "links")
    SubElement(links, "link", href=frame.link(session.code)).text = session.code
    if session.livestream:
        SubElement(links, "link", href=session.livestream).text = _("Livestream")


def _persons(persons: Element, duties: Iterable[ReleasedDuty], frame: Frame) -> None:
    """Each once, though with two tasks. An office that nobody is named for has no number."""
    told = set()
    for duty in duties:
        words = plain(whom(duty))
        if words not in told:
            told.add(words)
            number = duty.participant
            known = {"id": str(number), "guid": guid("participant", number, frame)} if number else {}
            SubElement(persons, "person", known).text = words


def _description(session: ReleasedSession) -> Iterator[str]:
    yield from (duty_line(duty) for duty in session.duties)
    yield from (_("Item %(number)s: %(title)s", number=i.number, title=i.title) for i in session.items)
    if session.documents:
        yield _("Documents: %(symbols)s", symbols=", ".join(session.documents))


def _say(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name).text = plain(value)


def _midnight(day: date, there: tzinfo) -> datetime:
    return datetime.combine(day, time(), there)


def _duration(length: timedelta) -> str:
    hours, minutes = divmod(length // MINUTE, 60)
    return f"{hours:02d}:{minutes:02d}"
