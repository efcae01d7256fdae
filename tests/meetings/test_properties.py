"""Whatever people ask, accept, decline and cancel, in whatever order: nobody is in two places, and
what is given back is exactly what was taken."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from fairapp.core.db import db, transaction
from fairapp.core.refusals import Refusal
from fairapp.meetings import services
from fairapp.meetings.models import Meeting
from fairapp.timetable import queries as timetable
from fairapp.timetable.models import Claim
from tests.meetings.conftest import empty_meetings_area

PEOPLE, SLOTS = 5, 3

asking = st.tuples(
    st.just("ask"), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1), st.integers(0, SLOTS - 1)
)
answering = st.tuples(
    st.sampled_from(["accept", "accept", "decline", "withdraw", "cancel"]), st.integers(0, 19)
)


@pytest.mark.slow
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.one_of(asking, answering, answering), min_size=5, max_size=30))
def test_random_meetings_never_overlap_and_free_what_they_held(demo, steps):
    fair = empty_meetings_area(demo)
    people = [fair.kezia, fair.rodrigo, fair.winston, *fair.others(2)]

    for step in steps:
        with suppress(Refusal):
            _take(fair, people, step)
        _check(fair)


def _take(fair, people, step):
    by = fair.demo.user("secretariat")
    if step[0] == "ask":
        _verb, asker, host, slot = step
        fair.ask(asker=people[asker], host=people[host], slot=slot)
        return
    meetings = list(db.session.scalars(select(Meeting).order_by(Meeting.id)))
    if not meetings:
        return
    meeting = meetings[step[1] % len(meetings)]
    with transaction():
        match step[0]:
            case "accept":
                services.accept_meeting(meeting, by=by)
            case "decline":
                services.decline_meeting(meeting, by=by)
            case "withdraw":
                services.withdraw_meeting(meeting, by=by)
            case "cancel":
                services.cancel_meeting(meeting, "Plans changed.", by=by)


def _check(fair):
    """The claims are those of the accepted meetings, tick for tick, and nothing overlaps."""
    accepted = list(db.session.scalars(select(Meeting).where(Meeting.status == "accepted")))
    expected = sorted(
        (resource, tick)
        for m in accepted
        for resource in (m.asker.resource_id, m.host.resource_id, m.table.resource_id)
        for tick in m.span.ticks
    )
    held = sorted(tuple(row) for row in db.session.execute(select(Claim.resource_id, Claim.tick)))
    assert held == expected
    assert len(fair.bookings()) == len(accepted)
    assert timetable.inspect(fair.edition.id).flaws == ()
