"""Letters our fonts have, and those they lack."""

from __future__ import annotations

import pytest

from fairapp.core.glyphs import settable


@pytest.mark.parametrize(
    "text", ["Ñandú, São Tomé, Łódź, Đặng Nguyễn", "Ольга Иванова", "Σωκράτης", "דוד כהן", "« Ici\u202f»"]
)
def test_letters_the_fonts_have_stay(app, text):
    with app.app_context():
        assert settable(text) == text


@pytest.mark.parametrize(("text", "latin"), [("王", "Wang"), ("😀", ":grinning:"), ("محمد", "mhmd")])
def test_letters_they_lack_are_written_in_latin_ones(app, text, latin):
    with app.app_context():
        assert settable(text) == latin


def test_marks_that_combine_become_one_letter(app):
    with app.app_context():
        assert settable("Zoe\u0301") == "Zoé"


def test_another_sign_for_less_than_opens_no_tag(app):
    with app.app_context():
        assert settable("\uff1cscript\uff1e") == "&lt;script&gt;"
