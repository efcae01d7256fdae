"""The schedule as an official document: plain values in one language, ready to be set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from fairapp.agenda import queries, words
from fairapp.agenda.programme import Programme, ReleasedDuty, ReleasedSession, parse
from fairapp.agenda.services.releases import draft_of
from fairapp.core import dates
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents import queries as documents
from fairapp.documents.letterhead import Letterhead, letterhead
from fairapp.documents.models import OfficialDocument
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.timetable.zones import local, spoken_in

ADOPTED = ("approved", "final")
"""Where a registered draft stands once the meeting has adopted it."""


@dataclass(frozen=True)
class ScheduleEntry:
    """One session, line by line."""

    time: str
    title: str
    title_lang: str
    place: str
    items: tuple[str, ...]
    people: tuple[str, ...]
    symbols: str


@dataclass(frozen=True)
class ScheduleDay:
    """A day under its heading."""

    heading: str
    entries: tuple[ScheduleEntry, ...]


def schedule(edition: Edition, lang: str) -> Print:
    """The schedule as released, in ``lang``; before the first release, the draft.

    It is the meeting that adopts its schedule, so that a release does not make it more than a draft:
    the paper is a draft schedule until the registry has it as approved or final, or as a schedule.
    """
    release = queries.last_release(edition.id)
    programme = queries.programme(release) if release else _draft(edition)
    with speaking(lang), spoken_in(edition.time_zone):
        head = _head(edition, programme, lang)
        values = {
            "head": head,
            "columns": (_("Time"), _("Activity"), _("Place")),
            "days": days(programme, edition, lang),
        }
    return Print(
        "schedule.html",
        title=head.title,
        lang=lang,
        dated=programme.released_at,
        values=values,
        filename="schedule.pdf",
    )


def _head(edition: Edition, programme: Programme, lang: str) -> Letterhead:
    kind = (
        "schedule" if _is_adopted(documents.of_kind(edition.id, "schedule"), programme) else "draft_schedule"
    )
    head = letterhead(edition, kind, lang)
    entry = documents.of_kind(edition.id, kind)
    if entry and not entry.title:
        # Registered as a draft, it is called what it has become.
        head = replace(head, title=reference.term("document_type", kind).to(lang))
    return head


def _is_adopted(entry: OfficialDocument | None, programme: Programme) -> bool:
    """What the registry says; while it says nothing, what is released counts."""
    if not programme.number:
        return False
    return entry is None or entry.kind == "schedule" or entry.status in ADOPTED


def days(programme: Programme, edition: Edition, lang: str) -> tuple[ScheduleDay, ...]:
    """What the schedule holds, day by day."""
    return tuple(
        ScheduleDay(
            _capital(dates.weekday_text(day.date, lang)),
            tuple(_entry(s, lang) for _at, group in day.starts for s in group),
        )
        for day in programme.days(dates.zone(edition.time_zone))
    )


def _draft(edition: Edition) -> Programme:
    return parse(draft_of(edition), number=0, released_at=edition.created_at)


def _entry(session: ReleasedSession, lang: str) -> ScheduleEntry:
    shown = session.title.shown(lang)
    return ScheduleEntry(
        time=dates.time_range(local(session.starts_at), local(session.ends_at), lang),
        title=shown.text,
        title_lang=shown.lang,
        place=session.room.to(lang),
        items=tuple(_item(item.number, item.title.to(lang), lang) for item in session.items),
        people=tuple(_person(duty) for duty in session.duties),
        symbols=", ".join(session.documents),
    )


def _item(number: str, title: str, lang: str) -> str:
    return f"{reference.doc_string('item', lang, n=number)}: {title}"


def _person(duty: ReleasedDuty) -> str:
    """“Chair: Ambassador Amara Sample, Executive Director …, Jamaica”: a person with the title."""
    if not duty.name:
        return words.duty_line(duty)
    return ", ".join(filter(None, (words.duty_line(duty), duty.title)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
