"""Pure questions: the credential's way, what is missing."""

from __future__ import annotations

import pytest

from fairapp.registration import rules, words
from fairapp.registration.models import ACCREDITED, STATUSES


def test_the_way_of_the_credential_knows_every_status_and_only_those():
    assert set(rules.NEXT) == set(STATUSES) == set(words.STATUS) == set(words.STANDS)
    assert {to for ways in rules.NEXT.values() for to in ways} <= set(STATUSES)


def test_nothing_is_accredited_without_having_been_verified():
    # From the badges it only comes back.
    before = [s for s in STATUSES if "accredited" in rules.NEXT[s] and s not in ACCREDITED]
    assert before == ["verified"]
    assert [status for status in STATUSES if "verified" in rules.NEXT[status]] == ["letter_received"]


def test_exhibitors_go_on_without_a_letter_and_states_do_not():
    assert "verified" in rules.next_of("composition_received", "exhibitor")
    assert "verified" not in rules.next_of("composition_received", "member_state")


@pytest.mark.parametrize(
    ("category", "roles", "letter", "lacks"),
    [
        ("member_state", {"adviser"}, False, ["head", "letter"]),
        ("member_state", {"head"}, True, []),
        ("permanent_observer", set(), True, ["people"]),
        ("permanent_observer", {"observer"}, False, ["letter"]),
        ("exhibitor", {"participant"}, False, []),
    ],
)
def test_what_is_missing_depends_on_the_category(category, roles, letter, lacks):
    assert rules.missing(category, roles, has_letter=letter) == lacks


def test_a_delegation_has_one_head_one_alternate_head_and_any_number_of_advisers():
    assert [rules.most_of(role) for role in ("head", "alternate_head", "adviser")] == [1, 1, None]
    assert rules.rank_of("head") < rules.rank_of("alternate_head") < rules.rank_of("adviser")
