"""The draft as the warnings see it, read in five narrow selects; and which warnings were taken note of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from fairapp.accounts.models import User
from fairapp.agenda.models import (
    Acknowledgement,
    Bookmark,
    Duty,
    Interpreter,
    Session,
    SessionInterpreter,
    SignUp,
    WarningLimits,
)
from fairapp.agenda.warnings import (
    Appointment,
    Draft,
    Hall,
    Limits,
    Party,
    Person,
    Sitting,
    Warned,
    warnings_of,
)
from fairapp.core.db import db
from fairapp.edition.models import Room
from fairapp.registration.models import ACCREDITED, Delegation, Participant
from fairapp.timetable.models import Booking, Claim


@dataclass(frozen=True)
class Note:
    """Who took note of a warning, when and why it stands."""

    reason: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """A warning of the draft as it is now, and the note taken of it."""

    warning: Warned
    note: Note | None


def warned_of(edition_id: int) -> list[Standing]:
    """Every warning of the draft as it is now. Six selects for any number of sessions."""
    notes = _notes(edition_id)
    return [Standing(one, notes.get(one.key)) for one in warnings_of(draft_of(edition_id))]


def open_warnings(edition_id: int) -> list[Warned]:
    """Warnings nobody took note of."""
    return [one.warning for one in warned_of(edition_id) if one.note is None]


def draft_of(edition_id: int) -> Draft:
    """The picture the rules look at."""
    duties, interpreters = _duties(edition_id), _interpreters(edition_id)
    rows = _sessions(edition_id)
    sittings = tuple(
        Sitting(
            row.id,
            row.kind,
            row.access,
            row.title,
            row.starts_at,
            row.ends_at,
            Hall(row.code, row.name, row.capacity, row.interpretation or row.booths > 0),
            max(row.planned or 0, row.followers + row.signed_up),
            tuple(duties[row.id]),
            tuple(interpreters[row.id]),
        )
        for row in rows
    )
    return Draft(sittings, _parties(edition_id), _appointments(edition_id), _limits(rows))


def limits_of(edition_id: int) -> Limits:
    """From when on the edition is warned."""
    row = db.session.get(WarningLimits, edition_id)
    return Limits(row.walking, row.rest_after, row.rest) if row else Limits()


def _sessions(edition_id: int) -> list[Any]:
    followers = select(func.count()).where(Bookmark.session_id == Session.id).scalar_subquery()
    signed_up = select(func.count()).where(SignUp.session_id == Session.id).scalar_subquery()
    columns = (
        Session.id,
        Session.kind,
        Session.access,
        Session.title,
        Session.capacity.label("planned"),
        Booking.starts_at,
        Booking.ends_at,
        Room.code,
        Room.name,
        Room.capacity,
        Room.interpretation,
        Room.booths,
        followers.label("followers"),
        signed_up.label("signed_up"),
        WarningLimits.walking,
        WarningLimits.rest_after,
        WarningLimits.rest,
    )
    query = (
        select(*columns)
        .join(Booking, Booking.id == Session.booking_id)
        .join(Room, Room.id == Session.room_id)
        .outerjoin(WarningLimits, WarningLimits.edition_id == Session.edition_id)
        .where(Session.edition_id == edition_id)
        .order_by(Booking.starts_at, Session.id)
    )
    return list(db.session.execute(query))


def _limits(rows: Iterable[Any]) -> Limits:
    row = next(iter(rows), None)
    return Limits() if row is None or row.walking is None else Limits(row.walking, row.rest_after, row.rest)


def _duties(edition_id: int) -> dict[int, list[tuple[str, Person | None]]]:
    query = (
        select(Duty.session_id, Duty.role, Participant.id, Participant.given_names, Participant.family_names)
        .join(Session, Session.id == Duty.session_id)
        .outerjoin(Participant, Participant.id == Duty.participant_id)
        .where(Session.edition_id == edition_id, Session.booking_id.is_not(None))
        .order_by(Duty.session_id, Duty.position)
    )
    found: dict[int, list[tuple[str, Person | None]]] = defaultdict(list)
    for session_id, role, person_id, given, family in db.session.execute(query):
        found[session_id].append((role, _participant(person_id, given, family) if person_id else None))
    return found


def _interpreters(edition_id: int) -> dict[int, list[Person]]:
    query = (
        select(SessionInterpreter.session_id, Interpreter.id, Interpreter.name)
        .join(Interpreter, Interpreter.id == SessionInterpreter.interpreter_id)
        .where(Interpreter.edition_id == edition_id)
        .order_by(SessionInterpreter.id)
    )
    found: dict[int, list[Person]] = defaultdict(list)
    for session_id, interpreter_id, name in db.session.execute(query):
        found[session_id].append(Person(f"interpreter:{interpreter_id}", name))
    return found


def _parties(edition_id: int) -> tuple[Party, ...]:
    """Delegations of member states; one whose people are not accredited has nobody to send yet."""
    query = (
        select(Delegation.id, Delegation.name, func.count())
        .join(Participant, Participant.delegation_id == Delegation.id)
        .where(
            Delegation.edition_id == edition_id,
            Delegation.category == "member_state",
            Delegation.status.in_(ACCREDITED),
            Participant.standing == "accredited",
        )
        .group_by(Delegation.id)
        .order_by(Delegation.id)
    )
    return tuple(Party(*row) for row in db.session.execute(query))


def _appointments(edition_id: int) -> tuple[Appointment, ...]:
    """Meetings of heads of delegation, from the timetable."""
    query = (
        select(
            Participant.id,
            Participant.given_names,
            Participant.family_names,
            Booking.starts_at,
            Booking.ends_at,
        )
        .join(Claim, Claim.booking_id == Booking.id)
        .join(Participant, Participant.resource_id == Claim.resource_id)
        .where(
            Booking.edition_id == edition_id,
            Booking.purpose == "meeting",
            Booking.expires_at.is_(None),
            Participant.role == "head",
        )
        .distinct()
        .order_by(Booking.starts_at, Participant.id)
    )
    return tuple(
        Appointment(_participant(person_id, given, family), start, end)
        for person_id, given, family, start, end in db.session.execute(query)
    )


def _notes(edition_id: int) -> dict[str, Note]:
    query = (
        select(Acknowledgement.key, Acknowledgement.reason, User.name, Acknowledgement.at)
        .outerjoin(User, User.id == Acknowledgement.by)
        .where(Acknowledgement.edition_id == edition_id)
    )
    return {key: Note(reason, who or "", at) for key, reason, who, at in db.session.execute(query)}


def _participant(person_id: int, given: str, family: str) -> Person:
    return Person(f"participant:{person_id}", f"{given} {family}")
