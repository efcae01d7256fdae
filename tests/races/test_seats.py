"""The last seats of an event, wanted by many delegations at once: each is given once, and none is left
empty while somebody waits.

With `guard.in_turn` taken away PostgreSQL seats more people than there are seats.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.registration import services
from fairapp.registration.models import CategoryRights, Delegation, Participant
from fairapp.registration.queries.seats import quota_use, seats_of
from fairapp.registration.services import PersonDetails
from tests.conftest import TODAY
from tests.races.crowd import all_at_once

pytestmark = pytest.mark.races
MANY, SEATS = 16, 3
CATEGORY = "support_staff"


@pytest.fixture
def homes(demo):
    """Delegations enough for everybody, and three seats between them."""
    office = demo.user("secretariat")
    found = select(Delegation.id).where(
        Delegation.edition_id == demo.edition.id,
        Delegation.category == "member_state",
        Delegation.status.not_in(("declined", "withdrawn")),
    )
    with transaction():
        services.change_rights(services.rights_row(demo.edition, CATEGORY), {"capacity": SEATS}, by=office)
    return list(db.session.scalars(found.order_by(Delegation.id).limit(MANY)))


def entering(demo, delegation_id, number):
    person = PersonDetails(
        role="participant",
        given_names=f"Persona {number}",
        family_names="Carrera",
        office="Apoyo",
        category=CATEGORY,
    )
    with clock.stopped_at(TODAY), transaction():
        delegation = db.session.get_one(Delegation, delegation_id)
        return services.enter_participant(delegation, person, by=demo.user("secretariat"))


def whole(demo):
    """The use of the category in the whole event, as it is now."""
    db.session.rollback()
    found = quota_use(demo.edition.id)
    return next(use for use in found if use.category == CATEGORY and use.delegation_id is None)


def test_the_last_three_seats_are_given_to_three(app, demo, homes):
    def enter(number):
        return "waits" if entering(demo, homes[number], number).standing == "waiting" else "has a seat"

    answers = all_at_once(app, MANY, enter)

    assert answers == {"has a seat": SEATS, "waits": MANY - SEATS}
    assert (whole(demo).seated, whole(demo).waiting) == (SEATS, MANY - SEATS)


def test_while_some_leave_and_others_come_no_seat_is_lost_and_none_given_twice(app, demo, homes):
    people = [entering(demo, homes[number], number).id for number in range(8)]

    def act(number):
        if number % 2:
            entering(demo, homes[number], 100 + number)
            return "entered"
        with clock.stopped_at(TODAY), transaction():
            person = db.session.get_one(Participant, people[number // 2])
            services.remove_participant(person, by=demo.user("secretariat"))
        return "removed"

    answers = all_at_once(app, MANY, act)

    assert answers == {"entered": 8, "removed": 8}
    assert (whole(demo).seated, whole(demo).waiting) == (SEATS, 8 - SEATS)
    assert seats_of(demo.edition.id, {CATEGORY}).move_up(CATEGORY) == []


def test_raising_the_capacity_while_people_come_leaves_nobody_behind(app, demo, homes):
    def act(number):
        if number == 0:
            with clock.stopped_at(TODAY), transaction():
                row = db.session.scalar(select(CategoryRights).where(CategoryRights.category == CATEGORY))
                services.change_rights(row, {"capacity": 10}, by=demo.user("secretariat"))
            return "raised"
        entering(demo, homes[number], number)
        return "entered"

    answers = all_at_once(app, MANY, act)

    assert answers == {"raised": 1, "entered": MANY - 1}
    assert (whole(demo).seated, whole(demo).waiting) == (10, 5)
