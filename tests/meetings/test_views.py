"""The doors: one good way through each, what is refused, who may enter."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from fairapp.core.db import db, transaction
from fairapp.meetings.models import Meeting
from fairapp.meetings.services import withdraw_meeting

NEW = "Rainwater harvesting for rural schools"


def _ask_url(fair):
    return f"/demo/meetings/ask/{fair.rodrigo.id}"


def _filled_in(fair, visitor, **data):
    form = visitor.get(_ask_url(fair)).form("/ask/")
    return {**form, "purpose": NEW, "slot": str(fair.slots[0].id), **data}


def _post(visit, who, url, data=None, status=None):
    return visit(who).post(url, data, status)


def test_a_delegate_asks_and_the_counterpart_accepts(fair, visit):
    kezia, rodrigo = visit("delegate"), visit("counterpart")
    assert fair.rodrigo.name in kezia.get("/demo/meetings/directory?q=rodrigo").words
    form = kezia.get(_ask_url(fair)).form("/ask/")
    sent = kezia.post(_ask_url(fair), {**form, "purpose": NEW, "slot": fair.slots[0].id}, 303)
    assert "is awaited" in kezia.follow(sent).words

    waiting = rodrigo.get("/demo/meetings/")
    assert NEW in waiting.words
    url = sent.response.headers["Location"]
    accepted = rodrigo.post(f"{url}/accept", rodrigo.get(url).form("/accept"), 303)

    assert "Table 1" in rodrigo.follow(accepted).words
    assert "Table 1" in kezia.get("/demo/meetings/").words


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"purpose": ""}, "Please fill this in."),
        ({"purpose": "x" * 501}, "At most 500 characters, please."),
        ({"slot": ""}, "Choose one of the meeting times."),
        ({"slot": "999999"}, "Choose one of the meeting times."),
        ({"slot": "soon"}, "Choose one of the meeting times."),
        ({"slot": "9" * 40}, "Choose one of the meeting times."),
        ({"entry": "OF-99"}, "Choose a published offer or request"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_is_kept(fair, visit, data, said):
    kezia = visit("delegate")

    page = kezia.post(_ask_url(fair), _filled_in(fair, kezia, **data), 422)

    assert said in page.words
    assert page.soup.find("textarea").text.strip() == {"purpose": NEW, **data}["purpose"]
    assert db.session.query(Meeting).count() == 0


def test_a_time_taken_meanwhile_is_explained_beside_the_times(fair, visit):
    kezia = visit("delegate")
    data = _filled_in(fair, kezia)
    fair.arrange(asker=fair.others(1)[0], host=fair.rodrigo)

    page = kezia.post(_ask_url(fair), data, 409)

    assert "Rodrigo Ficticia Modelo has a meeting." in page.words
    assert page.soup.select_one("#slot-error")
    assert not page.soup.select(f'input[name=slot][value="{fair.slots[0].id}"]')
    assert NEW in page.soup.find("textarea").text


def test_asking_twice_in_a_row_is_answered_with_what_there_is(fair, visit):
    kezia = visit("delegate")
    data = _filled_in(fair, kezia)
    kezia.post(_ask_url(fair), data, 303)

    page = kezia.post(_ask_url(fair), {**data, "slot": str(fair.slots[1].id)}, 409)

    assert "You have asked Rodrigo Ficticia Modelo already." in page.words


def test_without_a_common_time_the_page_teaches(fair, visit):
    for number, other in enumerate(fair.others(len(fair.slots))):
        fair.arrange(asker=other, host=fair.rodrigo, slot=number)

    page = visit("delegate").get(_ask_url(fair))

    assert "No common time left" in page.words
    assert not page.soup.select("input[name=slot]")


def test_oneself_colleagues_and_the_unwilling_are_refused_in_words(fair, visit):
    with transaction():
        fair.winston.open_to_meetings = False
    visitor = visit("delegate")

    assert "this is you" in visitor.get(f"/demo/meetings/ask/{fair.kezia.id}", 409).words
    assert "does not take requests" in visitor.get(f"/demo/meetings/ask/{fair.winston.id}", 409).words
    visitor.get("/demo/meetings/ask/999999", 404)


def test_two_answers_and_the_second_reads_the_first(fair, visit):
    meeting = fair.ask()
    url, rodrigo = f"/demo/meetings/{meeting.id}", visit("counterpart")
    form = rodrigo.get(url).form("/accept")
    with transaction():
        withdraw_meeting(meeting, by=fair.demo.user("delegate"))

    page = rodrigo.post(f"{url}/accept", form, 409)

    assert "Someone answered just now: withdrawn." in page.words
    assert not page.soup.select("form[action$='/accept']")


def test_pressing_accept_twice_accepts_once(fair, visit):
    meeting = fair.ask()
    url, rodrigo = f"/demo/meetings/{meeting.id}", visit("counterpart")
    form = rodrigo.get(url).form("/accept")
    rodrigo.post(f"{url}/accept", form, 303)

    assert "Someone answered just now: accepted." in rodrigo.post(f"{url}/accept", form, 409).words
    assert len(fair.bookings()) == 1


def test_a_delegate_who_is_elsewhere_is_named(fair, visit):
    first, second = fair.others(2)
    meeting = fair.ask(asker=first)
    fair.arrange(asker=second)

    page = _post(visit, "counterpart", f"/demo/meetings/{meeting.id}/accept", {"version": "1"}, 409)

    assert "From 2:30 p.m. to 2:50 p.m., Rodrigo Ficticia Modelo has a meeting." in page.words
    assert page.soup.select("form[action$='/accept']")


def test_declining_with_a_courteous_word(fair, visit):
    meeting = fair.ask()
    url, rodrigo = f"/demo/meetings/{meeting.id}/decline", visit("counterpart")
    form = rodrigo.get(url).form()

    rodrigo.post(url, {**form, "reason": "Perhaps next year."}, 303)

    assert "Perhaps next year." in visit("delegate").get(f"/demo/meetings/{meeting.id}").words


def test_withdrawing_a_request(fair, visit):
    meeting = fair.ask()
    url, kezia = f"/demo/meetings/{meeting.id}/withdraw", visit("delegate")

    done = kezia.post(url, kezia.get(url).form(), 303)

    assert "Withdrawn" in kezia.follow(done).words


def test_cancelling_needs_a_reason_and_keeps_the_history(fair, visit):
    meeting = fair.arrange()
    url, kezia = f"/demo/meetings/{meeting.id}/cancel", visit("delegate")
    form = kezia.get(url).form()

    assert "Please fill this in." in kezia.post(url, {**form, "reason": " "}, 422).words
    done = kezia.follow(kezia.post(url, {**form, "reason": "A flight was moved."}, 303))

    assert "A flight was moved." in done.words
    assert "Table 1" in done.words
    assert fair.bookings() == []


def test_the_secretariat_answers_for_those_who_cannot(fair, visit):
    meeting = fair.ask(host=next(p for p in fair.others(30) if p.user is None))
    secretariat = visit("secretariat")
    board = secretariat.get("/demo/meetings/board?status=requested")
    assert "cannot sign in" in board.words

    page = secretariat.get(f"/demo/meetings/{meeting.id}")
    assert "on their behalf" in page.words
    secretariat.post(f"/demo/meetings/{meeting.id}/accept", page.form("/accept"), 303)

    assert (
        "1 of 168 places in the grid is taken. The fullest time is"
        in secretariat.get("/demo/meetings/board").words
    )


@pytest.mark.parametrize("query", ["status=x&day=never&table=y", "day=2027-04-22&table=1", "page=77"])
def test_the_board_bears_any_address(fair, visit, query):
    fair.arrange()

    visit("secretariat").get(f"/demo/meetings/board?{query}")


@pytest.mark.parametrize("query", ["page=-3&topic=x&party=%00&language=zz&category=%F0", "q=" + "x" * 300])
def test_the_directory_bears_any_address(fair, visit, query):
    visit("delegate").get(f"/demo/meetings/directory?{query}")


@pytest.mark.parametrize("act", ["", "/decline", "/withdraw", "/cancel"])
def test_a_meeting_is_seen_by_its_two_sides_and_the_secretariat(fair, visit, act):
    meeting = fair.ask()

    visit("exhibitor").get(f"/demo/meetings/{meeting.id}{act}", 403)
    visit("rapporteur").get(f"/demo/meetings/{meeting.id}{act}", 403)
    visit(None).get(f"/demo/meetings/{meeting.id}{act}", 302)
    visit("secretariat").get(f"/demo/meetings/{meeting.id}")
    visit("delegate").get("/demo/meetings/999999", 404)


def test_who_may_do_what(fair, visit):
    meeting = fair.ask()
    url = f"/demo/meetings/{meeting.id}"

    _post(visit, "delegate", f"{url}/accept", status=403)
    _post(visit, "delegate", f"{url}/decline", status=403)
    _post(visit, "counterpart", f"{url}/withdraw", status=403)
    _post(visit, "exhibitor", f"{url}/cancel", status=403)
    visit("delegate").get("/demo/meetings/board", 403)
    assert fair.reload(meeting).status == "requested"


def test_whose_delegation_is_not_accredited_reads_what_is_missing(fair, visit):
    with transaction():
        fair.kezia.delegation.status = "verified"
    kezia = visit("delegate")

    assert "not accredited yet" in kezia.get("/demo/meetings/").words
    kezia.get("/demo/meetings/directory", 403)
    kezia.get(_ask_url(fair), 403)


@pytest.mark.parametrize("who", ["rapporteur", "chair", "focal"])
def test_who_is_no_participant_has_no_business_here(fair, visit, who):
    visit(who).get("/demo/meetings/directory", 403)


def test_the_secretariats_own_page_is_the_board(fair, visit):
    page = visit("secretariat").get("/demo/meetings/", 302)

    assert page.response.headers["Location"].endswith("/demo/meetings/board")


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_every_page_speaks_four_languages(fair, visit, lang):
    meeting = fair.ask()
    visitor = visit("counterpart", lang)

    for path in ("", "directory", f"ask/{fair.winston.id}", f"{meeting.id}", f"{meeting.id}/decline"):
        assert visitor.get(f"/demo/meetings/{path}").soup.html["lang"] == lang


def test_an_offer_can_be_named_and_then_stands_with_the_meeting(fair, visit):
    kezia = visit("delegate")
    code = next(
        option["value"]
        for option in kezia.get(_ask_url(fair)).soup.select("select[name=entry] option")
        if option["value"]
    )

    sent = kezia.post(_ask_url(fair), _filled_in(fair, kezia, entry=code), 303)

    assert code in kezia.follow(sent).words


def test_the_form_asks_the_database_no_more_than_it_must(fair, visit):
    assert _selects(visit("delegate"), _ask_url(fair)) <= 12


@pytest.mark.parametrize(
    ("who", "path"), [("delegate", ""), ("delegate", "directory"), ("secretariat", "board")]
)
def test_lists_ask_the_database_as_often_for_three_as_for_one(fair, visit, who, path):
    visitor, others = visit(who), fair.others(3)
    fair.arrange(host=others[0])
    one = _selects(visitor, f"/demo/meetings/{path}")
    fair.arrange(host=others[1], slot=1)
    fair.ask(host=others[2], slot=2)

    assert _selects(visitor, f"/demo/meetings/{path}") == one
    assert one <= 12


def _selects(visitor, url):
    statements = []

    def count(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        visitor.get(url)
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return len(statements)
