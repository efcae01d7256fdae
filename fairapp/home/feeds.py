"""Calendars of people: one's own, and that of a delegation. Duties, meetings and shifts alike.

An event is known by the same name for ever and changes only when what it says has changed; what was
called off stays in it as cancelled, so that no calendar keeps what its owner need not attend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from fairapp.agenda.programme import ReleasedSession
from fairapp.agenda.queries import public_programme
from fairapp.core.calendars import Appointment, feed
from fairapp.core.i18n import current_language
from fairapp.core.web import absolute
from fairapp.edition.models import Edition
from fairapp.home.queries import members_of, people_of
from fairapp.home.subjects import Subject, purpose_words, subjects_of
from fairapp.meetings import words
from fairapp.meetings.models import Meeting
from fairapp.meetings.queries import called_off
from fairapp.registration.models import Delegation, Participant
from fairapp.timetable.models import Booking
from fairapp.timetable.queries import held_by


@dataclass(frozen=True)
class Calendar:
    """A calendar, and when anything in it last changed."""

    body: bytes
    changed_at: datetime


def personal(user: Any, edition: Edition) -> Calendar:
    """What the visitor must attend, in the language spoken now."""
    name = _("My agenda: %(meeting)s", meeting=edition.name.shown().text)
    return _calendar(name, people_of(user, edition.id), edition, named=False)


def of_delegation(delegation: Delegation, edition: Edition) -> Calendar:
    """What the people of a delegation must attend, and who of them."""
    name = _("%(name)s: %(meeting)s", name=delegation.name.shown().text, meeting=edition.name.shown().text)
    return _calendar(name, members_of(delegation), edition, named=True)


def _calendar(name: str, people: Sequence[Participant], edition: Edition, *, named: bool) -> Calendar:
    standing = list(_standing(people, edition, named=named))
    known = {appointment.uid for appointment in standing}
    gone = [appointment for appointment in _gone(people, edition) if appointment.uid not in known]
    ordered = sorted([*standing, *gone], key=lambda a: (a.starts_at, a.uid))
    changed = max((a.changed_at for a in ordered), default=edition.created_at)
    return Calendar(feed(name, ordered, time_zone=edition.time_zone, lang=current_language()), changed)


def _standing(people: Sequence[Participant], edition: Edition, *, named: bool) -> Iterator[Appointment]:
    by_resource = {person.resource_id: person.name for person in people}
    held = held_by(by_resource.keys())
    subjects = subjects_of(booking for booking, _who in held)
    for booking, who in held:
        names = sorted(by_resource[resource] for resource in who) if named else []
        yield _appointment(booking, subjects.get(booking.subject, Subject()), names, edition)


def _gone(people: Sequence[Participant], edition: Edition) -> Iterator[Appointment]:
    ids = {person.id for person in people}
    for meeting in called_off(edition.id, ids):
        yield _meeting_off(meeting)
    programme = public_programme(edition.id)
    for session in programme.sessions if programme else ():
        if session.cancelled and ids.intersection(duty.participant for duty in session.duties):
            yield _session_off(session, edition)


def _appointment(booking: Booking, subject: Subject, names: Iterable[str], edition: Edition) -> Appointment:
    kind, _sep, number = booking.subject.partition(":")
    own = _duty_uid(int(number), edition) if kind == "session" else f"booking-{booking.id}@{_domain(edition)}"
    return Appointment(
        uid=subject.uid or own,
        sequence=subject.sequence if subject.uid else _sequence(booking.changed_at, edition),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=booking.title.shown().text,
        changed_at=booking.changed_at,
        description="\n".join((purpose_words(booking), *names)),
        location=booking.place.shown().text,
        url=absolute(subject.href) if subject.href else "",
        categories=(purpose_words(booking),),
    )


def _meeting_off(meeting: Meeting) -> Appointment:
    return Appointment(
        uid=meeting.uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=words.title(*meeting.sides).shown().text,
        changed_at=meeting.changed_at,
        cancelled=True,
    )


def _session_off(session: ReleasedSession, edition: Edition) -> Appointment:
    return Appointment(
        uid=_duty_uid(session.id, edition),
        sequence=_sequence(session.changed_at, edition),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.title.shown().text,
        changed_at=session.changed_at,
        location=session.room.shown().text,
        cancelled=True,
    )


def _duty_uid(session_id: int, edition: Edition) -> str:
    """Of somebody's task in a session. Not the session's own: the programme tells what is released,
    and this what is in the timetable, so that their sequences are not to be compared."""
    return f"duty-{session_id}@{_domain(edition)}"


def _domain(edition: Edition) -> str:
    return f"{edition.slug}.fairapp"


def _sequence(changed_at: datetime, edition: Edition) -> int:
    """Seconds into the edition's life: rises with each change, even of what was taken off the schedule
    and put back as another booking."""
    return max(int((changed_at - edition.created_at).total_seconds()), 0)
