"""What follows from facts: who gets a place is told so; a room that shrinks asks those who have one."""

from __future__ import annotations

from sqlalchemy import select

from fairapp.agenda.events import PlaceGiven
from fairapp.agenda.models import Session
from fairapp.agenda.services.seats import settle_places
from fairapp.core.db import db
from fairapp.core.events import subscribe
from fairapp.core.outbox import write
from fairapp.core.web import absolute_url
from fairapp.edition.events import RoomChanged
from fairapp.registration.addresses import address_of
from fairapp.registration.models import Participant
from fairapp.timetable.zones import spoken_in


@subscribe(PlaceGiven)
def tell_who_waited(fact: PlaceGiven) -> None:
    """A letter: there is a place now. Somebody without an address gets nothing; the list says so."""
    person = db.session.get_one(Participant, fact.participant_id)
    session = db.session.get_one(Session, fact.session_id)
    recipient = address_of(person)
    if recipient is None or session.booking is None or session.room is None:
        return
    with spoken_in(session.edition.time_zone):
        write(
            "place-given",
            recipient,
            edition_id=session.edition_id,
            about=f"session:{session.id}",
            session=session,
            edition=session.edition,
            action_url=absolute_url("agenda.sitting", edition_slug=session.edition.slug, code=session.code),
        )


@subscribe(RoomChanged)
def places_follow_the_room(fact: RoomChanged) -> None:
    """A session without a number of its own has as many places as its room seats. Refuses with
    FewerPlaces when more people have a place in one of them."""
    if "capacity" not in fact.changes:
        return
    # Whoever signs up holds the room too, so nobody does meanwhile.
    depending = select(Session).where(
        Session.room_id == fact.room_id, Session.capacity.is_(None), Session.sign_up
    )
    for session in db.session.scalars(depending.order_by(Session.id)):
        settle_places(session)
