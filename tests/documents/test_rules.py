"""Series and file names."""

from __future__ import annotations

import pytest

from fairapp.documents.rules import file_name, series_of


@pytest.mark.parametrize(
    ("kind", "series"),
    [
        ("working_paper", "doc."),
        ("statement", "INF."),
        ("convening_resolution", "RES."),
        ("declaration", "DEC."),
        ("order_of_business", "OD."),
        ("agreement", "doc."),
        ("unheard of", "doc."),
    ],
)
def test_each_kind_is_numbered_in_its_series(kind, series):
    assert series_of(kind) == series


def test_the_file_bears_the_symbol_and_the_language():
    assert file_name("CIDI/RACOOP/doc.16/27 rev. 1", "S") == "CIDI-RACOOP-doc.16-27-rev.1-S.pdf"
    assert file_name("schedule", "F") == "schedule-F.pdf"
