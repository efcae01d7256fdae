"""Numbers of chapters, and which sessions are recorded."""

from __future__ import annotations

import pytest

from fairapp.edition import reference
from fairapp.outcomes import rules


@pytest.mark.parametrize(("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX")])
def test_chapters_have_roman_numbers(number, written):
    assert rules.roman(number) == written


@pytest.mark.parametrize(("number", "written"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA")])
def test_sections_have_letters(number, written):
    assert rules.letter(number) == written


def test_a_private_dialogue_has_no_record_and_a_plenary_has_one():
    assert not rules.is_recorded("private_dialogue")
    assert rules.is_recorded("plenary")
    assert set(reference.vocabulary("session_type")) >= rules.WITHOUT_RECORD


def test_every_status_of_an_outcome_has_a_tone():
    assert set(rules.statuses()) == set(rules.TONES)


@pytest.mark.parametrize(
    ("code", "targets", "kind", "works_for", "serves"),
    [
        ("O2", ["17.6"], "offer", [], True),
        ("O3", ["17.14"], "offer", ["6.1"], False),
        ("O7", ["11.3"], "request", ["6.1", "11.3"], True),
        ("O99", [], "offer", ["6.1"], False),
    ],
)
def test_an_entry_serves_an_outcome_that_collects_its_kind_or_shares_a_target(
    code, targets, kind, works_for, serves
):
    assert rules.collected_by(code, targets, kind, works_for) is serves
