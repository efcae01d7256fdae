"""The order of precedence as arithmetic: rotations of an alphabet, draws that anybody can repeat."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairapp.core.i18n import Translated, sort_key
from fairapp.edition import reference
from fairapp.registration import precedence

ASSEMBLY = date(2017, 6, 19)
"""The General Assembly whose list of those present was published in its order."""
STRETCHES = (
    ("Ecuador", "El Salvador", "Estados Unidos", "Grenada"),
    ("Saint Kitts y Nevis", "Santa Lucía", "San Vicente y las Granadinas", "Suriname"),
    ("Uruguay", "Antigua y Barbuda", "Argentina", "Barbados"),
)
"""What is attested of that list, name after name; between the stretches the record at hand is cut."""
NOT_PRESENT = ("VE", "BS")
"""Who, from the stretches themselves, was not among those present: nobody stands between Uruguay and
Antigua y Barbuda, nor between Argentina and Barbados. Of the names between stretches we cannot say."""

ALL = {state.code: state.sort_name for state in reference.all_states()}
codes = st.sampled_from(sorted(ALL))
boxes = st.sets(codes, min_size=1).map(lambda chosen: {code: ALL[code] for code in sorted(chosen)})


def alphabet() -> list[str]:
    """All 35 by the order of the reference data, which is not made by our sorting."""
    states = reference.read("member_states")["states"]
    return [state["iso2"] for state in sorted(states, key=lambda state: state["order"]["es"])]


@given(box=boxes, data=st.data())
def test_for_every_state_drawn_the_order_is_a_rotation_of_the_spanish_alphabet(box, data):
    drawn = data.draw(st.sampled_from(sorted(box)))
    base = [code for code in alphabet() if code in box]

    order = precedence.rotated(box, box[drawn])

    start = base.index(drawn)
    assert order == base[start:] + base[:start]


@given(box=boxes, drawn=codes)
def test_nobody_is_lost_and_nobody_stands_twice_even_when_the_state_drawn_is_away(box, drawn):
    assert sorted(precedence.rotated(box, ALL[drawn])) == sorted(box)


@given(box=boxes, drawn=codes, other=codes)
def test_who_joins_or_leaves_changes_nothing_between_the_others(box, drawn, other):
    without = {code: name for code, name in box.items() if code != other}
    joined = {**without, other: ALL[other]}

    before = precedence.rotated(without, ALL[drawn])
    after = precedence.rotated(joined, ALL[drawn])

    assert [code for code in after if code != other] == before


@pytest.mark.parametrize("drawn", alphabet())
def test_the_state_drawn_comes_first(drawn):
    assert precedence.rotated(ALL, ALL[drawn])[0] == drawn


def test_the_order_is_that_of_the_general_assembly_of_2017_where_it_is_attested():
    order = assembly(precedence.rotated)

    for stretch in STRETCHES:
        start = order.index(stretch[0])
        assert tuple(order[start : start + len(stretch)]) == stretch
    assert order[0] == "Ecuador"
    assert [order.index(name) for stretch in STRETCHES for name in stretch] == sorted(
        order.index(name) for stretch in STRETCHES for name in stretch
    )


def test_the_whole_list_of_that_day_is_the_reference_data_from_ecuador_on():
    came = {p.code: p.sort_name for p in reference.member_states(ASSEMBLY)}
    base = [code for code in alphabet() if code in came]

    order = precedence.rotated(came, came["EC"])

    start = base.index("EC")
    assert order == base[start:] + base[:start]
    assert len(order) == 34


def test_sorting_word_by_word_would_not_give_the_assemblys_order():
    def word_by_word(names, drawn):
        base = sorted(names, key=lambda code: [sort_key(word) for word in names[code].to("es").split()])
        start = next(n for n, code in enumerate(base) if names[code] == drawn)
        return base[start:] + base[:start]

    order = assembly(word_by_word)

    assert order.index("San Vicente y las Granadinas") < order.index("Santa Lucía")


def assembly(rotate) -> list[str]:
    """Spanish names of those known to have been present, in the order a function gives."""
    present = {p.code: p.sort_name for p in reference.member_states(ASSEMBLY) if p.code not in NOT_PRESENT}
    return [present[code].to("es") for code in rotate(present, present["EC"])]


@given(box=boxes, lang=st.sampled_from(("en", "es", "fr", "pt")))
def test_the_alphabet_of_a_language_is_that_of_the_reference_data(box, lang):
    states = reference.read("member_states")["states"]
    listed = [s["iso2"] for s in sorted(states, key=lambda s: s["order"][lang]) if s["iso2"] in box]

    assert precedence.letter_by_letter(box, lang) == listed


@given(box=boxes, data=st.data())
def test_by_date_earlier_letters_come_first_then_the_alphabet_and_those_without_last(box, data):
    offsets = data.draw(st.dictionaries(st.sampled_from(sorted(box)), st.integers(0, 3), max_size=len(box)))
    days = {code: ASSEMBLY + timedelta(days=n) for code, n in offsets.items()}
    place = {code: n for n, code in enumerate(alphabet())}

    order = precedence.by_day(box, days)

    assert sorted(order) == sorted(box)
    for before, after in itertools.pairwise(order):
        if before in days and after in days:
            assert (days[before], place[before]) < (days[after], place[after])
        else:
            assert after not in days
            assert before in days or place[before] < place[after]


@pytest.mark.parametrize("size", range(1, 71))
def test_over_all_numbers_every_place_is_given_equally_often(size):
    """With eight bits all numbers can be counted; what is left over is asked for again."""
    given_out = Counter(precedence.fair_place(number, size, bits=8) for number in range(256))
    again = given_out.pop(None, 0)

    assert sorted(given_out) == list(range(size))
    assert set(given_out.values()) == {256 // size}
    assert again == 256 % size


def test_taking_the_remainder_alone_would_favour_the_first_names():
    careless = Counter(number % 34 for number in range(256))

    assert careless[0] > careless[33]


@given(box=boxes, seed=st.binary(min_size=16, max_size=16).map(bytes.hex))
def test_a_draw_is_one_of_the_box_and_the_same_for_whoever_draws_again(box, seed):
    laid_out = precedence.letter_by_letter(box, "es")

    drawn = precedence.drawn_from(laid_out, seed)

    assert drawn in laid_out
    assert precedence.drawn_from(list(laid_out), seed) == drawn


def test_every_name_in_the_box_can_be_drawn():
    box = precedence.letter_by_letter(ALL, "es")

    assert {precedence.drawn_from(box, f"{n:032x}") for n in range(600)} == set(box)


def test_another_attempt_is_another_number():
    box = ["AG", "AR"]

    assert precedence.digest_of(box, "00") != precedence.digest_of(box, "00", 1)


def test_seeds_are_fresh_and_of_128_bits():
    seeds = {precedence.new_seed() for _ in range(50)}

    assert len(seeds) == 50
    assert {len(bytes.fromhex(seed)) for seed in seeds} == {16}


def test_the_line_that_is_published_draws_the_same_name():
    box = precedence.letter_by_letter(ALL, "es")
    seed = "000102030405060708090a0b0c0d0e0f"
    line = precedence.command_to_check(box, seed)
    program = line.removeprefix('python3 -c "').removesuffix('"')

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == precedence.drawn_from(box, seed)


def test_a_name_that_lacks_a_language_is_sorted_by_what_it_falls_back_to():
    names = {"org-b": Translated(en="Beta"), "org-a": Translated(es="Alfa", en="Zulu")}

    assert precedence.letter_by_letter(names, "es") == ["org-a", "org-b"]
