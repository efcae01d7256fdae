"""Records and decisions: numbers without gaps, nothing written over, nothing final changed."""

from __future__ import annotations

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.agenda.errors import HasRecord
from fairapp.agenda.models import Session
from fairapp.agenda.services import remove_session
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.edition.models import Outcome
from fairapp.outcomes import services
from fairapp.outcomes.errors import NumberIsFinal, RecordIsEmpty, RecordIsFinal, WrittenMeanwhile
from fairapp.outcomes.models import Decision, SessionRecord
from fairapp.outcomes.services import DecisionDetails


def plenary(number: int) -> Session:
    return db.session.scalars(
        select(Session).where(Session.kind == "plenary", Session.number == number)
    ).one()


def record(number: int) -> SessionRecord:
    return db.session.scalars(select(SessionRecord).where(SessionRecord.session == plenary(number))).one()


def numbers() -> list[tuple[int, str]]:
    db.session.expire_all()
    found = db.session.scalars(select(Decision).order_by(Decision.number))
    return [(d.number, d.text["en"][:12]) for d in found]


def decide(target: SessionRecord, text: str, by: User) -> Decision:
    return services.add_decision(target, DecisionDetails(Translated(en=text)), by=by)


def facts(name: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.fact == name)))


@pytest.fixture
def rapporteur(demo):
    return demo.user("rapporteur")


def test_a_record_is_begun_once(demo, rapporteur):
    with transaction():
        first = services.open_record(plenary(3), by=rapporteur)
        again = services.open_record(plenary(3), by=rapporteur)

    assert first is again
    assert first.status == "open"


def test_decisions_are_numbered_through_the_meeting(demo, rapporteur):
    with transaction():
        third = services.open_record(plenary(3), by=rapporteur)
        decide(third, "To report", rapporteur)

    assert [n for n, _text in numbers()] == [1, 2, 3, 4]


def test_striking_a_decision_moves_later_ones_up(demo, rapporteur):
    with transaction():
        second = db.session.scalars(select(Decision).where(Decision.number == 2)).one()
        services.remove_decision(second, version=1, by=rapporteur)

    assert [n for n, _text in numbers()] == [1, 2]
    assert numbers()[1][1] == "To channel o"
    (line,) = facts("DecisionRemoved")
    assert "recognize" in str(line.changes["decision 2"][0])


def test_a_number_in_a_final_record_is_not_changed_by_striking_or_moving(demo, rapporteur):
    with transaction():
        third = services.open_record(plenary(3), by=rapporteur)
        decide(third, "To report", rapporteur)
        services.finalise(third, version=third.version, by=rapporteur)
    before = numbers()
    channel = db.session.scalars(select(Decision).where(Decision.number == 3)).one()

    with pytest.raises(NumberIsFinal, match=r"No\. 4"), transaction():
        services.remove_decision(channel, version=1, by=rapporteur)
    with pytest.raises(NumberIsFinal, match=r"No\. 4"), transaction():
        services.move_decision(channel, 1, version=1, by=rapporteur)
    assert numbers() == before


def test_neighbours_change_places(demo, rapporteur):
    channel = db.session.scalars(select(Decision).where(Decision.number == 3)).one()
    with transaction():
        services.move_decision(channel, -1, version=1, by=rapporteur)

    assert [text for _n, text in numbers()][1:] == ["To channel o", "To recognize"]


def test_the_last_decision_has_nowhere_later_to_go(demo, rapporteur):
    before = numbers()
    channel = db.session.scalars(select(Decision).where(Decision.number == 3)).one()
    with transaction():
        services.move_decision(channel, 1, version=1, by=rapporteur)

    assert numbers() == before
    assert not facts("DecisionMoved")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["add", "remove", "up", "down"]), st.integers(0, 9)), max_size=10
    )
)
def test_whatever_is_added_struck_and_moved_numbers_run_from_one_without_gaps(demo, rapporteur, steps):
    second = record(2)
    for act, place in steps:
        mine = list(db.session.scalars(select(Decision).where(Decision.record == second)))
        chosen = mine[place % len(mine)] if mine else None
        try:
            with transaction():
                if act == "add":
                    decide(second, f"To do {place}", rapporteur)
                elif chosen and act == "remove":
                    services.remove_decision(chosen, version=chosen.version, by=rapporteur)
                elif chosen:
                    way = -1 if act == "up" else 1
                    services.move_decision(chosen, way, version=chosen.version, by=rapporteur)
        except NumberIsFinal:
            pass
        found = [n for n, _text in numbers()]
        assert found == list(range(1, len(found) + 1))
        assert numbers()[0][1] == "To adopt the"


