"""The order of precedence in the house: rules, draws, who keeps places right, pages, papers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.i18n import speaking
from fairapp.core.refusals import Stale
from fairapp.edition import reference
from fairapp.registration import errors, order, orders, precedence, queries, services
from fairapp.registration.models import CredentialLetter, Delegation
from tests.registration.helpers import chile_with_letter, facts
from tests.registration.orders import OBSERVERS, STATES, choose, codes, leave

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
