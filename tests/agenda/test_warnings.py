"""What is possible and yet unwise: the rules, on pictures of a draft."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fairapp.agenda.warning_words import KINDS, sentence
from fairapp.agenda.warnings import (
    Appointment,
    Draft,
    Hall,
    Limits,
    Party,
    Person,
    Sitting,
    warnings_of,
)
from fairapp.core.i18n import LANGUAGES, Translated, speaking
from fairapp.timetable.zones import spoken_in

NINE = datetime(2027, 4, 22, 13, 0, tzinfo=UTC)
HALL = Hall("HOA", Translated(en="Hall of the Americas"), 300, interpretation=True)
SMALL = Hall("GUE", Translated(en="Guerrero Room"), 20, interpretation=False)
ANA = Person("participant:1", "Ana Modelo")
IVO = Person("interpreter:1", "Ivo Exemplo")


def sitting(number, start=0, minutes=60, kind="panel", **more):
    begin = NINE + timedelta(minutes=start)
    return Sitting(
        number,
        kind,
        more.pop("access", "all"),
        Translated(en=f"Session {number}"),
        begin,
        begin + timedelta(minutes=minutes),
        more.pop("hall", HALL),
        **more,
    )


def found(kind, *sittings, **more):
    in_order = tuple(sorted(sittings, key=lambda s: (s.start, s.id)))
    return [one for one in warnings_of(Draft(in_order, **more)) if one.kind == kind]


@pytest.mark.parametrize(
    ("one", "other", "warned"),
    [
        ("plenary", "working_group", True),
        ("drafting_group", "plenary", True),
        ("inaugural", "side_event", True),
        ("inaugural", "coffee_break", False),
        ("plenary", "side_event", False),
        ("working_group", "drafting_group", False),
    ],
)
def test_kinds_that_must_not_be_parallel(one, other, warned):
    assert bool(found("parallel", sitting(1, kind=one), sitting(2, 30, kind=other))) is warned
    assert not found("parallel", sitting(1, kind=one), sitting(2, 60, kind=other)), "they only touch"


def test_a_delegation_needs_as_many_people_as_sessions_it_attends_at_once():
    groups = [sitting(n, kind="working_group") for n in (1, 2)]
    parties = (Party(7, Translated(en="Jamaica"), 1), Party(8, Translated(en="Mexico"), 2))

    (one,) = found("few_people", *groups, parties=parties)

    assert (one.sessions, [p.id for p in one.values["parties"]]) == ((1, 2), [7])
    assert not found("few_people", groups[0], sitting(2, 60, kind="working_group"), parties=parties)
    assert not found("few_people", groups[0], sitting(2, kind="side_event"), parties=parties)
    assert found("few_people", groups[0], sitting(2, kind="panel", access="delegations"), parties=parties)


def test_three_at_once_are_warned_of_together():
    groups = [sitting(n, 15 * n, kind="working_group") for n in (1, 2, 3)]

    (one,) = found("few_people", *groups, parties=(Party(7, Translated(en="Jamaica"), 2),))

    assert one.sessions == (1, 2, 3)


@pytest.mark.parametrize(
    ("start", "hall", "warned"), [(60, SMALL, True), (64, SMALL, True), (65, SMALL, False), (60, HALL, False)]
)
def test_walking_takes_five_minutes(start, hall, warned):
    first = sitting(1, duties=(("panelist", ANA),))
    second = sitting(2, start, hall=hall, duties=(("chair", ANA),))

    assert bool(found("walking", first, second)) is warned


def test_walking_is_measured_by_the_limits_of_the_edition():
    first, second = sitting(1, interpreters=(IVO,)), sitting(2, 65, hall=SMALL, interpreters=(IVO,))

    assert not found("walking", first, second)
    assert found("walking", first, second, limits=Limits(walking=10))


@pytest.mark.parametrize(
    ("minutes", "pause", "warned"), [(90, 0, False), (95, 0, True), (95, 10, True), (95, 15, False)]
)
def test_interpreters_rest_after_three_hours(minutes, pause, warned):
    first = sitting(1, 0, 90, interpreters=(IVO,))
    second = sitting(2, 90 + pause, minutes, interpreters=(IVO, IVO))

    assert bool(found("no_rest", first, second)) is warned


def test_a_head_of_delegation_belongs_in_the_plenary():
    meeting = Appointment(ANA, NINE + timedelta(minutes=30), NINE + timedelta(minutes=50))

    assert found("head_elsewhere", sitting(1, kind="plenary"), appointments=(meeting,))
    assert not found("head_elsewhere", sitting(1, kind="panel"), appointments=(meeting,))
    assert not found("head_elsewhere", sitting(1, 50, kind="plenary"), appointments=(meeting,))


def test_a_room_seats_those_who_are_expected():
    assert found("too_small", sitting(1, hall=SMALL, expected=21))
    assert not found("too_small", sitting(1, hall=SMALL, expected=20))
    assert not found("too_small", sitting(1, hall=Hall("X", Translated(), None, True), expected=999))


def test_some_kinds_need_interpretation_and_a_chair():
    bare = sitting(1, kind="plenary", hall=SMALL, duties=(("rapporteur", ANA),))
    full = sitting(2, kind="plenary", duties=(("chair", None),))

    assert [w.sessions for w in found("no_interpretation", bare, full)] == [(1,)]
    assert [w.sessions for w in found("no_chair", bare, full)] == [(1,)]
    assert not found("no_chair", sitting(3, kind="side_event"))


def test_the_same_clash_keeps_its_name_and_another_time_has_another():
    pair = sitting(1, kind="plenary"), sitting(2, kind="working_group")
    later = sitting(1, 5, kind="plenary"), sitting(2, kind="working_group")
    renamed = sitting(1, kind="plenary", expected=3), sitting(2, kind="working_group")

    key = found("parallel", *pair)[0].key
    assert key == found("parallel", *renamed)[0].key
    assert key != found("parallel", *later)[0].key
    assert len(key) <= 200


def everything():
    """A draft that gives every warning there is."""
    return Draft(
        (
            sitting(1, 0, 200, kind="plenary", hall=SMALL, expected=50, interpreters=(IVO,)),
            sitting(2, 0, 200, kind="working_group", duties=(("chair", ANA),)),
            sitting(3, 201, kind="panel", hall=SMALL, duties=(("panelist", ANA),)),
        ),
        tuple(Party(n, Translated(en=f"State {n}"), 1) for n in range(6)),
        (Appointment(ANA, NINE, NINE + timedelta(minutes=20)),),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_warning_has_a_name_and_a_sentence(app, lang):
    with app.test_request_context(), speaking(lang), spoken_in("America/New_York"):
        told = {one.kind: sentence(one) for one in warnings_of(everything())}

    assert set(told) == set(KINDS)
    assert all("Session" in text or one == "no_rest" for one, text in told.items())


def test_sentences_say_who_what_when(app):
    with app.test_request_context(), spoken_in("America/New_York"):
        told = {one.kind: sentence(one).replace("\u00a0", " ") for one in warnings_of(everything())}

    assert "Thu, Apr 22" in told["parallel"] or "Thu 22 Apr" in told["parallel"]
    assert "9:00 a.m. – 12:20 p.m." in told["parallel"]
    assert told["walking"].startswith("Ana Modelo has 1 minute to go from “Session 2”")
    assert "State 3 and 2 more" in told["few_people"]
    assert told["too_small"] == "“Session 1”: 50 people are expected, Guerrero Room seats 20."
