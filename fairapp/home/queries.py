"""Reading for the homes: who somebody is here, and what their time holds."""

from __future__ import annotations

from typing import Any

from flask import g
from sqlalchemy import literal, or_, select
from sqlalchemy.orm import joinedload

from fairapp.agenda import queries as agenda
from fairapp.agenda.models import Bookmark, Duty, SignUp
from fairapp.agenda.programme import ReleasedSession
from fairapp.booths.models import Exhibitor
from fairapp.core.db import db
from fairapp.edition.models import Edition
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.order import in_order
from fairapp.timetable import queries as timetable
from fairapp.timetable.models import Booking

LOOSE = ("place", "waiting", "followed")
"""How a session can stand on an agenda without holding time, the stronger before the weaker."""


def people_of(user: Any, edition_id: int) -> list[Participant]:
    """The participants that the visitor is in an edition (nearly always one, or none).

    Read once a request: the navigation of every page asks too.
    """
    if not user.is_authenticated:
        return []
    known: dict[tuple[int, int], list[Participant]] = g.setdefault("people_of", {})
    if (user.id, edition_id) not in known:
        found = db.session.scalars(
            select(Participant)
            .where(Participant.user_id == user.id, Participant.edition_id == edition_id)
            .options(joinedload(Participant.delegation))
            .order_by(Participant.id)
        )
        known[user.id, edition_id] = list(found)
    return known[user.id, edition_id]


def members_of(delegation: Delegation) -> list[Participant]:
    """The people of a delegation."""
    found = select(Participant).where(Participant.delegation_id == delegation.id)
    return list(db.session.scalars(found.order_by(Participant.id)))


def is_participant(user: Any, edition_id: int) -> bool:
    """Whether the visitor takes part in person, and so has an agenda and may meet."""
    return bool(people_of(user, edition_id))


def bookings_of(user: Any, edition_id: int) -> list[Booking]:
    """Everything that holds the visitor's time, in order: duties, meetings and shifts alike."""
    found = {
        booking.id: booking
        for person in people_of(user, edition_id)
        for booking in timetable.agenda_of(person.resource_id)
    }
    return sorted(found.values(), key=lambda b: (b.starts_at, b.id))


def roles_of(user: Any, edition_id: int) -> dict[str, list[str]]:
    """The visitor's tasks in sessions, by subject (``session:12``). One select."""
    people = [person.id for person in people_of(user, edition_id)]
    rows = db.session.execute(
        select(Duty.session_id, Duty.role).where(Duty.participant_id.in_(people)).order_by(Duty.position)
    )
    found: dict[str, list[str]] = {}
    for session_id, role in rows:
        found.setdefault(f"session:{session_id}", []).append(role)
    return found


def followed_by(user: Any, edition_id: int) -> list[tuple[ReleasedSession, str]]:
    """Sessions, as released, that the visitor signed up for or follows, each with how: see LOOSE. One
    select, and the release only for those who have any."""
    people = [person.id for person in people_of(user, edition_id)]
    places = select(SignUp.session_id, SignUp.standing.label("how")).where(SignUp.participant_id.in_(people))
    marks = select(Bookmark.session_id, literal("followed")).where(Bookmark.user_id == user.id)
    both = places.union_all(marks).subquery()
    rows = db.session.execute(select(both))
    names = {"seated": "place"}
    how: dict[int, str] = {}
    for session_id, standing in rows:
        name = names.get(standing, standing)
        how[session_id] = min(name, how.get(session_id, name), key=LOOSE.index)
    programme = agenda.public_programme(edition_id) if how else None
    known = programme.sessions if programme else ()
    return [(session, how[session.id]) for session in known if session.id in how]


def latest_edition_of(user: Any) -> Edition | None:
    """The edition a visitor most likely comes for: the latest they have anything to do with."""
    mine = {grant.edition_id for grant in user.grants if grant.edition_id is not None}
    takes_part = select(Participant.edition_id).where(Participant.user_id == user.id)
    return db.session.scalar(
        select(Edition)
        .where(or_(Edition.id.in_(mine), Edition.id.in_(takes_part)))
        .order_by(Edition.first_day.desc(), Edition.id.desc())
        .limit(1)
    )


def delegations_of_focal_point(user: Any, edition_id: int) -> list[Delegation]:
    """The delegations whose composition the visitor enters."""
    return _delegations(user.scopes("focal_point", edition_id))


def delegations_of_exhibitor(user: Any, edition_id: int) -> list[Delegation]:
    """The organizations whose booth the visitor looks after."""
    scopes = user.scopes("exhibitor", edition_id)
    if not scopes:
        return []
    return _delegations(
        list(db.session.scalars(select(Exhibitor.delegation_id).where(Exhibitor.id.in_(scopes))))
    )


def _delegations(ids: list[int]) -> list[Delegation]:
    if not ids:
        return []
    return in_order(db.session.scalars(select(Delegation).where(Delegation.id.in_(ids))))
