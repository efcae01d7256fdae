"""Refusals and facts are the vocabulary of the house: each says what it means."""

from __future__ import annotations

import dataclasses

from fairapp.core.events import Fact
from fairapp.core.refusals import Refusal
from tests.house.floors import ROOT, all_kinds_of


def test_every_refusal_says_what_stands_in_the_way():
    refusals = all_kinds_of(Refusal)

    assert len(refusals) > 5
    assert [kind.__name__ for kind in refusals if not own_docstring(kind)] == []


def test_every_fact_says_what_happened():
    facts = all_kinds_of(Fact)

    assert len(facts) > 5
    assert [kind.__name__ for kind in facts if not own_docstring(kind)] == []


def test_facts_are_frozen():
    assert [k.__name__ for k in all_kinds_of(Fact) if not k.__dataclass_params__.frozen] == []


def test_every_room_introduces_itself():
    rooms = [path.parent for path in (ROOT / "fairapp").glob("*/__init__.py")]

    assert [room.name for room in rooms if len((room / "__init__.py").read_text().strip()) < 30] == []


def own_docstring(kind: type) -> bool:
    """A docstring written for this class: not inherited, not made by `dataclass`."""
    text = kind.__dict__.get("__doc__") or ""
    made_up = dataclasses.is_dataclass(kind) and text.startswith(f"{kind.__name__}(")
    return bool(text.strip()) and not made_up
