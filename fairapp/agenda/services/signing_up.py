"""Signing up for a session with limited places, and withdrawing."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.agenda import queries, rules
from fairapp.agenda.errors import MayNotSignUp, SignUpClosed
from fairapp.agenda.events import SignedUp, SignUpFact, SignUpWithdrawn
from fairapp.agenda.models import Session, SignUp
from fairapp.agenda.services.seats import seated, settle_places
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition.services import hold_room
from fairapp.registration.models import Participant


def sign_up(session: Session, person: Participant, *, by: User) -> SignUp:
    """Give somebody a place in a session, or the last place in its line when none is free.

    Whoever signed up before keeps what they have. Refuses with MayNotSignUp for somebody who is not
    accredited, and with SignUpClosed when the session, as released, asks for no sign-up or has begun.
    Tells SignedUp.
    """
    _hold(session)
    if person.edition_id != session.edition_id or not person.is_accredited:
        raise MayNotSignUp(_("Only people who are accredited sign up for sessions."))
    _require_open(session)
    found = _place_of(session, person)
    if found:
        return found
    places = session.places
    free = places is None or seated(session.id) < places
    place = SignUp(
        session_id=session.id,
        participant=person,
        standing="seated" if free else "waiting",
        at=clock.now(),
    )
    db.session.add(place)
    db.session.flush()
    _tell(SignedUp, session, person, by, standing=(None, place.standing))
    return place


def withdraw(session: Session, person: Participant, *, by: User) -> None:
    """Give the place back; who has waited longest gets it and a letter. Nothing to do without a place.

    Refuses with SignUpClosed once the session has begun. Tells SignUpWithdrawn, and PlaceGiven.
    """
    _hold(session)
    _require_open(session)
    found = _place_of(session, person)
    if found is None:
        return
    standing = found.standing
    db.session.delete(found)
    db.session.flush()
    _tell(SignUpWithdrawn, session, person, by, standing=(standing, None))
    settle_places(session)


def _hold(session: Session) -> None:
    """One at a time: the session first, then its room, which may say how many places there are."""
    db.session.refresh(session, with_for_update={"of": Session, "key_share": True})
    if session.room:
        hold_room(session.room)


def _require_open(session: Session) -> None:
    released = queries.public_programme(session.edition_id)
    shown = released.of_id(session.id) if released else None
    if not session.sign_up or shown is None or not rules.asks_for_sign_up(shown):
        raise SignUpClosed(_("One does not sign up for this session."))
    if shown.starts_at <= clock.now():
        raise SignUpClosed(_("The session has begun: places are settled."))


def _place_of(session: Session, person: Participant) -> SignUp | None:
    return db.session.scalar(
        select(SignUp).where(SignUp.session_id == session.id, SignUp.participant_id == person.id)
    )


def _tell(kind: type[SignUpFact], session: Session, person: Participant, by: User, **changes: Any) -> None:
    publish(
        kind(
            edition_id=session.edition_id,
            by=by.id,
            subject=f"session:{session.id}",
            changes={"participant": (None, person.name), **changes},
            session_id=session.id,
            participant_id=person.id,
        )
    )
