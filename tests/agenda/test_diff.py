"""What separates two releases is complete: put to the one, it gives the other."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fairapp.agenda.diff import KEPT_BY_RELEASE, apply, compare, succeed

NOON = datetime(2027, 4, 22, 16, 0, tzinfo=UTC)
WORDS = st.sampled_from(["Water", "Energy", "Closing session", "Diálogo"])


@st.composite
def sessions(draw):
    """Some of nine sessions, each somewhere, somehow."""
    found = []
    for number in draw(st.sets(st.integers(1, 9))):
        start = NOON + timedelta(minutes=5 * draw(st.integers(0, 6)))
        found.append(
            {
                "id": number,
                "code": f"S-{number}",
                "title": {"en": draw(WORDS)},
                "room": {"code": draw(st.sampled_from("AB")), "name": {"en": "Room"}},
                "starts_at": start.isoformat(),
                "ends_at": (start + timedelta(minutes=30)).isoformat(),
                "duties": draw(
                    st.lists(st.sampled_from([{"role": "chair"}, {"role": "panelist"}]), max_size=2)
                ),
                "note": draw(st.sampled_from([{}, {"es": "Nota"}])),
            }
        )
    return found


@st.composite
def drafts(draw):
    """A draft as the snapshot makes it."""
    items = [
        {"number": str(n), "title": {"en": draw(WORDS)}, "outcomes": []}
        for n in range(1, draw(st.integers(1, 4)))
    ]
    return {
        "sessions": draw(sessions()),
        "items": items,
        "topics": draw(st.sampled_from([{}, {"water": {"label": {"en": "Water"}}}])),
        "outcomes": {"O1": {"en": "Role"}},
    }


def released(history):
    """The contents of the releases made of those drafts, one after the other."""
    contents, last = [], None
    for hour, draft in enumerate(history):
        last = succeed(last, draft, NOON + timedelta(hours=hour))
        contents.append(last)
    return contents


@given(st.lists(drafts(), min_size=1, max_size=4))
def test_the_difference_put_to_a_release_gives_the_next(history):
    contents = [None, *released(history)]

    for old, new in pairwise(contents):
        assert json.dumps(apply(old, compare(old, new)), sort_keys=True) == json.dumps(new, sort_keys=True)


@given(drafts())
def test_a_release_differs_from_itself_and_from_its_own_draft_in_nothing(draft):
    (content,) = released([draft])

    assert not compare(content, content)
    assert not compare(content, draft)


@given(st.lists(drafts(), min_size=2, max_size=4))
def test_calendars_hear_of_exactly_what_they_must_know(history):
    """The sequence rises by one, and the moment of change is a new one, when anything of a session
    changed, it was cancelled or came back; else both stay."""
    contents = released(history)
    for old, new in pairwise(contents):
        before = {s["id"]: s for s in old["sessions"]}
        for session in new["sessions"]:
            was = before.pop(session["id"], None)
            if was is None:
                assert session["sequence"] == 0
                continue
            same = all(was[key] == session[key] for key in (session.keys() - KEPT_BY_RELEASE) | {"cancelled"})
            assert session["sequence"] == was["sequence"] + (not same)
            assert (session["changed_at"] == was["changed_at"]) == same
        assert not before, "a released session was forgotten"


@given(st.lists(drafts(), min_size=2, max_size=3))
def test_every_difference_has_a_kind_and_every_kind_a_difference(history):
    old, new = released(history)[-2:]
    named = {change.id: change.kinds for change in compare(old, new).changes}
    before = {s["id"]: s for s in old["sessions"]}

    assert named.keys() == {s["id"] for s in new["sessions"] if before.get(s["id"]) != s}
    assert all(named.values())
