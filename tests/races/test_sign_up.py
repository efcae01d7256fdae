"""Thirty-two people want five places at the same moment."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from fairapp.agenda import queries, services
from fairapp.core.db import db, transaction
from fairapp.core.refusals import Refusal
from fairapp.edition.services import RoomDetails, edit_room
from fairapp.registration.models import Participant
from tests.agenda.acts import added, room, session
from tests.races.crowd import all_at_once

pytestmark = pytest.mark.races

CROWD, PLACES = 32, 5


def _crowd(demo):
    query = select(Participant).where(Participant.edition_id == demo.edition.id).order_by(Participant.id)
    found = [person.id for person in db.session.scalars(query) if person.is_accredited]
    assert len(found) >= CROWD
    return found[:CROWD]


def _released(demo, **more):
    made = added(demo, "TER", 1, "18:00", "19:00", title="Visit", sign_up=True, **more)
    with transaction():
        services.release_programme(demo.edition, note="", by=demo.user("secretariat"))
    return made.code


def _standings(demo, code):
    db.session.rollback()
    return Counter(one.standing for one in queries.signed_up(session(demo, code).id))


def test_five_places_seat_five(app, demo):
    code, people = _released(demo, capacity=PLACES), _crowd(demo)

    def act(number):
        with transaction():
            person = db.session.get_one(Participant, people[number])
            place = services.sign_up(session(demo, code), person, by=demo.user("secretariat"))
            return place.standing

    assert all_at_once(app, CROWD, act) == {"seated": PLACES, "waiting": CROWD - PLACES}
    assert _standings(demo, code) == {"seated": PLACES, "waiting": CROWD - PLACES}


def test_who_comes_goes_and_changes_the_room_leave_every_place_taken_once(app, demo):
    """People sign up, half of them withdraw at once, and the room gets more and fewer seats meanwhile."""
    with transaction():
        room(demo, "TER").capacity = PLACES
    code, people = _released(demo), _crowd(demo)
    with transaction():
        for person_id in people[:16]:
            person = db.session.get_one(Participant, person_id)
            services.sign_up(session(demo, code), person, by=demo.user("secretariat"))

    def act(number):
        try:
            with transaction():
                secretariat = demo.user("secretariat")
                if number % 8 == 7:
                    where = room(demo, "TER")
                    seats = RoomDetails("TER", where.name, 3 + number % 5)
                    edit_room(where, seats, version=where.version, by=secretariat)
                    return "room"
                person = db.session.get_one(Participant, people[number])
                verb = services.withdraw if number < 16 else services.sign_up
                verb(session(demo, code), person, by=secretariat)
                return "done"
        except Refusal:
            return "refused"

    answers = all_at_once(app, CROWD, act)
    assert set(answers) <= {"done", "room", "refused"}
    assert answers["done"] == 28
    db.session.rollback()
    places, found = room(demo, "TER").capacity, _standings(demo, code)
    assert 0 < found["seated"] <= places
    assert found["seated"] == places or not found["waiting"]
