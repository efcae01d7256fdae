"""A session once more."""

from __future__ import annotations

from dataclasses import fields

from fairapp.accounts.models import User
from fairapp.agenda.models import Session
from fairapp.agenda.services.details import SessionDetails
from fairapp.agenda.services.duties import OnDuty
from fairapp.agenda.services.interpreting import Interpreting
from fairapp.agenda.services.placing import Place
from fairapp.agenda.services.sessions import add_session
from fairapp.timetable import queries as timetable


def duplicate_session(session: Session, place: Place | None, *, by: User) -> tuple[Session, list[str]]:
    """Add a session that says what this one says, under a code of its own, on the schedule if a place is
    given. People and interpreters who are elsewhere at that time have no task in it: their names are
    returned.

    Refuses as `add_session`; tells SessionAdded.
    """
    taken = _elsewhere(session, place)
    copy = add_session(
        session.edition,
        _details(session),
        duties=[
            OnDuty(d.role, d.participant, d.office)
            for d in session.duties
            if not (d.participant and d.participant.resource_id in taken)
        ],
        items=list(session.items),
        interpreters=[
            Interpreting(i.interpreter, i.from_lang, i.into_lang)
            for i in session.interpreters
            if i.interpreter.resource_id not in taken
        ],
        place=place,
        by=by,
        verb="duplicate",
    )
    return copy, list(taken.values())


def _details(session: Session) -> SessionDetails:
    said = {field.name: getattr(session, field.name) for field in fields(SessionDetails)}
    return SessionDetails(**{**said, "code": ""})


def _elsewhere(session: Session, place: Place | None) -> dict[int, str]:
    """Names, by resource, of those the copy cannot have. What is read here guards nothing: should somebody
    be taken meanwhile, the timetable refuses."""
    names = {d.participant.resource_id: d.participant.name for d in session.duties if d.participant}
    names |= {i.interpreter.resource_id: i.interpreter.name for i in session.interpreters}
    if place is None or not names:
        return {}
    ticks = timetable.taken_ticks(list(names), place.span)
    return {resource_id: name for resource_id, name in names.items() if ticks.get(resource_id)}
