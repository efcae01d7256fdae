"""Who can be met, which times suit both, what waits for whom."""

from __future__ import annotations

import pytest

from fairapp.core.db import transaction
from fairapp.core.i18n import Translated
from fairapp.meetings import board, queries
from fairapp.meetings.directory import Search, find, parties_of
from fairapp.meetings.services import cancel_meeting
from fairapp.timetable.services import book


def _found(fair, **search):
    page = find(parties_of(fair.edition.id), Search(**search))
    return [person.id for party in page.items for person in party.people]


def test_only_people_open_to_meetings_of_accredited_delegations_are_listed(fair):
    assert fair.rodrigo.id in _found(fair, party="MX")
    with transaction():
        fair.rodrigo.open_to_meetings = False

    assert fair.rodrigo.id not in _found(fair, party="MX")
    with transaction():
        fair.rodrigo.open_to_meetings = True
        fair.rodrigo.delegation.status = "verified"

    assert _found(fair, party="MX") == []


def test_one_does_not_find_oneself(fair):
    assert fair.kezia.delegation_id not in {
        d.id for d in parties_of(fair.edition.id, besides=fair.kezia.delegation_id)
    }


@pytest.mark.parametrize(
    "q", ["rodrigo", "MODELO ficticia", "alterno rodrigo", "méxico rodrigo", "mexico fict"]
)
def test_words_are_found_whatever_accents_capitals_and_order(fair, q):
    assert fair.rodrigo.id in _found(fair, q=q)


def test_what_nobody_has_finds_nobody(fair):
    assert _found(fair, q="zzz") == _found(fair, language="de") == _found(fair, party="nowhere") == []


def test_the_kind_of_party_and_the_language_narrow_the_list(fair):
    assert fair.winston.id in _found(fair, category="exhibitor")
    assert fair.rodrigo.id not in _found(fair, category="exhibitor")
    assert fair.rodrigo.id in _found(fair, language="es")
    assert fair.rodrigo.id not in _found(fair, language="fr")


def test_a_page_holds_fifty_people_and_beyond_the_end_is_the_last(fair):
    first = find(parties_of(fair.edition.id), Search())
    last = find(parties_of(fair.edition.id), Search(), number=99)

    assert sum(len(party.people) for party in first.items) == 50
    assert (last.page, last.last) == (last.pages, last.total)


def test_common_times_leave_out_where_either_is_busy_or_no_table_is_free(fair):
    _take(fair, [fair.kezia.resource_id], 0)
    _take(fair, [fair.rodrigo.resource_id], 1)
    _take(fair, [table.resource_id for table in fair.tables()], 2)
    _take(fair, [table.resource_id for table in fair.tables()[1:]], 3)

    times = queries.common_times(fair.kezia, fair.rodrigo)

    assert [slot.id for slot in times.free] == [slot.id for slot in fair.slots[3:]]
    assert times.ahead == len(fair.slots)


def test_times_that_have_begun_are_no_choice(fair, at):
    with at(fair.slots[4].starts_at):
        times = queries.common_times(fair.kezia, fair.rodrigo)

    assert [slot.id for slot in times.free] == [slot.id for slot in fair.slots[5:]]
    assert times.ahead == len(fair.slots) - 5


def test_ones_meetings_are_sorted_by_what_one_can_do(fair, at):
    to_answer = fair.ask(asker=fair.winston, host=fair.kezia, slot=3)
    asked = fair.ask(slot=2)
    ahead = fair.arrange(asker=fair.kezia, host=fair.others(1)[0], slot=1)
    cancelled = fair.arrange(asker=fair.kezia, host=fair.others(2)[1], slot=0)
    with transaction():
        cancel_meeting(cancelled, "Moved.", by=fair.demo.user("delegate"))

    mine = queries.sorted_for(fair.kezia)
    assert (mine.to_answer, mine.ahead, mine.asked, mine.closed) == (
        [to_answer],
        [ahead],
        [asked],
        [cancelled],
    )
    with at(fair.after(to_answer)):
        later = queries.sorted_for(fair.kezia)
    assert (later.to_answer, later.ahead, later.asked) == ([], [], [])
    assert len(later.closed) == 4


def test_what_waits_is_said_to_the_one_it_waits_for(app, fair, at):
    meeting = fair.ask()
    with app.test_request_context("/demo/meetings/"):
        _enter(fair)
        (todo,) = queries.todo_for(fair.demo.user("counterpart"), fair.edition)
        assert (todo.count, todo.href) == (1, "/demo/meetings/")
        assert todo.sentence == "1 request for a meeting awaits your answer"
        assert queries.todo_for(fair.demo.user("delegate"), fair.edition) == []
        assert queries.todo_for(fair.demo.user("secretariat"), fair.edition) == []
        with at(meeting.starts_at):
            assert queries.todo_for(fair.demo.user("counterpart"), fair.edition) == []


def test_requests_to_people_who_cannot_sign_in_wait_for_the_secretariat(app, fair):
    fair.ask(host=next(p for p in fair.others(30) if p.user is None))
    with app.test_request_context("/demo/meetings/"):
        _enter(fair)
        (todo,) = queries.todo_for(fair.demo.user("secretariat"), fair.edition)

    assert todo.href == "/demo/meetings/board?status=requested"


def test_the_picture_of_the_tables(fair):
    one, other = fair.others(2)
    fair.arrange(slot=1)
    fair.arrange(asker=one, host=fair.winston, slot=1)
    fair.ask(asker=fair.winston, host=other, slot=2)

    picture = board.occupancy(fair.edition.id)

    assert len(picture.seated) == 2
    assert picture.fullest.id == fair.slots[1].id
    assert picture.by_slot[fair.slots[1].starts_at] == 2
    assert picture.waiting[fair.slots[2].starts_at] == 1
    assert [picture.level(slot) for slot in picture.slots[:3]] == [0, 1, 0]
    assert sum(len(slots) for slots in picture.days().values()) == len(fair.slots)


def test_an_empty_picture_has_no_fullest_time(fair):
    assert board.occupancy(fair.edition.id).fullest is None


def _enter(fair):
    from fairapp.edition.scope import enter_edition

    enter_edition(fair.edition)


def _take(fair, resources, slot):
    with transaction():
        book(
            resources,
            fair.slots[slot].span,
            edition_id=fair.edition.id,
            purpose="session",
            subject="session:0",
            title=Translated(en="Plenary"),
        )
