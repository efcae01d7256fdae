"""The pages of the order: who chooses, who draws, what everybody reads."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fairapp.core.db import db
from fairapp.registration import precedence, queries
from fairapp.registration.models import PrecedenceDraw
from tests.registration.orders import STATES, codes, leave
from tests.selects import selects


def test_protocol_chooses_a_rule_and_sees_the_order_it_gives(demo, visit):
    protocol = visit("protocol")
    page = protocol.get("/demo/precedence?category=permanent_observer")
    form = page.form("/precedence/rule")
    assert form["strategy"] == ["alphabetical"]

    answer = protocol.post(
        "/demo/precedence/rule?category=permanent_observer",
        {**form, "strategy": "alphabetical", "lang": "en"},
        303,
    )

    words = protocol.follow(answer).words
    assert "Alphabetical order in English, letter by letter." in words
    assert words.index("France") < words.index("Japan") < words.index("Korea")


def test_a_rule_that_does_not_exist_is_refused(demo, visit):
    visit("protocol").post("/demo/precedence/rule", {"strategy": "by_size", "lang": "es"}, 422)

    assert queries.rule_of(demo.edition.id, STATES).strategy == "by_lot"


def test_the_program_draws_and_the_page_shows_how_to_check(demo, visit):
    protocol = visit("protocol")
    form = protocol.get("/demo/precedence/draw").form("/precedence/draw")

    page = protocol.post("/demo/precedence/draw", form, 422)
    assert page.soup.find(id="reason-error")
    answer = protocol.post("/demo/precedence/draw", {**form, "reason": "Rehearsal"}, 303)

    draw = queries.last_draw(demo.edition.id)
    page = protocol.follow(answer)
    assert "was drawn and comes first" in page.text
    assert draw.seed in page.words
    assert precedence.command_to_check(draw.box, draw.seed) in page.words
    assert "Reason: Rehearsal" in page.words


def test_a_draw_by_hand_is_put_on_record_with_whose_hand_it_was(demo, visit):
    protocol = visit("protocol")
    form = protocol.get("/demo/precedence/draw/by-hand").form("/by-hand")

    protocol.post("/demo/precedence/draw/by-hand", {**form, "drawn": "ZZ", "reason": "Because"}, 422)
    sent = {**form, "drawn": "MX", "hand": "Ana <b>Ejemplo</b>", "reason": "The box was incomplete."}
    page = protocol.follow(protocol.post("/demo/precedence/draw/by-hand", sent, 303))

    assert codes(demo)[0] == "MX"
    assert "Ana <b>Ejemplo</b>" in page.words
    assert page.soup.find("b", string="Ejemplo") is None


def test_who_draws_after_somebody_else_drew_is_shown_that_and_keeps_the_reason(demo, visit):
    protocol, owner = visit("protocol"), visit("secretariat")
    seen = protocol.get("/demo/precedence/draw").form("/precedence/draw")
    form = owner.get("/demo/precedence/draw").form("/precedence/draw")
    owner.post("/demo/precedence/draw", {**form, "reason": "Mine"}, 303)

    page = protocol.post("/demo/precedence/draw", {**seen, "reason": "Also mine"}, 409)

    assert "Somebody else drew meanwhile." in page.words
    assert page.form("/precedence/draw")["reason"].strip() == "Also mine"
    protocol.post("/demo/precedence/draw", page.form("/precedence/draw"), 303)  # knowing of it, one may


@pytest.mark.parametrize("short", ["focal", "delegate", "exhibitor", "rapporteur"])
def test_nobody_else_comes_near_the_box(demo, visit, short):
    browser = visit(short)
    for path in ("/demo/precedence", "/demo/precedence/draw", "/demo/precedence/draw/by-hand"):
        browser.get(path, 403)
    for path in ("/demo/precedence/rule", "/demo/precedence/draw", "/demo/precedence/draw/by-hand"):
        browser.post(path, {"strategy": "alphabetical", "drawn": "MX", "reason": "Me"}, 403)

    assert len(db.session.scalars(select(PrecedenceDraw)).all()) == 1


def test_a_category_nobody_was_invited_of_is_not_there(demo, visit):
    visit("protocol").get("/demo/precedence?category=civil_society", 404)
    visit("protocol").get("/demo/precedence/draw?category=nonsense", 404)


def test_everybody_reads_the_order_and_the_seat_plan(demo, visit):
    stranger = visit()
    page = stranger.get("/demo/order-of-precedence")
    names = [li.get_text(" ", strip=True) for li in page.soup.select("ol.precedence li")]

    assert names[:2] == ["1 Jamaica drawn", "2 Mexico"]
    assert "Drawn by lot on January 18, 2027: Jamaica." in page.words
    plan = stranger.get("/demo/seating")
    assert plan.soup.find("svg", class_="seat-plan").title.get_text() == "Seat plan"
    assert "64 seats" in plan.words


def test_pages_ask_the_database_the_same_for_few_and_many(demo, visit):
    protocol = visit("protocol")
    costs = []
    for again in range(2):
        for path in ("/demo/precedence", "/demo/order-of-precedence", "/demo/seating"):
            db.session.remove()  # what the test has read is not the page's
            with selects() as seen:
                protocol.get(path)
            costs.append(len(seen))
        if not again:
            for code in ("MX", "PA", "PY", "PE", "ES"):
                leave(demo, code)

    assert costs[:3] == costs[3:]
    assert max(costs) <= 12
