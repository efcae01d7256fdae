"""Spreadsheets that are handed out."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from fairapp.core.sheets import neutralised, workbook

THEN = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)


def made(*rows):
    return workbook("List", ["Name", "Office"], rows, dated=THEN, widths=[30, 40])


@pytest.mark.parametrize("text", ["=1+1", "+1 202", "-2", "@SUM(A1)", "\t=1+1", " =1+1", "\r=1"])
def test_what_begins_like_a_formula_is_only_text(text):
    sheet = load_workbook(io.BytesIO(made([text, "Adviser"]))).active

    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value.startswith("'")


@pytest.mark.parametrize("text", ["Ana – Lucía", "A=B", "", "مثال", "O’Higgins"])
def test_other_words_are_left_as_they_are(text):
    assert neutralised(text) == text


def test_characters_no_sheet_can_hold_are_left_out():
    assert load_workbook(io.BytesIO(made(["A\x00b\x0bc", "d"]))).active["A2"].value == "Abc"


def test_the_same_rows_make_the_same_bytes_at_any_hour():
    first = made(["Ana", "Adviser"])
    time.sleep(1.1)  # the library notes the second in which it saved

    assert made(["Ana", "Adviser"]) == first
    assert made(["Eva", "Adviser"]) != first


def test_a_title_that_no_sheet_may_have_is_made_to_fit():
    file = workbook("CIDI/RACOOP: [list] of participants, rev. 12", ["Name"], [], dated=THEN)

    assert len(load_workbook(io.BytesIO(file)).active.title) <= 31
