"""Asking, answering, taking back: what holds time, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction, violates
from fairapp.core.i18n import Translated, speaking
from fairapp.edition.services import open_edition
from fairapp.meetings.errors import (
    AnsweredMeanwhile,
    AskedAlready,
    NoTableLeft,
    NotOpenToMeetings,
    TimeHasPassed,
    TwoSides,
    UnknownEntry,
    UnknownSlot,
)
from fairapp.meetings.models import Meeting
from fairapp.meetings.services import Wish, ask_for_meeting, cancel_meeting, decline_meeting, withdraw_meeting
from fairapp.timetable import queries as timetable
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.models import Claim
from fairapp.timetable.services import book
from fairapp.timetable.zones import spoken_in


def _count(model):
    return len(list(db.session.execute(select(model))))


def test_asking_takes_no_time(fair):
    meeting = fair.ask()

    assert meeting.status == "requested"
    assert (meeting.booking_id, meeting.table_id) == (None, None)
    assert _count(Claim) == 0


def test_accepting_takes_both_people_and_the_first_free_table(fair):
    meeting = fair.accept(fair.ask())

    assert (meeting.status, meeting.table.number) == ("accepted", 1)
    held = set(db.session.scalars(select(Claim.resource_id)))
    assert held == {fair.kezia.resource_id, fair.rodrigo.resource_id, meeting.table.resource_id}
    for person in (fair.kezia, fair.rodrigo):
        (entry,) = timetable.agenda_of(person.resource_id)
        assert entry.subject == f"meeting:{meeting.id}"
        assert entry.span == fair.slots[0].span


def test_what_others_see_of_a_meeting_names_the_parties_and_not_the_purpose(fair):
    meeting = fair.accept(fair.ask(purpose="Secret terms"))

    assert meeting.booking.title.to("en") == "Bilateral meeting: Jamaica – Mexico"
    assert "Secret" not in str(dict(meeting.booking.title)) + str(dict(meeting.booking.place))
    assert meeting.booking.place.to("es") == "Mesa 1, Área de reuniones bilaterales"


def test_the_next_meeting_of_a_slot_gets_the_next_table(fair):
    first, second = fair.others(2)
    fair.arrange()

    assert fair.arrange(asker=first, host=fair.winston).table.number == 2
    assert second.delegation_id


def test_a_person_already_meeting_stands_in_the_way(fair):
    fair.arrange()
    other = fair.ask(asker=fair.winston, host=fair.others(1)[0])
    other.host = fair.rodrigo
    with transaction():
        other.pair = "later"

    with pytest.raises(AlreadyBooked) as refused, spoken_in("America/New_York"):
        fair.accept(other)

    assert [one.resource_id for one in refused.value.obstacles] == [fair.rodrigo.resource_id]
    with spoken_in("America/New_York"):
        assert refused.value.message == (
            "From 2:30\u00a0p.m. to 2:50\u00a0p.m., Rodrigo Ficticia Modelo has a meeting."
        )
    again = fair.reload(other)
    assert (again.status, again.booking_id, again.table_id, again.version) == ("requested", None, None, 1)
    assert len(fair.bookings()) == 1


def test_when_every_table_is_taken_the_refusal_says_so(fair):
    meeting = fair.ask()
    _take(fair, [table.resource_id for table in fair.tables()])

    with pytest.raises(NoTableLeft) as refused:
        fair.accept(meeting)

    assert refused.value.message == "Every table is taken at that time. Choose another time."
    assert fair.reload(meeting).status == "requested"


def test_somebody_at_the_podium_cannot_be_at_a_table(fair):
    meeting = fair.ask()
    _take(fair, [fair.kezia.resource_id], purpose="session")

    with pytest.raises(AlreadyBooked):
        fair.accept(meeting)

    assert timetable.inspect(fair.edition.id).flaws == ()


def test_cancelling_frees_the_time_and_the_table_and_keeps_the_history(fair):
    meeting = fair.arrange()

    with transaction():
        cancel_meeting(meeting, "A flight was moved.", by=fair.demo.user("delegate"))

    assert _count(Claim) == len(fair.bookings()) == 0
    kept = fair.reload(meeting)
    assert (kept.status, kept.table, kept.answer) == ("cancelled", None, "A flight was moved.")
    assert [(s.status, s.words, s.table and s.table.number) for s in kept.steps] == [
        ("requested", "", None),
        ("accepted", "", 1),
        ("cancelled", "A flight was moved.", None),
    ]
    assert fair.arrange().table.number == 1


def test_a_closed_meeting_stays_closed(fair):
    meeting = fair.ask()
    with transaction():
        withdraw_meeting(meeting, by=fair.demo.user("delegate"))

    with pytest.raises(AnsweredMeanwhile) as refused:
        fair.accept(meeting)

    assert refused.value.message == "Someone answered just now: withdrawn."


def test_two_answers_at_once_and_the_second_person_reads_the_first(fair):
    meeting = fair.ask()
    seen = meeting.version
    with transaction():
        decline_meeting(meeting, "Not this time.", by=fair.demo.user("counterpart"), seen=seen)

    with pytest.raises(AnsweredMeanwhile) as refused:
        fair.accept(meeting, by="secretariat", seen=seen)

    with speaking("en"):
        assert refused.value.message == "Someone answered just now: declined."
    assert fair.reload(meeting).answer == "Not this time."


def test_an_older_version_is_refused_even_if_the_status_would_allow_it(fair):
    meeting = fair.arrange()

    with pytest.raises(AnsweredMeanwhile), transaction():
        cancel_meeting(meeting, "Late.", by=fair.demo.user("delegate"), seen=1)

    assert fair.reload(meeting).status == "accepted"


def test_nobody_meets_themselves_or_their_own_delegation(fair):
    colleague = next(p for p in fair.kezia.delegation.participants if p.id != fair.kezia.id)

    for host in (fair.kezia, colleague):
        with pytest.raises(TwoSides):
            fair.ask(host=host)
    assert _count(Meeting) == 0


def test_the_database_too_knows_that_a_meeting_has_two_sides(fair):
    meeting = fair.ask()

    with pytest.raises(IntegrityError) as broken, transaction():
        meeting.host = fair.kezia

    assert violates(broken.value, "ck_meeting_two_sides")


def test_only_an_accepted_meeting_holds_time_says_the_database(fair):
    meeting = fair.ask()
    meeting.table = fair.tables()[0]

    with pytest.raises(IntegrityError) as broken, transaction():
        meeting.status = "accepted"

    assert violates(broken.value, "ck_meeting_accepted_holds_time")


@pytest.mark.parametrize("why", ["closed", "not accredited"])
def test_who_does_not_take_requests_is_not_asked(fair, why):
    with transaction():
        if why == "closed":
            fair.rodrigo.open_to_meetings = False
        else:
            fair.rodrigo.delegation.status = "verified"

    with pytest.raises(NotOpenToMeetings):
        fair.ask()


def test_a_pair_has_one_open_request_whoever_asks(fair):
    fair.ask()

    with pytest.raises(AskedAlready) as again:
        fair.ask(slot=1)
    with pytest.raises(AskedAlready) as crossed:
        fair.ask(asker=fair.rodrigo, host=fair.kezia, slot=2)

    assert again.value.message == "You have asked Rodrigo Ficticia Modelo already. The answer is awaited."
    assert crossed.value.message == "Kezia Specimen has asked you for a meeting. Answer that request first."
    assert _count(Meeting) == 1


def test_after_an_answer_the_pair_may_ask_again(fair):
    meeting = fair.ask()
    with transaction():
        decline_meeting(meeting, by=fair.demo.user("counterpart"))

    assert fair.ask(slot=1).status == "requested"


@pytest.mark.parametrize("slot_id", [None, 0, 999_999])
def test_only_times_of_the_grid_can_be_asked_for(fair, slot_id):
    with pytest.raises(UnknownSlot) as refused, transaction():
        ask_for_meeting(fair.kezia, fair.rodrigo, Wish(slot_id, "Water"), by=fair.kezia.user)

    assert refused.value.field == "slot"


def test_a_time_of_another_edition_is_unknown_here(fair):
    other = _another_edition(fair)

    with pytest.raises(UnknownSlot), transaction():
        ask_for_meeting(fair.kezia, fair.rodrigo, Wish(other.id, "Water"), by=fair.kezia.user)


def test_a_time_that_has_passed_can_be_neither_asked_for_nor_accepted(fair, at):
    meeting = fair.ask()

    with at(meeting.starts_at):
        with pytest.raises(TimeHasPassed):
            fair.accept(meeting)
        with pytest.raises(TimeHasPassed):
            fair.ask(host=fair.winston)


def test_a_meeting_that_is_over_can_no_longer_be_cancelled(fair, at):
    meeting = fair.arrange()

    with at(fair.after(meeting)), pytest.raises(TimeHasPassed), transaction():
        cancel_meeting(meeting, "Too late.", by=fair.demo.user("delegate"))

    assert fair.reload(meeting).status == "accepted"


def test_asking_for_a_taken_time_is_answered_at_once(fair):
    fair.arrange(host=fair.winston)

    with pytest.raises(AlreadyBooked) as refused:
        fair.ask()

    assert refused.value.field == "slot"
    assert refused.value.obstacles[0].resource_id == fair.kezia.resource_id


def test_an_entry_must_be_a_published_one_of_either_side(fair):
    for code in ("OF-99", "'; drop"):
        with pytest.raises(UnknownEntry):
            fair.ask(entry=code)
    assert _count(Meeting) == 0


def test_every_step_leaves_a_line_in_the_log(fair):
    meeting = fair.arrange()

    lines = db.session.scalars(
        select(AuditEntry).where(AuditEntry.subject == f"meeting:{meeting.id}").order_by(AuditEntry.id)
    )
    assert [(line.fact, line.changes["status"]) for line in lines] == [
        ("MeetingAsked", [None, "requested"]),
        ("MeetingAccepted", ["requested", "accepted"]),
    ]


def _take(fair, resources, purpose="session"):
    with transaction():
        book(
            resources,
            fair.slots[0].span,
            edition_id=fair.edition.id,
            purpose=purpose,
            subject="session:0",
            title=Translated(en="Third plenary session"),
        )


def _another_edition(fair):
    from fairapp.edition.services import EditionDetails, add_slot

    name = Translated(en="Another meeting")
    with transaction():
        edition = open_edition(
            EditionDetails(
                slug="another",
                name=name,
                fair_name=name,
                place=name,
                venue=name,
                organ=name,
                time_zone="UTC",
                first_day=fair.edition.first_day,
                last_day=fair.edition.last_day,
            ),
            by=fair.demo.user("secretariat"),
        )
        span = type(fair.slots[0].span)(
            fair.slots[0].starts_at + timedelta(days=1), fair.slots[0].ends_at + timedelta(days=1)
        )
        return add_slot(edition, span)
