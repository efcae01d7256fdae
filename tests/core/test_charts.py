"""Pictures say what the figures say."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fairapp.core.charts import PLOT, Columns, Group, Part, Series, Stacked

COUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


@given(COUNTS)
def test_parts_fill_the_bar_side_by_side(counts):
    chart = Stacked("", "", [Part(str(count), count) for count in counts])
    segments = chart.segments

    assert len(segments) == sum(count > 0 for count in counts)
    for before, after in pairwise(segments):
        assert abs(before.left + before.width - after.left) < 0.01
    if segments:
        assert abs(segments[-1].left + segments[-1].width - 100) < 0.02


@given(COUNTS)
def test_the_highest_column_fills_the_field_and_none_leaves_it(counts):
    chart = Columns("", "", [Series("one")], [Group(str(n), (count,)) for n, count in enumerate(counts)])
    columns = chart.columns()

    assert all(c.left >= 0 and c.left + c.width <= 100.01 for c in columns)
    assert all(abs(c.top + c.height - PLOT) < 0.11 for c in columns)
    if columns:
        assert max(c.height for c in columns) == PLOT


def test_columns_of_a_group_stand_beside_each_other():
    chart = Columns(
        "", "", [Series("in"), Series("out")], [Group("Monday", (2, 1)), Group("Tuesday", (0, 4))]
    )

    first, second, third = chart.columns()
    assert first.left + first.width <= second.left + 0.01
    assert [middle for middle, _group in chart.centres()] == [25, 75]
    assert third.series.label == "out"
