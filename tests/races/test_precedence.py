"""The order of precedence is drawn once, whoever presses the button at the same moment."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.refusals import Refusal
from fairapp.registration import precedence, queries, services
from fairapp.registration.models import Delegation, PrecedenceDraw
from tests.conftest import TODAY
from tests.races.crowd import all_at_once

pytestmark = pytest.mark.races
OFFICERS = 12


def drawing(demo, category, **more):
    """A piece of work: draw, and say what came of it."""
    edition_id, user_id = demo.edition.id, demo.user("protocol").id

    def act(_number: int) -> str:
        from fairapp.accounts.models import User
        from fairapp.edition.models import Edition

        with clock.stopped_at(TODAY):
            try:
                with transaction():
                    services.draw_by_lot(
                        db.session.get_one(Edition, edition_id),
                        by=db.session.get_one(User, user_id),
                        category=category,
                        **more,
                    )
            except Refusal as refusal:
                return type(refusal).__name__
            return "drawn"

    return act


def test_of_many_who_draw_first_one_draws_and_the_others_are_told_to_say_why(app, demo):
    answers = all_at_once(app, OFFICERS, drawing(demo, "permanent_observer"))

    assert answers == {"drawn": 1, "ReasonNeeded": OFFICERS - 1}
    _the_order_is_the_one_drawn(demo, "permanent_observer")


def test_of_many_who_draw_again_one_draws_and_the_others_see_that_somebody_did(app, demo):
    before = queries.last_draw(demo.edition.id).id

    answers = all_at_once(app, OFFICERS, drawing(demo, "member_state", reason="Why not", seen=before))

    assert answers == {"drawn": 1, "Stale": OFFICERS - 1}
    _the_order_is_the_one_drawn(demo, "member_state")
    assert len(db.session.scalars(select(PrecedenceDraw)).all()) == 2


def test_states_that_leave_at_once_leave_no_gap_and_do_not_wait_for_each_other_for_ever(app, demo):
    leaving = ["JM", "MX", "PA", "PY", "PE", "DO", "KN", "LC"]
    ids = [demo.delegation(code).id for code in leaving]
    user_id = demo.user("secretariat").id

    def leave(number: int) -> str:
        from fairapp.accounts.models import User

        with clock.stopped_at(TODAY), transaction():
            delegation = db.session.get_one(Delegation, ids[number])
            services.withdraw(delegation, by=db.session.get_one(User, user_id))
        return "left"

    assert all_at_once(app, len(ids), leave) == {"left": len(ids)}
    db.session.rollback()
    places = [d.precedence for d in queries.member_states(demo.edition.id)]
    assert places == list(range(1, len(places) + 1))


def _the_order_is_the_one_drawn(demo, category):
    db.session.rollback()
    draw = queries.last_draw(demo.edition.id, category)
    coming = db.session.scalars(
        select(Delegation)
        .where(Delegation.edition_id == demo.edition.id, Delegation.category == category)
        .where(Delegation.precedence.is_not(None))
        .order_by(Delegation.precedence)
    ).all()
    names = {d.member_code: d.sort_name for d in coming}
    assert [d.member_code for d in coming] == precedence.rotated(names, names[draw.drawn_code])
