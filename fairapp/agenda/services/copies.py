"""A session once more."""

from __future__ import annotations

from dataclasses import fields

from fairapp.accounts.models import User
from fairapp.agenda.models import Duty, Session
from fairapp.agenda.services.sessions import OnDuty, Place, SessionDetails, add_session
from fairapp.registration.models import Participant
from fairapp.timetable import queries as timetable


def duplicate_session(
    session: Session, place: Place | None, *, by: User
) -> tuple[Session, list[Participant]]:
    """Add a session that says what this one says, under a code of its own, on the schedule if a place is
    given. People who are elsewhere at that time are not put on duty in it: they are returned.

    Refuses as `add_session`; tells SessionAdded.
    """
    free, taken = _who_can_come(session, place)
    copy = add_session(
        session.edition,
        _details(session),
        duties=[OnDuty(duty.role, duty.participant, duty.office) for duty in free],
        items=list(session.items),
        place=place,
        by=by,
        verb="duplicate",
    )
    return copy, taken


def _details(session: Session) -> SessionDetails:
    said = {field.name: getattr(session, field.name) for field in fields(SessionDetails)}
    return SessionDetails(**{**said, "code": ""})


def _who_can_come(session: Session, place: Place | None) -> tuple[list[Duty], list[Participant]]:
    """Duties the copy can have, and people it cannot. What is read here guards nothing: should somebody
    be taken meanwhile, the timetable refuses."""
    people = {d.participant.resource_id: d.participant for d in session.duties if d.participant}
    if place is None or not people:
        return list(session.duties), []
    ticks = timetable.taken_ticks(list(people), place.span)
    taken = [person for resource_id, person in people.items() if ticks.get(resource_id)]
    return [d for d in session.duties if d.participant not in taken], taken
