"""How people and changes are put into words: on pages, in calendars, in prints."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from fairapp.agenda.diff import Change
from fairapp.agenda.programme import ReleasedAgenda, ReleasedDuty, agenda_of
from fairapp.core.dates import day_text, time_range, weekday_text
from fairapp.core.i18n import Translated, current_language
from fairapp.edition import reference
from fairapp.timetable.zones import local


def person(duty: ReleasedDuty) -> str:
    """“Ambassador Amara Sample (Jamaica)”; empty when the duty names an office only."""
    if not duty.name:
        return ""
    honorific = reference.term("honorific", duty.honorific).shown().text
    return _(
        "%(name)s (%(party)s)",
        name=" ".join(filter(None, (honorific, duty.name))),
        party=duty.party.shown().text,
    )


def whom(duty: ReleasedDuty) -> str:
    """The office and who holds it: “Chair of the Meeting, Ambassador Amara Sample (Jamaica)”."""
    return ", ".join(filter(None, (duty.office.shown().text, person(duty))))


def duty_line(duty: ReleasedDuty) -> str:
    """With the task: “Chair: Chair of the Meeting, …”."""
    role = reference.term("session_role", duty.role).shown().text
    return _("%(role)s: %(who)s", role=role, who=whom(duty))


def together(duties: list[ReleasedDuty]) -> list[tuple[str, list[ReleasedDuty]]]:
    """Duties by task, in order: [("Keynote speaker", […]), ("Panelist", […])]."""
    groups: dict[str, list[ReleasedDuty]] = {}
    for duty in duties:
        groups.setdefault(duty.role, []).append(duty)
    return [(reference.term("session_role", role).shown().text, found) for role, found in groups.items()]


def sentences(change: Change) -> list[str]:
    """What happened to a session between two releases, one sentence for each thing."""
    old, new = change.before or {}, change.after or {}
    words = {
        "new": lambda: _("New: %(when)s, %(room)s.", when=_when(new), room=_room(new)),
        "back": lambda: _("Takes place after all: %(when)s, %(room)s.", when=_when(new), room=_room(new)),
        "cancelled": lambda: _("Cancelled; it was on %(when)s, %(room)s.", when=_when(old), room=_room(old)),
        "time": lambda: _("Moved to %(after)s (before: %(before)s).", before=_when(old), after=_when(new)),
        "room": lambda: _("New room: %(after)s instead of %(before)s.", before=_room(old), after=_room(new)),
        "title": lambda: _("Retitled; it was “%(before)s”.", before=Translated(old["title"])),
        "people": lambda: _("Other people on duty."),
        "other": lambda: _("Other particulars: note, access, items, outcomes, topics or documents."),
    }
    return [words[kind]() for kind in change.kinds]


def standing(agenda: dict[str, Any]) -> str:
    """Where the agenda of a content stands, see :func:`standing_of`."""
    return standing_of(agenda_of(agenda))


def standing_of(agenda: ReleasedAgenda) -> str:
    """Where an agenda stands, in the words of the Organization's papers, without parentheses."""
    if agenda.status != "adopted" or agenda.adopted_on is None:
        return _("Provisional version") if agenda.status == "provisional" else _("Draft")
    lang, day = current_language(), day_text(agenda.adopted_on)
    if agenda.kind == "plenary" and agenda.session_number:
        ordinal = reference.ordinal(agenda.session_number, lang)
        return reference.doc_string("approved_at_plenary", lang, ordinal=ordinal, date=day).strip("()")
    if agenda.session_title:
        return _(
            "Approved in “%(session)s”, held on %(day)s", session=agenda.session_title.shown().text, day=day
        )
    return _("Approved on %(day)s", day=day)


def _when(session: dict[str, Any]) -> str:
    start, end = (local(datetime.fromisoformat(session[key])) for key in ("starts_at", "ends_at"))
    return _("%(day)s, %(time)s", day=weekday_text(start.date()), time=time_range(start, end))


def _room(session: dict[str, Any]) -> str:
    return Translated(session["room"]["name"]).shown().text
