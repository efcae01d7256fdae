"""The people of a delegation: rules, random histories, what is said when something is in the way."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairapp.core.clock import now
from fairapp.core.db import db, transaction
from fairapp.core.i18n import sort_key
from fairapp.core.refusals import Refusal
from fairapp.registration import errors, rules, services
from fairapp.registration.models import Participant
from tests.registration.helpers import after_closing, facts, person

ROLES = ("head", "alternate_head", "representative", "adviser")
NAMES = (("Inés", "Prueba"), ("Ines", "PRUEBA"), ("Otro", "Nombre"), ("Tercera", "Ficticia"))
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("enter"),
            st.sampled_from(ROLES),
            st.sampled_from(NAMES),
            st.sampled_from("abc") | st.none(),
        ),
        st.tuples(st.just("change"), st.integers(0, 4), st.sampled_from(ROLES), st.sampled_from(NAMES)),
        st.tuples(st.just("move"), st.integers(0, 4), st.sampled_from((-1, 1))),
        st.tuples(st.just("remove"), st.integers(0, 4)),
    ),
    max_size=14,
)


def _enter(demo, details, by="focal", code="CL"):
    with transaction():
        return services.enter_participant(demo.delegation(code), details, by=demo.user(by))


def _names(demo, code="CL"):
    return [p.given_names for p in demo.delegation(code).participants]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_there_is_one_head_nobody_twice_and_the_order_holds(demo, acts):
    chile, focal = demo.delegation("CL"), demo.user("focal")
    with transaction():
        for each in list(chile.participants):
            services.remove_participant(each, by=focal)
    for act in acts:
        before = [(p.id, p.role, p.name) for p in chile.participants]
        try:
            with transaction():
                _do(chile, focal, act)
        except Refusal:
            db.session.expire_all()
            assert [(p.id, p.role, p.name) for p in chile.participants] == before, "half-done"

    db.session.expire_all()
    people = chile.participants
    assert sum(p.role == "head" for p in people) <= 1
    assert sum(p.role == "alternate_head" for p in people) <= 1
    keys = [sort_key(p.given_names + p.family_names) for p in people]
    assert len(keys) == len(set(keys))
    assert [p.position for p in people] == sorted(rules.rank_of(p.role) for p in people)
    assert all(p.position == rules.rank_of(p.role) for p in people)


def _do(chile, focal, act):
    people = chile.participants
    if act[0] == "enter":
        _verb, role, (given_names, family_names), letter = act
        email = f"{letter}.composicion@example.org" if letter else None
        services.enter_participant(chile, person(role, given_names, family_names, email=email), by=focal)
    elif people:
        one = people[act[1] % len(people)]
        if act[0] == "change":
            services.change_participant(one, person(act[2], *act[3], email=one.email), by=focal)
        elif act[0] == "move":
            services.move_participant(one, act[2], by=focal)
        else:
            services.remove_participant(one, by=focal)


def test_people_of_a_role_are_put_in_order_and_newcomers_stand_last(demo):
    for name in ("Uno", "Dos", "Tres"):
        _enter(demo, person(given=name))
    third = demo.delegation("CL").participants[2]

    with transaction():
        services.move_participant(third, -1, by=demo.user("focal"))
    _enter(demo, person(given="Cuatro"))
    _enter(demo, person("head", given="Jefa"))

    assert _names(demo) == ["Jefa", "Uno", "Tres", "Dos", "Cuatro"]
    assert facts(f"participant:{third.id}") == ["ParticipantEntered", "ParticipantChanged"]


def test_at_the_end_of_the_row_nothing_moves(demo):
    first = _enter(demo, person(given="Uno"))
    _enter(demo, person("head", given="Jefa"))

    with transaction():
        services.move_participant(first, -1, by=demo.user("focal"))
        services.move_participant(first, 1, by=demo.user("focal"))

    assert _names(demo) == ["Jefa", "Uno"]


def test_a_name_however_it_is_spelled_is_in_a_delegation_once(demo):
    _enter(demo, person(given="José", family="Núñez"))

    with pytest.raises(errors.AlreadyInDelegation) as refused:
        _enter(demo, person(given="JOSE", family="nun\u0303ez"))

    assert refused.value.field == "family_names"


def test_the_same_name_and_the_same_address_is_about_the_address(demo):
    _enter(demo, person(email="ines@example.org"))

    with pytest.raises(errors.AddressAlreadyUsed) as refused:
        _enter(demo, person(email="ines@example.org"))

    assert refused.value.message == "Inés Prueba, of this delegation, has this address."


def test_an_address_used_elsewhere_does_not_say_by_whom(demo):
    theirs = demo.person("delegate")

    with pytest.raises(errors.AddressAlreadyUsed) as refused:
        _enter(demo, person(email=theirs.email))

    assert theirs.family_names not in refused.value.message
    assert refused.value.message == "Another participant has this address."


def test_of_a_second_head_with_a_used_address_the_head_is_said_first(demo):
    _enter(demo, person("head", "Elena", "Cabeza", email="elena@example.org"))

    with pytest.raises(errors.HeadAlreadyNamed):
        _enter(demo, person("head", "Otra", "Cabeza", email="elena@example.org"))


def test_who_comes_along_has_no_part_and_does_not_make_a_delegation(demo):
    _enter(demo, person("head", given="Rita", category="press"))
    chile = demo.delegation("CL")

    assert (chile.head, chile.participants[0].role) == (None, "participant")
    assert "head" in rules.lacks_of(chile)
    _enter(demo, person("head", given="Elena"))
    assert _names(demo) == ["Elena", "Rita"]


@pytest.mark.parametrize(("code", "category"), [("CL", "member_state"), ("exhibitor-a01", "press")])
def test_what_does_not_come_along_with_a_delegation_is_refused(demo, code, category):
    wrong = "permanent_observer" if category == "member_state" else category

    with pytest.raises(errors.NotOffered) as refused:
        _enter(demo, person("participant", category=wrong), by="secretariat", code=code)

    assert refused.value.field == "role"


def test_a_missing_office_is_what_accreditation_lacks_but_not_of_those_who_come_along(demo):
    _enter(demo, person("head", office=""))
    _enter(demo, person(given="Ana", office="", category="accompanying_person"))
    chile = demo.delegation("CL")

    assert rules.lacks_of(chile) == ["office", "letter"]
    with pytest.raises(errors.Incomplete) as refused, transaction():
        services.submit_composition(chile, by=demo.user("focal"))
    assert refused.value.lacks == ("office",)


@pytest.mark.parametrize(
    ("arrives", "departs", "field"),
    [
        ((1, "10:00"), (1, "09:00"), "departs_at"),
        ((1, "10:00"), (1, "10:00"), "departs_at"),
        ((-70, "10:00"), None, "arrives_at"),
        (None, (80, "10:00"), "departs_at"),
    ],
)
def test_a_stay_that_cannot_be_is_refused_beside_its_field(demo, arrives, departs, field):
    stay = {"arrives_at": arrives and demo.moment(*arrives), "departs_at": departs and demo.moment(*departs)}

    with pytest.raises(errors.StayMistyped) as refused:
        _enter(demo, person(**stay))

    assert refused.value.field == field
    assert demo.delegation("CL").participants == []


def test_a_stay_within_two_months_of_the_meeting_is_kept_as_an_instant(demo):
    entered = _enter(demo, person(arrives_at=demo.moment(0, "21:30"), departs_at=demo.moment(60, "10:00")))

    db.session.expire_all()
    assert entered.arrives_at == demo.moment(0, "21:30")
    assert entered.arrives_at > now()


def test_moving_people_is_closed_with_registration(demo, at):
    entered = _enter(demo, person())
    with at(after_closing(demo)), pytest.raises(Refusal), transaction():
        services.move_participant(entered, 1, by=demo.user("focal"))

    assert db.session.get(Participant, entered.id).place == 1000
