"""What hangs at the doors on a day: one sheet a room, large enough to be read from three metres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from math import ceil

from flask_babel import gettext as _

from fairapp.agenda.programme import Programme, ReleasedSession
from fairapp.core import dates
from fairapp.core.i18n import LANGUAGES, Translated, speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.documents.prints import Printable
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.timetable.zones import local, spoken_in

SIZES = (("roomy", 40, 10.3), ("full", 50, 8.4), ("crowded", 62, 6.8))
"""Sizes of letters: how many stand in a line of a title at least, how many millimetres a line takes."""

FREE, APART = 140.0, 9.0
"""Millimetres below the head of a sheet; those of a session besides its title."""


@dataclass(frozen=True)
class DoorLine:
    """One session on a sheet: ``minor`` is a break. ``said``: who may enter, in which languages."""

    time: str
    title: str
    title_lang: str
    said: str
    minor: bool


@dataclass(frozen=True)
class Sheet:
    """The sheet of one room; ``size`` is roomy, full or crowded."""

    room: str
    room_lang: str
    size: str
    lines: tuple[DoorLine, ...]


def paper(programme: Programme, day: date, room: str = "") -> Printable:
    """The print of that day's sheets, of one room (its code) or of all in which something takes place."""
    name = "-".join(filter(None, ("door-sheets", day.isoformat(), room)))
    return Printable(name, "", lambda edition, lang: _print(edition, lang, programme, day, room))


def title() -> Translated:
    """“Room door sheets” in every language."""
    texts = {}
    for lang in LANGUAGES:
        with speaking(lang):
            texts[lang] = _("Room door sheets")
    return Translated(texts)


def sessions_of(programme: Programme, edition: Edition, day: date, room: str = "") -> list[ReleasedSession]:
    """What takes place on that day, room by room in the secretariat's order, then by time."""
    there = dates.zone(edition.time_zone)
    found = [
        s
        for s in programme.standing
        if s.starts_at.astimezone(there).date() == day and room in {"", s.room_code}
    ]
    return sorted(found, key=lambda s: (s.room_order, s.room_code, s.starts_at, s.code))


def _print(edition: Edition, lang: str, programme: Programme, day: date, room: str) -> Print:
    with speaking(lang), spoken_in(edition.time_zone):
        rooms = groupby(sessions_of(programme, edition, day, room), key=lambda s: s.room_code)
        heading = dates.weekday_text(day, lang)
        values = {
            "paper": "door",
            "running": "",
            # The head of the paper it is drawn from, without that paper's reference.
            "head": replace(letterhead(edition, "schedule", lang), reference=""),
            "day": heading[:1].upper() + heading[1:],
            "sheets": tuple(_sheet(list(found), lang) for _code, found in rooms),
        }
    return Print(
        "door-sheets.html",
        title=f"{title().to(lang)}, {heading}",
        lang=lang,
        dated=programme.released_at,
        values=values,
        filename="door-sheets.pdf",
    )


def _sheet(sessions: list[ReleasedSession], lang: str) -> Sheet:
    name = sessions[0].room.shown(lang)
    lines = tuple(_line(s, lang) for s in sessions)
    return Sheet(name.text, name.lang, _size(lines), lines)


def _size(lines: tuple[DoorLine, ...]) -> str:
    """The largest letters in which the day fits on one sheet."""
    for name, letters, height in SIZES:
        if sum(ceil(len(line.title) / letters) * height + APART for line in lines) <= FREE:
            return name
    return SIZES[-1][0]


def _line(session: ReleasedSession, lang: str) -> DoorLine:
    shown = session.title.shown(lang)
    return DoorLine(
        time=dates.time_range(local(session.starts_at), local(session.ends_at), lang),
        title=shown.text,
        title_lang=shown.lang,
        said="" if session.minor else _said(session, lang),
        minor=session.minor,
    )


def _said(session: ReleasedSession, lang: str) -> str:
    access = reference.term("session_access", session.access).to(lang)
    if not session.languages:
        return access
    languages = ", ".join(reference.language_name(code, lang) for code in session.languages)
    return _("%(access)s. Interpretation: %(languages)s", access=access, languages=languages)
