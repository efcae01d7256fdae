"""The agenda as a tree: whatever is done to it, its numbers have no gap and no repeat."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fairapp.agenda.numbering import LEVELS, STEPS, Outline, numbered, numeral

STYLES = st.lists(st.sampled_from(["I", "1", "A", "a", "i"]), min_size=LEVELS, max_size=LEVELS)


@st.composite
def outlines(draw):
    """A tree of up to 20 keys, grown one by one below or after any of those before."""
    tree, keys = Outline(), []
    for key in range(1, draw(st.integers(0, 20)) + 1):
        near = draw(st.sampled_from([None, *keys]))
        if near is not None and (draw(st.booleans()) or tree.depth(near) + 1 >= LEVELS):
            tree.add(key, after=near)
        else:
            tree.add(key, under=near)
        keys.append(key)
    return tree


def sound(tree, styles=("1", "a", "i")):
    """The numbers, after it was made sure that they are whole."""
    found = numbered(tree, styles)
    assert [n.place for n in found] == list(range(1, len(found) + 1))
    assert len({n.number for n in found}) == len(found)
    by_key = {n.key: n for n in found}
    for each in found:
        above = by_key.get(each.parent)
        assert each.depth == (above.depth + 1 if above else 0)
        if above:
            assert above.place < each.place
            assert each.number.startswith(f"{above.number}.")
    for parent in {n.parent for n in found}:
        below = [n for n in found if n.parent == parent]
        style = styles[below[0].depth] if below[0].depth < len(styles) else "i"
        own = [n.number.rpartition(".")[2] for n in below]
        assert own == [numeral(style, count) for count in range(1, len(below) + 1)]
    return found


@given(outlines(), STYLES)
def test_numbers_are_unique_in_order_and_without_gaps(tree, styles):
    sound(tree, styles)


@given(outlines(), st.data())
def test_whatever_is_added_moved_and_removed_the_numbers_stay_whole(tree, data):
    for turn in range(data.draw(st.integers(1, 8))):
        keys = [key for key, _depth in tree.walk()]
        act = data.draw(st.sampled_from(["add", "remove", *STEPS])) if keys else "add"
        if act == "add":
            tree.add(100 + turn, after=data.draw(st.sampled_from(keys)) if keys else None)
            gone = set()
        elif act == "remove":
            gone = set(tree.remove(data.draw(st.sampled_from(keys))))
        else:
            tree.step(data.draw(st.sampled_from(keys)), act)
            gone = set()
        left = [n.key for n in sound(tree)]
        assert set(left) == (set(keys) - gone) | ({100 + turn} if act == "add" else set())


@given(outlines(), st.data())
def test_a_step_and_its_opposite_change_nothing(tree, data):
    keys = [key for key, _depth in tree.walk()]
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    before = numbered(tree)
    if tree.step(key, "down"):
        tree.step(key, "up")
    if tree.step(key, "in"):
        tree.step(key, "out")
    assert numbered(tree) == before


@given(outlines())
def test_every_step_offered_moves_and_keeps_within_the_levels(tree):
    pairs = [(key, tree.above(key)) for key, _depth in tree.walk()]
    for key, _above in pairs:
        for way in STEPS:
            fresh = Outline(pairs)
            moved = fresh.step(key, way)
            assert (way in tree.ways(key)) == (moved and fresh.levels <= LEVELS)


def test_numerals_are_those_of_the_papers():
    assert [numeral("I", n) for n in (1, 4, 9, 14, 40, 1999)] == ["I", "IV", "IX", "XIV", "XL", "MCMXCIX"]
    assert [numeral("a", n) for n in (1, 26, 27, 28, 702, 703)] == ["a", "z", "aa", "ab", "zz", "aaa"]
    assert (numeral("1", 12), numeral("A", 3), numeral("i", 8)) == ("12", "C", "viii")


def test_an_item_is_named_with_those_above_it():
    tree = Outline([(1, None), (2, None), (3, 2), (4, 3)])

    assert [n.number for n in numbered(tree, ("I", "1", "a"))] == ["I", "II", "II.1", "II.1.a"]
