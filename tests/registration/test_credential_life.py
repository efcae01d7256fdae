"""Whatever everybody does in whatever order, the credential goes its way: along the table, leaving an
unbroken chain of steps, and nothing is accredited without head and letter."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairapp.core.db import db, transaction
from fairapp.core.refusals import Refusal
from fairapp.registration import rules, services
from fairapp.registration.models import ACCREDITED
from fairapp.registration.services import approval
from tests.races.crowd import all_at_once
from tests.registration.helpers import letter, person
from tests.registration.test_approval import accredited_chile, details

OF_THE_DELEGATION = {
    "submit": ("focal", services.submit_composition),
    "letter": ("focal", lambda d, by: services.receive_letter(d, letter(), by=by)),
    "decline": ("focal", services.decline),
    "withdraw": ("focal", services.withdraw),
    "verify": ("protocol", services.verify),
    "accredit": ("protocol", services.accredit),
    "return": ("protocol", lambda d, by: services.return_credential(d, "Falta algo.", by=by)),
    "issue": ("protocol", services.issue_badges),
    "collect": ("protocol", services.collect_badges),
    "again": ("secretariat", services.renew_invitation),
}
FORWARD = ["submit", "letter", "verify", "accredit", "issue", "collect"]
"""Drawn more often than the rest, or most lives would end early."""

verbs = st.tuples(st.sampled_from([*FORWARD, *FORWARD, *OF_THE_DELEGATION]), st.none(), st.none())
of_the_focal_point = st.tuples(
    st.sampled_from(["enter", "enter", "rename", "promote", "remove"]), st.integers(0, 5), st.just("focal")
)
of_officers = st.tuples(
    st.sampled_from(["approve", "approve", "refuse", "allow", "allow", "deny", "undo", "recall"]),
    st.integers(0, 5),
    st.just("protocol"),
)


@pytest.mark.slow
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=st.lists(st.one_of(verbs, of_the_focal_point, of_officers), min_size=8, max_size=35))
def test_the_credential_goes_its_way_whatever_happens(demo, life):
    chile = _anew(demo)
    for number, step in enumerate(life):
        with suppress(Refusal), transaction():
            _take(demo, chile, step, number)
        db.session.expire_all()
        _check(chile)


def _anew(demo):
    """Chile as at the beginning, with its head entered and its composition open."""
    chile = demo.delegation("CL")
    with transaction():
        for each in list(chile.participants):
            services.people.take_out(each)
        for kept in (*chile.letters, *chile.steps[1:]):
            db.session.delete(kept)
        chile.status = "invited"
    with transaction():
        services.enter_participant(chile, person("head", "Elena", "Cabeza"), by=demo.user("focal"))
    return chile


def _take(demo, chile, step, number):
    verb, place, short = step
    if verb in OF_THE_DELEGATION:
        short, act = OF_THE_DELEGATION[verb]
        act(chile, by=demo.user(short))
        return
    if verb == "enter":
        services.enter_participant(chile, person(given=f"Nueva {number}"), by=demo.user("focal"))
    elif chile.participants:
        someone = chile.participants[place % len(chile.participants)]
        if short == "focal":
            _by_focal_point(someone, verb, number, by=demo.user("focal"))
        else:
            _by_officer(chile, someone, verb, place, by=demo.user("protocol"))


def _by_focal_point(someone, verb, number, *, by):
    match verb:
        case "rename":
            services.change_participant(someone, details(someone, family_names=f"Otra {number}"), by=by)
        case "promote":
            role = "adviser" if someone.role == "head" else "head"
            services.change_participant(someone, details(someone, role=role), by=by)
        case "remove":
            services.remove_participant(someone, by=by)


def _by_officer(chile, someone, verb, place, *, by):
    match verb:
        case "approve":
            services.approve_person(someone, by=by)
        case "refuse":
            services.refuse_person(someone, "No figura.", by=by)
        case "allow":
            services.approve_changes(chile, _waiting(chile)[: place + 1], by=by)
        case "deny":
            services.refuse_changes(chile, _waiting(chile)[: place + 1], "No.", by=by)
        case "undo":
            services.undo_collection(someone, by=by)
        case "recall":
            services.recall_badge(someone, by=by)


def _waiting(chile):
    found = approval.open_changes_in(p.id for p in chile.participants)
    return [change.id for changes in found.values() for change in changes]


def _check(chile):
    steps = chile.steps
    assert steps[0].from_status is None
    assert steps[-1].to_status == chile.status
    for before, after in pairwise(steps):
        assert after.from_status == before.to_status
        assert after.to_status in rules.next_of(after.from_status, chile.category)
    if chile.is_accredited:
        assert chile.head is not None
        assert chile.letter is not None
        assert chile.status == _where_badges_stand(chile)
    for each in chile.participants:
        assert each.standing == "accredited" or each.badge_issued_at is None


def _where_badges_stand(chile):
    people = [p for p in chile.participants if p.standing == "accredited"]
    if not people or not all(p.badge_issued_at for p in people):
        return ACCREDITED[0]
    return ACCREDITED[2 if all(p.badge_collected_at for p in people) else 1]


def _fresh(demo, code="CL"):
    delegation, officer = demo.delegation(code), demo.user("protocol")
    db.session.rollback()
    return delegation, officer


@pytest.mark.races
def test_of_officers_who_decide_the_same_person_at_once_one_does(demo, app):
    chile = accredited_chile(demo)
    with transaction():
        new = services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))
    number = new.id

    def decide(turn):
        _delegation, officer = _fresh(demo)
        with transaction():
            # As in a request: who is found gone already is “not found” there.
            someone = next(p for p in demo.delegation("CL").participants if p.id == number)
            if turn % 2:
                services.approve_person(someone, by=officer)
            else:
                services.refuse_person(someone, "No figura.", by=officer)
        return "decided"

    answers = all_at_once(app, 6, decide)

    assert answers["decided"] == 1, answers
    others = [answer for answer in answers if answer != "decided"]
    assert all(a.startswith(("DecidedMeanwhile", "StopIteration")) for a in others), answers


@pytest.mark.races
def test_of_officers_who_decide_the_same_change_at_once_one_does(demo, app):
    chile = accredited_chile(demo)
    with transaction():
        services.change_participant(chile.head, details(chile.head, office="Ministra"), by=demo.user("focal"))
    ids = [c.id for c in approval.open_changes(chile.head)]

    def decide(turn):
        delegation, officer = _fresh(demo)
        with transaction():
            if turn % 2:
                services.approve_changes(delegation, ids, by=officer)
            else:
                services.refuse_changes(delegation, ids, "No.", by=officer)
        return "decided"

    answers = all_at_once(app, 6, decide)

    assert answers.pop("decided") == 1
    assert sum(answers.values()) == 5
    assert all(answer.startswith("DecidedMeanwhile") for answer in answers)


@pytest.mark.races
def test_of_desks_that_hand_over_the_same_badge_at_once_one_does(demo, app):
    chile = accredited_chile(demo)
    with transaction():
        services.issue_badges(chile, by=demo.user("protocol"))
    number = chile.head.id

    def hand_over(_turn):
        delegation, officer = _fresh(demo)
        with transaction():
            services.collect_badges(delegation, by=officer, people=[number])
        return "handed over"

    answers = all_at_once(app, 6, hand_over)

    assert answers.pop("handed over") == 1
    assert all(answer.startswith("BadgeElsewhere") for answer in answers)


@pytest.mark.races
def test_a_head_removed_while_protocol_accredits_leaves_no_state_accredited_without(demo, app):
    for _ in range(4):
        chile = _anew(demo)
        with transaction():
            services.submit_composition(chile, by=demo.user("focal"))
            services.receive_letter(chile, letter(), by=demo.user("focal"))
            services.verify(chile, by=demo.user("protocol"))
        head = chile.head.id

        def act(turn, head=head):
            delegation, officer = _fresh(demo)
            focal = demo.user("focal")
            people = list(delegation.participants)
            db.session.rollback()
            with transaction():
                if turn:
                    services.accredit(delegation, by=officer)
                else:
                    someone = next(p for p in people if p.id == head)
                    services.remove_participant(someone, by=focal)
            return "done"

        all_at_once(app, 2, act)
        db.session.expire_all()
        chile = demo.delegation("CL")
        assert not chile.is_accredited or chile.head is not None
