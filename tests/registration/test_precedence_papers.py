"""The order on paper, and who sits where."""

from __future__ import annotations

import pytest

from fairapp.core.db import transaction
from fairapp.core.prints import file_of, html_of
from fairapp.documents.prints import find
from fairapp.registration import services
from fairapp.registration.horseshoe import SEATS, laid, sides
from fairapp.registration.prints import order_of_precedence
from fairapp.registration.prints.seating import seating
from tests.papers import inspect_paper, words_of
from tests.registration.orders import OBSERVERS, choose


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
