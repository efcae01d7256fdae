"""Booths and statuses, as values."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from fairapp.booths import rules
from fairapp.booths.models import STATUSES


def _place(x=0, y=0, width=30, depth=30, power=True):
    return SimpleNamespace(x=x, y=y, width=width, depth=depth, power=power)


@pytest.mark.parametrize(
    ("width", "depth", "size", "fits"),
    [
        (30, 30, "3x3", True),
        (60, 30, "6x3", True),
        (30, 60, "6x3", True),
        (30, 30, "6x3", False),
        (60, 50, "6x6", False),
        (29, 60, "3x3", False),
    ],
)
def test_a_booth_fits_either_way_round(width, depth, size, fits):
    assert rules.fits(_place(width=width, depth=depth), size) is fits


def test_a_small_booth_without_power_has_two_drawbacks():
    assert rules.drawbacks(_place(power=False), "6x3", needs_power=True) == ["size", "power"]
    assert rules.drawbacks(_place(power=False), "3x3", needs_power=False) == []


def test_neighbours_share_a_wall_but_no_floor():
    here = _place(0, 0)
    assert not rules.overlap(here, _place(30, 0))
    assert not rules.overlap(here, _place(0, 30))
    assert rules.overlap(here, _place(29, 29))
    assert rules.overlap(_place(10, 10, 5, 5), here)


def test_every_status_has_a_way_on_and_a_tone():
    assert set(rules.NEXT) == set(STATUSES) == set(rules.TONES)
    assert {to for ways in rules.NEXT.values() for to in ways} <= set(STATUSES)
    assert "assigned" not in rules.NEXT["requested"]
