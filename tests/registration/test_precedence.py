"""The order of precedence in the house: rules, draws, who keeps places right, pages, papers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.i18n import speaking
from fairapp.core.prints import file_of, html_of
from fairapp.core.refusals import Stale
from fairapp.documents.prints import find
from fairapp.edition import reference
from fairapp.registration import errors, order, orders, precedence, queries, services
from fairapp.registration.horseshoe import SEATS, laid, sides
from fairapp.registration.models import CredentialLetter, Delegation, PrecedenceDraw
from fairapp.registration.prints import order_of_precedence
from fairapp.registration.prints.seating import seating
from tests.papers import inspect_paper, words_of
from tests.registration.helpers import chile_with_letter, counted, facts

STATES, OBSERVERS = "member_state", "permanent_observer"


def codes(demo, category=STATES):
    """Codes of those with a place, by place; and places have no gap."""
    db.session.expire_all()
    found = db.session.scalars(
        select(Delegation)
        .where(
            Delegation.edition_id == demo.edition.id,
            Delegation.category == category,
            Delegation.precedence.is_not(None),
        )
        .order_by(Delegation.precedence)
    ).all()
    assert [d.precedence for d in found] == list(range(1, len(found) + 1))
    return [d.member_code for d in found]


def choose(demo, strategy, category=STATES, **more):
    with transaction():
        services.set_rule(demo.edition, category, strategy, by=demo.user("protocol"), **more)


# ---------------------------------------------------------------- rules


def test_states_and_observers_each_have_their_own_order(demo):
    assert codes(demo)[:4] == ["JM", "MX", "PA", "PY"]
    assert codes(demo, OBSERVERS) == ["KR", "ES", "FR", "JP"]  # Corea, España, Francia, Japón


def test_another_rule_settles_the_order_at_once_and_choosing_again_undoes_it(demo):
    drawn = codes(demo)

    choose(demo, "alphabetical", lang="en")
    english = codes(demo)
    choose(demo, "by_lot")

    assert english[:3] == ["AG", "AR", "BS"]
    assert english != drawn
    assert codes(demo) == drawn
    rule = queries.rule_of(demo.edition.id, STATES)
    assert (rule.strategy, rule.by) == ("by_lot", demo.user("protocol").id)


def test_the_alphabet_is_that_of_the_language_chosen(demo):
    choose(demo, "alphabetical", OBSERVERS, lang="en")
    assert codes(demo, OBSERVERS) == ["FR", "JP", "KR", "ES"]  # France, Japan, Korea, Spain

    choose(demo, "alphabetical", OBSERVERS, lang="es")
    assert codes(demo, OBSERVERS) == ["KR", "ES", "FR", "JP"]


def test_choosing_a_rule_is_told_once(demo):
    subject = f"edition:{demo.edition.id}"
    before = facts(subject).count("PrecedenceRuleSet")

    choose(demo, "by_credentials")
    choose(demo, "by_credentials")

    assert facts(subject).count("PrecedenceRuleSet") == before + 1


def test_without_a_draw_the_lot_gives_no_places(demo):
    choose(demo, "by_lot", OBSERVERS)

    assert codes(demo, OBSERVERS) == []
    [observers] = [o for o in orders.orders(demo.edition.id) if o.category == OBSERVERS]
    assert not observers.is_settled
    assert orders.how(observers).startswith("By lot; not drawn yet.")


# ---------------------------------------------------------------- by date


def letters(demo, *dated):
    """Give those delegations letters that arrived on a day of March, in the order given."""
    with transaction():
        db.session.query(CredentialLetter).delete()
        for code, day in dated:
            with clock.stopped_at(demo.moment(1, "12:00") - timedelta(days=80 - day)):
                db.session.add(
                    CredentialLetter(
                        delegation_id=demo.delegation(code).id,
                        file_key=f"letters/{code}-{day}",
                        file_name="carta.pdf",
                        mime="application/pdf",
                        size=1,
                        sha256="0" * 64,
                        uploaded_at=clock.now(),
                    )
                )


def test_by_date_the_first_letter_comes_first_and_those_without_stand_last_in_spanish_order(demo):
    letters(demo, ("PE", 3), ("PA", 2), ("MX", 3))

    choose(demo, "by_credentials")
    placed = codes(demo)

    assert placed[:3] == ["PA", "MX", "PE"]
    rest = {d.member_code: d.sort_name for d in queries.member_states(demo.edition.id)}
    assert placed[3:] == precedence.letter_by_letter(
        {code: name for code, name in rest.items() if code not in placed[:3]}, "es"
    )


def test_the_date_protocol_read_on_a_letter_goes_before_the_day_it_arrived(demo):
    letters(demo, ("MX", 3), ("PA", 2))
    with transaction():
        letter = db.session.scalar(
            select(CredentialLetter).where(CredentialLetter.delegation_id == demo.delegation("MX").id)
        )
        letter.dated = letter.uploaded_at.date() - timedelta(days=30)

    choose(demo, "by_credentials")

    assert codes(demo)[:2] == ["MX", "PA"]


def test_a_later_letter_replaces_an_earlier_one(demo):
    letters(demo, ("MX", 1), ("PA", 2), ("MX", 3))

    choose(demo, "by_credentials")

    assert codes(demo)[:2] == ["PA", "MX"]


def test_the_order_by_date_follows_letters_that_arrive_and_go_back(demo):
    letters(demo, ("MX", 1))
    choose(demo, "by_credentials")

    chile = chile_with_letter(demo)
    assert codes(demo)[:2] == ["MX", "CL"]

    with transaction():
        services.return_credential(chile, "Falta la firma.", by=demo.user("protocol"))
    assert codes(demo).index("CL") > 1


# ---------------------------------------------------------------- the draw


def test_a_second_draw_needs_a_reason_and_keeps_the_first_on_record(demo):
    owner = demo.user("protocol")
    with pytest.raises(errors.ReasonNeeded) as refused, transaction():
        services.draw_precedence(demo.edition, "MX", by=owner)
    assert refused.value.field == "reason"

    with transaction():
        services.draw_precedence(demo.edition, "MX", by=owner, reason="The box had been incomplete.")

    assert codes(demo)[0] == "MX"
    assert [d.drawn_code for d in queries.draws(demo.edition.id)] == ["MX", "JM"]


def test_a_state_that_does_not_come_cannot_be_drawn(demo):
    owner = demo.user("protocol")
    with transaction():
        services.withdraw(demo.delegation("MX"), by=demo.user("secretariat"))

    for code in ("CU", "MX", ""):
        with pytest.raises(errors.NotInTheBox) as refused, transaction():
            services.draw_precedence(demo.edition, code, by=owner, reason="Try")
        assert refused.value.field == "drawn"


def test_the_program_draws_from_the_box_it_puts_on_record(demo):
    with transaction():
        draw = services.draw_by_lot(demo.edition, by=demo.user("protocol"), reason="Again")

    names = {d.member_code: d.sort_name for d in queries.member_states(demo.edition.id)}
    assert draw.box == precedence.letter_by_letter(names, "es")
    assert precedence.drawn_from(draw.box, draw.seed) == draw.drawn_code
    assert codes(demo) == precedence.rotated(names, names[draw.drawn_code])


def test_a_hand_leaves_no_seed_but_its_name(demo):
    [draw] = queries.draws(demo.edition.id)

    assert draw.seed is None
    assert draw.hand == "Catalina Presidencia (demo), Presidencia provisional"
    assert len(draw.box) == len(codes(demo))


def test_drawing_makes_the_lot_the_rule(demo):
    with transaction():
        draw = services.draw_by_lot(demo.edition, by=demo.user("protocol"), category=OBSERVERS)

    assert queries.rule_of(demo.edition.id, OBSERVERS).strategy == "by_lot"
    assert codes(demo, OBSERVERS)[0] == draw.drawn_code
    assert codes(demo)[0] == "JM"


def test_an_empty_box_is_not_drawn_from(demo):
    with pytest.raises(errors.NotInTheBox), transaction():
        services.draw_by_lot(demo.edition, by=demo.user("protocol"), category="civil_society")


def test_who_saw_another_draw_than_the_last_is_told_so(demo):
    [first] = queries.draws(demo.edition.id)
    owner = demo.user("protocol")
    with transaction():
        services.draw_by_lot(demo.edition, by=owner, reason="Rehearsal", seen=first.id)

    with pytest.raises(Stale), transaction():
        services.draw_by_lot(demo.edition, by=owner, reason="Rehearsal", seen=first.id)

    assert len(queries.draws(demo.edition.id)) == 2


def test_a_refused_draw_leaves_nothing_behind(demo):
    before = codes(demo)

    def draw_and_fail():
        with transaction():
            services.draw_precedence(demo.edition, "MX", by=demo.user("protocol"), reason="Try")
            services.draw_precedence(demo.edition, "ZZ", by=demo.user("protocol"), reason="Try")

    with pytest.raises(errors.NotInTheBox):
        draw_and_fail()

    assert codes(demo) == before
    assert len(queries.draws(demo.edition.id)) == 1


# ---------------------------------------------------------------- who joins, who leaves


def leave(demo, code):
    """The delegation does not come: it declines, or withdraws once it was in."""
    delegation, owner = demo.delegation(code), demo.user("secretariat")
    with transaction():
        away = services.decline if delegation.status == "invited" else services.withdraw
        away(delegation, by=owner)


@pytest.mark.parametrize("code", ["MX", "JM", "AG"])
def test_who_leaves_gives_up_the_place_and_finds_it_again(demo, code):
    before, owner = codes(demo), demo.user("secretariat")

    leave(demo, code)
    assert codes(demo) == [each for each in before if each != code]

    with transaction():
        services.renew_invitation(demo.delegation(code), by=owner)
    assert codes(demo) == before


def test_observers_who_leave_and_join_are_settled_too(demo):
    owner = demo.user("secretariat")
    with transaction():
        services.withdraw(demo.delegation("ES"), by=owner)
    assert codes(demo, OBSERVERS) == ["KR", "FR", "JP"]

    observers = {o.code: o for o in reference.permanent_observers(demo.edition.first_day)}
    with transaction():
        services.invite_delegation(demo.edition, observers["DE"], by=owner)  # Alemania
    assert codes(demo, OBSERVERS) == ["DE", "KR", "FR", "JP"]


def test_only_those_who_move_are_written(demo):
    assert codes(demo)[-1] == "HN"

    written = []
    event.listen(Delegation, "after_update", lambda _m, _c, target: written.append(target))
    leave(demo, "HN")

    assert {d.member_code for d in written} == {"HN"}


# ---------------------------------------------------------------- one order for all


def test_a_place_is_named_where_there_is_one(demo):
    assert order.place_label(demo.delegation("MX")) == "No. 2 in the order of precedence"
    assert order.place_label(demo.delegation("exhibitor-a01")) == ""


def test_without_a_rule_the_alphabet_of_the_language_decides(demo):
    with transaction():
        db.session.query(Delegation).update({Delegation.precedence: None})
    observers = [d for d in queries.all_delegations(demo.edition.id) if d.category == OBSERVERS]

    with speaking("fr"):
        assert [d.member_code for d in order.in_order(observers)] == ["KR", "ES", "FR", "JP"]
    with speaking("en"):
        assert [d.member_code for d in order.in_order(observers)] == ["FR", "JP", "KR", "ES"]


# ---------------------------------------------------------------- pages


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
            with counted() as seen:
                protocol.get(path)
            costs.append(len(seen))
        if not again:
            for code in ("MX", "PA", "PY", "PE", "ES"):
                leave(demo, code)

    assert costs[:3] == costs[3:]
    assert max(costs) <= 12


# ---------------------------------------------------------------- papers


@pytest.mark.parametrize(
    ("lang", "title", "first"),
    [
        ("en", "ORDER OF PRECEDENCE OF DELEGATIONS", ("Jamaica", "Mexico")),
        ("es", "ORDEN DE PRECEDENCIA DE LAS DELEGACIONES", ("Jamaica", "México")),
        ("fr", "ORDRE DE PRÉSÉANCE DES DÉLÉGATIONS", ("Jamaïque", "Mexique")),
        ("pt", "ORDEM DE PRECEDÊNCIA DAS DELEGAÇÕES", ("Jamaica", "México")),
    ],
)
def test_the_order_is_an_accessible_paper_in_each_language(demo, lang, title, first):
    paper = inspect_paper(file_of(html_of(order_of_precedence(demo.edition, lang))), lang)
    words = words_of(paper)

    assert title in words.upper()
    assert words.index(first[0]) < words.index(first[1])
    assert len(paper.pages) == 1


def test_the_paper_of_a_draw_by_the_program_gives_seed_and_box(demo):
    with transaction():
        draw = services.draw_by_lot(demo.edition, by=demo.user("protocol"), reason="Again")
    paper = inspect_paper(file_of(html_of(order_of_precedence(demo.edition, "en"))), "en")

    assert draw.seed in words_of(paper)
    assert ", ".join(draw.box) in words_of(paper)


def test_the_paper_says_when_there_is_no_order_yet(demo):
    choose(demo, "by_lot", OBSERVERS)
    html = html_of(order_of_precedence(demo.edition, "en"))

    assert "Member states" in html
    assert "Permanent observers" not in html


def test_the_print_is_known_by_its_name(demo):
    assert find("order-of-precedence").kind == "order_of_precedence"


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_seat_plan_is_an_accessible_paper_across(demo, visit, lang):
    paper = inspect_paper(file_of(html_of(seating(demo.edition, lang))), lang)
    width, height = paper.pages[0].mediabox.width, paper.pages[0].mediabox.height

    assert (round(float(width)), round(float(height))) == (792, 612)
    assert words_of(paper).count(demo.delegation("MX").name.to(lang)) >= 2  # drawn, and in the list
    answer = visit().client.get(f"/demo/seating.pdf?lang={lang}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 12, 33, 34, 70])
def test_everybody_has_a_place_at_the_table_and_nobody_sits_on_another(count):
    table = laid([f"State {n}" for n in range(count)])
    arm, far = sides(count)

    assert 2 * arm + far == count
    assert [plate.number for plate in table.plates] == list(range(1, count + 1))
    chairs = [chair for plate in table.plates for chair in plate.chairs]
    assert len(set(chairs)) == len(chairs) == SEATS * count
    plates = [plate.plate for plate in table.plates]
    assert len({(box.x, box.y) for box in plates}) == count
    assert all(0 <= x <= table.width and 0 <= y <= table.height for x, y in chairs)


def test_the_first_sits_at_the_chairs_right_and_the_last_at_the_left():
    table = laid([f"State {n}" for n in range(33)])
    first, last = table.plates[0].plate, table.plates[-1].plate

    # The chair looks down the drawing: its right hand is at our left.
    assert first.x < table.width / 2 < last.x
    assert first.y == last.y == min(plate.plate.y for plate in table.plates)
