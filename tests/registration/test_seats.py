"""Seats by quota and capacity, the waiting list, and who moves up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import delete, select, update

from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.registration import services
from fairapp.registration.models import CategoryRights, Participant, SeatQuota
from fairapp.registration.queries.seats import place_of, quota_use, seats_of, use_of
from fairapp.registration.seats import Seats, Waiter
from tests.registration.helpers import facts, person
from tests.selects import selects


class Desk:
    """People of the category “press” come and go with Chile, Jamaica and Mexico."""

    def __init__(self, demo):
        self.demo, self.count = demo, 0
        self.office = demo.user("secretariat")
        # The demo has numbers, and somebody who waits: the tests set their own.
        with transaction():
            db.session.execute(delete(SeatQuota))
            db.session.execute(update(CategoryRights).values(capacity=None))
            for person in db.session.scalars(select(Participant).where(Participant.category == "press")):
                services.remove_participant(person, by=self.office)

    def enter(self, code="CL", category="press", role="adviser", by=None):
        self.count += 1
        with transaction():
            return services.enter_participant(
                self.demo.delegation(code),
                person(role, f"Persona {self.count}", "Prueba", category=category),
                by=by or self.office,
            )

    def general(self, seats, category="press", home="member_state"):
        with transaction():
            services.set_general_seats(self.demo.edition, home, category, seats, by=self.office)

    def own(self, code, seats, category="press"):
        with transaction():
            services.set_own_seats(self.demo.delegation(code), category, seats, by=self.office)

    def capacity(self, number, category="press"):
        with transaction():
            row = db.session.scalar(select(CategoryRights).where(CategoryRights.category == category))
            services.change_rights(row, {"capacity": number}, by=self.office)

    def remove(self, participant):
        with transaction():
            services.remove_participant(participant, by=self.office)

    def change(self, participant, **changed):
        details = {"role": participant.role, "category": participant.category, **changed}
        with transaction():
            services.change_participant(
                participant,
                person(details.pop("role"), participant.given_names, participant.family_names, **details),
                by=self.office,
            )

    def standings(self, *people):
        db.session.expire_all()
        return [p.standing for p in people]

    def use(self, code=None, category="press"):
        of = self.demo.delegation(code).id if code else None
        return next(
            u for u in quota_use(self.demo.edition.id) if (u.delegation_id, u.category) == (of, category)
        )


@pytest.fixture
def desk(demo):
    return Desk(demo)


class TestQuota:
    def test_without_a_number_anybody_may_come(self, desk):
        assert desk.standings(*[desk.enter() for _ in range(4)]) == ["entered"] * 4

    def test_beyond_the_number_people_are_kept_and_wait(self, desk):
        desk.general(2)

        people = [desk.enter() for _ in range(4)]

        assert desk.standings(*people) == ["entered", "entered", "waiting", "waiting"]
        assert [place_of(p) for p in people] == [None, None, 1, 2]
        assert people[2].waiting_since is not None

    def test_it_counts_the_category_and_the_delegation_only(self, desk):
        desk.general(1)
        desk.enter()
        others = [desk.enter(category="member_state"), desk.enter("JM")]

        assert "waiting" not in desk.standings(*others)

    def test_a_delegations_own_number_goes_before(self, desk):
        desk.general(1)
        desk.own("CL", 3)

        assert desk.standings(*[desk.enter() for _ in range(4)]) == [*["entered"] * 3, "waiting"]
        assert desk.standings(desk.enter("JM"), desk.enter("JM"))[-1] == "waiting"

    def test_its_own_number_may_be_none_at_all(self, desk):
        desk.own("CL", 0)

        assert desk.standings(desk.enter()) == ["waiting"]

    def test_the_head_of_delegation_never_waits_and_counts(self, desk):
        desk.general(1, category="member_state")
        adviser = desk.enter(category="member_state")
        head = desk.enter(category="member_state", role="head")

        assert desk.standings(adviser, head) == ["entered", "entered"]
        assert desk.use("CL", "member_state").over == 1

        desk.remove(adviser)
        assert desk.standings(desk.enter(category="member_state")) == ["waiting"]

    def test_whoever_becomes_head_waits_no_longer(self, desk):
        desk.general(1, category="member_state")
        first, second = desk.enter(category="member_state"), desk.enter(category="member_state")

        desk.change(second, role="head")

        assert desk.standings(first, second) == ["entered", "entered"]

    def test_whoever_takes_part_in_an_accredited_delegation_but_waits_does_not_take_part(self, desk):
        desk.general(0)
        waiting = desk.enter("JM")

        assert waiting.delegation.is_accredited
        assert not waiting.is_accredited
        assert waiting.user is None


class TestMovingUp:
    def test_the_one_who_waited_longest_moves_up(self, desk):
        desk.general(1)
        seated, first, second = desk.enter(), desk.enter(), desk.enter()

        desk.remove(seated)

        assert desk.standings(first, second) == ["entered", "waiting"]
        assert facts(f"participant:{first.id}")[-1] == "SeatGiven"

    def test_the_focal_point_is_told(self, desk):
        desk.general(1)
        seated, first = desk.enter(), desk.enter()

        desk.remove(seated)

        letter = db.session.scalars(select(Letter).order_by(Letter.id)).all()[-1]
        assert letter.to_email == "focal@example.org"
        assert first.name in letter.subject

    def test_in_an_accredited_delegation_they_await_approval_as_anybody_new(self, desk):
        desk.general(1)
        seated, waiting = desk.enter("JM"), desk.enter("JM")
        assert desk.standings(seated, waiting) == ["accredited", "waiting"]

        desk.remove(seated)

        assert desk.standings(waiting) == ["entered"]

    def test_changing_the_category_frees_a_seat_and_needs_another(self, desk):
        desk.general(1)
        desk.general(1, category="accompanying_person")
        seated, waiting, partner = desk.enter(), desk.enter(), desk.enter(category="accompanying_person")

        desk.change(seated, category="accompanying_person")

        assert desk.standings(seated, waiting, partner) == ["waiting", "entered", "entered"]

    def test_somebody_who_waits_and_changes_goes_to_the_end_of_the_other_line(self, desk, at):
        desk.general(1)
        desk.general(1, category="accompanying_person")
        desk.enter(category="accompanying_person")
        desk.enter()
        press = desk.enter()
        partner = desk.enter(category="accompanying_person")

        with at(datetime(2027, 3, 2, tzinfo=UTC)):
            desk.change(press, category="accompanying_person")

        db.session.expire_all()
        assert [place_of(partner), place_of(press)] == [1, 2]

    def test_raising_a_number_lets_people_move_up_in_order(self, desk):
        desk.general(0)
        people = [desk.enter() for _ in range(3)]

        desk.general(2)
        assert desk.standings(*people) == ["entered", "entered", "waiting"]

        desk.general(None)
        assert desk.standings(*people) == ["entered"] * 3

    def test_lowering_a_number_takes_nobodys_seat(self, desk):
        people = [desk.enter() for _ in range(3)]

        desk.general(1)

        assert desk.standings(*people) == ["entered"] * 3
        assert desk.use("CL").over == 2
        assert desk.standings(desk.enter()) == ["waiting"]

        desk.remove(people[0])
        assert desk.use("CL").waiting == 1, "nobody moves up while more sit than may"


class TestCapacity:
    def test_it_is_counted_over_all_delegations(self, desk):
        desk.capacity(2)

        assert desk.standings(desk.enter(), desk.enter("JM"), desk.enter("MX")) == [
            "entered",
            "accredited",
            "waiting",
        ]

    def test_the_freed_seat_goes_to_the_delegation_with_fewest(self, desk):
        desk.capacity(3)
        chile = [desk.enter() for _ in range(2)]
        jamaica = desk.enter("JM")
        chile_waits, mexico_waits = desk.enter(), desk.enter("MX")

        desk.remove(chile[0])

        assert desk.standings(chile_waits, mexico_waits) == ["waiting", "entered"]

        desk.remove(jamaica)
        assert desk.standings(chile_waits) == ["entered"]

    def test_a_delegation_that_withdraws_gives_its_seats_to_others(self, desk):
        desk.capacity(1)
        desk.enter("JM")
        waiting = desk.enter()

        with transaction():
            services.withdraw(desk.demo.delegation("JM"), by=desk.office)

        assert desk.standings(waiting) == ["entered"]
        assert desk.use().seated == 1

    def test_when_it_is_invited_again_its_people_wait_for_what_is_taken(self, desk):
        desk.capacity(1)
        seated, waiting = desk.enter("JM"), desk.enter()
        with transaction():
            services.withdraw(desk.demo.delegation("JM"), by=desk.office)
        with transaction():
            services.renew_invitation(desk.demo.delegation("JM"), by=desk.office)

        assert desk.standings(seated, waiting) == ["waiting", "entered"]

        desk.remove(waiting)
        assert desk.standings(seated) == ["entered"]

    def test_people_of_a_delegation_that_does_not_come_are_not_moved_up(self, desk):
        desk.capacity(0)
        waiting = desk.enter("JM")
        with transaction():
            services.withdraw(desk.demo.delegation("JM"), by=desk.office)

        desk.capacity(5)

        assert desk.standings(waiting) == ["waiting"]


class TestUse:
    def test_two_selects_whatever_the_number_of_people(self, desk):
        desk.general(1)
        desk.capacity(4)
        for _ in range(5):
            desk.enter()

        edition_id = desk.demo.edition.id
        with selects() as made:
            found = quota_use(edition_id)

        assert len(made) == 2
        whole = next(u for u in found if u.delegation_id is None and u.category == "press")
        assert (whole.seats, whole.seated, whole.waiting) == (4, 1, 4)

    def test_a_delegation_with_a_number_and_nobody_yet_is_in_it(self, desk):
        desk.general(2)

        assert (desk.use("JM").seats, desk.use("JM").seated) == (2, 0)

    def test_of_one_delegation_it_says_the_same(self, desk):
        desk.general(1)
        desk.own("CL", 2)
        for _ in range(3):
            desk.enter()
        delegation = desk.demo.delegation("CL")

        mine = [u for u in quota_use(desk.demo.edition.id) if u.delegation_id == delegation.id]

        assert use_of(delegation) == mine


MORNING = datetime(2027, 3, 1, tzinfo=UTC)


class Crowd(RuleBasedStateMachine):
    """Any history of comings, goings and changes of the numbers, against what must hold at any moment."""

    def __init__(self):
        super().__init__()
        self.seats = Seats(categories={1: "a", 2: "a", 3: "b"}, capacity={"press": 3})
        self.seated: dict[int, int] = {}
        self.arrived: dict[int, Waiter] = {}
        self.count = 0

    @rule(delegation=st.sampled_from([1, 2, 3]), same_moment=st.booleans())
    def arrive(self, delegation, same_moment):
        self.count += 1
        since = MORNING + timedelta(minutes=0 if same_moment else self.count)
        waiter = Waiter(since, self.count, delegation)
        if self.seats.take(delegation, "press", waiter=waiter):
            self.seated[self.count] = delegation
        else:
            self.arrived[self.count] = waiter

    @rule(data=st.data())
    def leave(self, data):
        if not (self.seated or self.arrived):
            return
        gone = data.draw(st.sampled_from(sorted({**self.seated, **self.arrived})))
        delegation = self.seated[gone] if gone in self.seated else self.arrived[gone].delegation_id
        self.seats.leave(delegation, "press", gone)
        self.seated.pop(gone, None)
        self.arrived.pop(gone, None)
        self._move_up()

    @rule(number=st.none() | st.integers(0, 6))
    def set_capacity(self, number):
        self.seats.capacity = {} if number is None else {"press": number}
        self._move_up()

    @rule(home=st.sampled_from(["a", "b"]), number=st.none() | st.integers(0, 4))
    def set_general(self, home, number):
        self.seats.general.pop((home, "press"), None)
        if number is not None:
            self.seats.general[home, "press"] = number
        self._move_up()

    @rule(delegation=st.sampled_from([1, 2, 3]), number=st.none() | st.integers(0, 4))
    def set_own(self, delegation, number):
        self.seats.own.pop((delegation, "press"), None)
        if number is not None:
            self.seats.own[delegation, "press"] = number
        self._move_up()

    def _move_up(self):
        for up in self.seats.move_up("press"):
            line = [w for w in self.arrived.values() if w.delegation_id == up.delegation_id]
            assert up == min(line), "somebody of the same delegation was overtaken"
            limit, capacity = self.seats.limit(up.delegation_id, "press"), self.seats.capacity.get("press")
            del self.arrived[up.participant_id]
            self.seated[up.participant_id] = up.delegation_id
            theirs = sum(of == up.delegation_id for of in self.seated.values())
            assert limit is None or theirs <= limit
            assert capacity is None or len(self.seated) <= capacity
            for waiter in self.arrived.values():
                other = waiter.delegation_id
                if self.seats.limit(other, "press") is None:
                    others = sum(of == other for of in self.seated.values())
                    assert theirs - 1 <= others, "a delegation with fewer people was passed over"

    @invariant()
    def no_seat_is_empty_while_somebody_may_have_it(self):
        for waiter in self.arrived.values():
            assert not self.seats.has_room(waiter.delegation_id, "press")

    @invariant()
    def the_counts_are_the_people(self):
        assert self.seats.everywhere["press"] == len(self.seated)
        assert {w.participant_id for w in self.seats.waiting["press"]} == set(self.arrived)


TestCrowd = Crowd.TestCase
TestCrowd.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_what_is_counted_on_paper_is_what_the_database_says(desk):
    """A long day of entering, removing and changing: an import's prediction, row by row, comes true."""
    desk.general(2)
    desk.capacity(4)
    paper = seats_of(desk.demo.edition.id)
    people: list[Participant] = []
    for step, code in enumerate(["CL", "JM", "CL", "MX", "CL", "JM", "MX", "JM", "CL"]):
        said = paper.take(desk.demo.delegation(code).id, "press", waiter=Waiter(MORNING, 10_000 + step, 0))
        people.append(desk.enter(code))
        assert (people[-1].standing != "waiting") == said

    now = seats_of(desk.demo.edition.id)

    assert now.everywhere == paper.everywhere
    assert len(now.waiting["press"]) == len(paper.waiting["press"]) == 5
