"""Who is told what, in which language; and the calendar entry that updates."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from fairapp.core.db import transaction
from fairapp.meetings.errors import AnsweredMeanwhile
from fairapp.meetings.services import cancel_meeting, decline_meeting, withdraw_meeting


def _event(letter):
    calendar = Calendar.from_ical(letter.calendar)
    (event,) = calendar.walk("VEVENT")
    return calendar["METHOD"], event


def test_the_one_who_is_asked_receives_a_letter_with_the_way_to_answer(fair):
    meeting = fair.ask(purpose="Joint training of municipal planners.")

    (letter,) = fair.letters()
    assert (letter.to_email, letter.lang, letter.kind) == ("counterpart@example.org", "es", "meeting-asked")
    assert f"http://fairapp.test/demo/meetings/{meeting.id}" in letter.text
    assert "Joint training of municipal planners." in letter.text
    assert "jueves 22 de abril" in letter.text
    assert letter.calendar is None


def test_acceptance_invites_both_in_their_own_languages(fair):
    meeting = fair.arrange()

    to_rodrigo, to_kezia = sorted(fair.letters()[1:], key=lambda letter: letter.to_email)
    assert (to_kezia.to_email, to_kezia.lang) == ("delegate@example.org", "en")
    assert (to_rodrigo.to_email, to_rodrigo.lang) == ("counterpart@example.org", "es")
    assert "Table 1, Bilateral Meetings Area" in to_kezia.text
    assert "Mesa 1, Área de reuniones bilaterales" in to_rodrigo.text
    assert "2:30 – 2:50\u00a0p.m." in to_kezia.text.replace("\u00a0–", " –")
    for letter in (to_kezia, to_rodrigo):
        method, event = _event(letter)
        assert (method, letter.calendar_method) == ("REQUEST", "REQUEST")
        assert event["DTSTART"].dt == meeting.starts_at
        assert event["DTEND"].dt == meeting.ends_at
        assert "DTSTART;TZID=America/New_York:20270422T143000" in letter.calendar
        assert event["STATUS"] == "CONFIRMED"
        assert event["ORGANIZER"] == "mailto:secretariat@fairapp.invalid"
        assert {str(a): a.params["PARTSTAT"] for a in event["ATTENDEE"]} == {
            "mailto:delegate@example.org": "ACCEPTED",
            "mailto:counterpart@example.org": "ACCEPTED",
        }


def test_one_uid_for_ever_and_a_sequence_that_rises(fair):
    meeting = fair.arrange()
    with transaction():
        cancel_meeting(meeting, "A flight was moved.", by=fair.demo.user("delegate"))

    events = [_event(letter) for letter in fair.letters() if letter.calendar]
    assert [method for method, _event in events] == ["REQUEST", "REQUEST", "CANCEL", "CANCEL"]
    assert {str(event["UID"]) for _method, event in events} == {meeting.uid}
    sequence = [int(event["SEQUENCE"]) for _method, event in events]
    assert sequence[0] == sequence[1] < sequence[2] == sequence[3]
    assert [str(event["STATUS"]) for _method, event in events][2:] == ["CANCELLED", "CANCELLED"]
    assert events[2][1]["LOCATION"] == events[0][1]["LOCATION"]


def test_a_cancellation_tells_both_the_reason(fair):
    meeting = fair.arrange()
    with transaction():
        cancel_meeting(meeting, "A flight was moved.", by=fair.demo.user("delegate"))

    last_two = fair.letters()[-2:]
    assert {letter.to_email for letter in last_two} == {"delegate@example.org", "counterpart@example.org"}
    assert all("A flight was moved." in letter.text for letter in last_two)


@pytest.mark.parametrize(("words", "said"), [("Perhaps next year.", True), ("", False)])
def test_a_refusal_reaches_the_asker_with_its_courteous_word(fair, words, said):
    meeting = fair.ask()
    with transaction():
        decline_meeting(meeting, words, by=fair.demo.user("counterpart"))

    letter = fair.letters()[-1]
    assert (letter.kind, letter.to_email) == ("meeting-declined", "delegate@example.org")
    assert ("They wrote:" in letter.text) is said


def test_a_withdrawn_request_writes_no_letter(fair):
    meeting = fair.ask()
    before = len(fair.letters())
    with transaction():
        withdraw_meeting(meeting, by=fair.demo.user("delegate"))

    assert len(fair.letters()) == before


def test_somebody_without_an_address_receives_nothing_and_is_no_attendee(fair):
    silent = fair.others(1)[0]
    with transaction():
        silent.email, silent.user = None, None
    fair.arrange(host=silent)

    (letter,) = fair.letters()
    assert (letter.to_email, letter.kind) == ("delegate@example.org", "meeting-accepted")
    _method, event = _event(letter)
    attendees = event["ATTENDEE"]
    assert (
        str(attendees if not isinstance(attendees, list) else attendees[0]) == "mailto:delegate@example.org"
    )


def test_somebody_who_cannot_sign_in_is_told_to_answer_through_the_secretariat(fair):
    visitor = next(p for p in fair.others(20) if p.email and not p.user)
    meeting = fair.ask(host=visitor)

    (letter,) = fair.letters()
    assert letter.to_email == visitor.email
    assert f"/meetings/{meeting.id}" not in letter.text


def test_a_refused_acceptance_writes_nothing(fair):
    meeting = fair.ask()
    fair.accept(meeting)
    before = len(fair.letters())

    with pytest.raises(AnsweredMeanwhile):
        fair.accept(meeting)

    assert len(fair.letters()) == before
