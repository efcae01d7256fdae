"""How sessions and their people are put into words, on pages and in the report."""

from __future__ import annotations

from itertools import groupby

from flask_babel import gettext as _

from fairapp.agenda.models import Duty, Session
from fairapp.core.dates import time_range, weekday_text
from fairapp.core.i18n import current_language
from fairapp.edition import reference
from fairapp.timetable.zones import local


def duties(session: Session) -> list[tuple[str, list[str]]]:
    """People on duty by task, in order: [("Chair", ["Chair of CIDI"]), ("Presenter", […])]."""
    lang = current_language()
    return [
        (reference.term("session_role", role).to(lang), [whom(duty) for duty in group])
        for role, group in groupby(session.duties, key=lambda d: d.role)
    ]


def whom(duty: Duty) -> str:
    """“Chair of the Meeting, Ambassador Amara Sample (Jamaica)”; an office alone when nobody is named."""
    person = duty.participant
    if person is None:
        return duty.office.shown().text
    lang = current_language()
    honorific = reference.term("honorific", person.honorific).to(lang) if person.honorific != "none" else ""
    name = _(
        "%(name)s (%(party)s)",
        name=f"{honorific} {person.name}".strip(),
        party=person.delegation.name.to(lang),
    )
    return f"{duty.office.to(lang)}, {name}" if duty.office else name


def when(session: Session) -> str:
    """“Thursday, April 22, 9:00 – 9:40 a.m.”; empty when the session has no time."""
    if session.booking is None:
        return ""
    start, end = local(session.booking.starts_at), local(session.booking.ends_at)
    return _("%(day)s, %(time)s", day=weekday_text(start.date()), time=time_range(start, end))