@pytest.mark.races
def test_decisions_entered_at_the_same_time_get_different_numbers(app, demo, rapporteur):
    session_ids = [plenary(n).id for n in (3, 4)]
    user_id, gate, broken = rapporteur.id, threading.Barrier(12), []

    def enter(place: int) -> None:
        with app.app_context():
            try:
                gate.wait(timeout=30)
                with transaction():
                    by = db.session.get(User, user_id)
                    session = db.session.get(Session, session_ids[place % 2])
                    decide(services.open_record(session, by=by), f"To do {place}", by)
            except Exception as error:
                broken.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=enter, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    assert not broken
    assert [n for n, _text in numbers()] == list(range(1, 16))


def test_a_summary_that_somebody_else_saved_is_not_written_over(demo, rapporteur):
    second = record(2)
    opened = second.version
    with transaction():
        services.write_summary(second, Translated(en="Theirs"), version=opened, by=rapporteur)
    with pytest.raises(WrittenMeanwhile), transaction():
        services.write_summary(second, Translated(en="Mine"), version=opened, by=rapporteur)

    assert record(2).summary == Translated(en="Theirs")


def test_saving_the_same_words_again_is_no_conflict_and_no_fact(demo, rapporteur):
    second, told = record(2), len(facts("SummaryWritten"))
    with transaction():
        services.write_summary(second, Translated(second.summary), version=-1, by=rapporteur)

    assert len(facts("SummaryWritten")) == told


def test_one_person_decides_while_another_writes(demo, rapporteur):
    second = record(2)
    opened = second.version
    with transaction():
        decide(second, "To report", rapporteur)
    with transaction():
        services.write_summary(second, Translated(en="Mine"), version=opened, by=rapporteur)

    assert record(2).summary == Translated(en="Mine")


def test_a_final_record_does_not_change_until_it_is_reopened(demo, rapporteur):
    first = record(1)
    decision = first.decisions[0]
    verbs = [
        lambda: services.write_summary(first, Translated(en="No"), version=first.version, by=rapporteur),
        lambda: decide(first, "To do", rapporteur),
        lambda: services.change_decision(
            decision, DecisionDetails(Translated(en="No")), version=1, by=rapporteur
        ),
        lambda: services.remove_decision(decision, version=1, by=rapporteur),
        lambda: services.move_decision(decision, 1, version=1, by=rapporteur),
    ]
    for verb in verbs:
        with pytest.raises(RecordIsFinal), transaction():
            verb()
    with transaction():
        services.reopen(first, version=first.version, by=rapporteur)
        services.write_summary(first, Translated(en="Yes"), version=first.version, by=rapporteur)

    assert record(1).summary == Translated(en="Yes")
    assert facts("RecordReopened")[0].changes == {"status": ["final", "open"]}


def test_there_is_nothing_final_about_an_empty_record(demo, rapporteur):
    with transaction():
        third = services.open_record(plenary(3), by=rapporteur)
    with pytest.raises(RecordIsEmpty), transaction():
        services.finalise(third, version=third.version, by=rapporteur)


def test_finalising_twice_is_told_once(demo, rapporteur):
    second, told = record(2), len(facts("RecordFinalised"))
    with transaction():
        services.finalise(second, version=second.version, by=rapporteur)
        services.finalise(second, version=-1, by=rapporteur)

    assert len(facts("RecordFinalised")) == told + 1


def test_a_session_with_a_record_cannot_be_taken_out_of_the_programme(demo):
    session = plenary(2)
    with pytest.raises(HasRecord), transaction():
        remove_session(session, version=session.version, by=demo.user("secretariat"))

    assert record(2).summary


def test_the_status_of_an_outcome_is_not_set_over_somebody_elses(demo):
    by = demo.user("secretariat")
    outcome = db.session.scalars(select(Outcome).where(Outcome.code == "O1")).one()
    was = outcome.status
    with transaction():
        services.set_outcome_status(outcome, "agreed", was=was, by=by)
    with pytest.raises(WrittenMeanwhile, match="Agreed"), transaction():
        services.set_outcome_status(outcome, "deferred", was=was, by=by)

    assert facts("OutcomeStatusSet")[0].changes == {"status": [was, "agreed"]}
