"""What may follow what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairapp.meetings import rules
from fairapp.meetings.models import STATUSES
from tests.conftest import TODAY


def test_every_status_has_its_followers_and_its_tone():
    assert set(rules.NEXT) == set(STATUSES) == set(rules.TONES)
    assert set().union(*rules.NEXT.values()) <= set(STATUSES)


@pytest.mark.parametrize(
    ("status", "following", "may"),
    [
        ("requested", "accepted", True),
        ("requested", "declined", True),
        ("requested", "withdrawn", True),
        ("requested", "cancelled", False),
        ("accepted", "cancelled", True),
        ("accepted", "declined", False),
        ("accepted", "withdrawn", False),
        ("declined", "accepted", False),
        ("withdrawn", "accepted", False),
        ("cancelled", "accepted", False),
    ],
)
def test_a_status_moves_only_along_its_table(status, following, may):
    assert rules.may_follow(status, following) is may


def test_a_pair_is_the_same_whoever_asks():
    assert rules.pair_of(12, 7) == rules.pair_of(7, 12) == "7:12"


def test_the_time_has_come_when_it_begins():
    assert not rules.is_over(TODAY + timedelta(seconds=1), TODAY)
    assert rules.is_over(TODAY, TODAY)
