"""What somebody types about an item, read as headings, paragraphs and lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fairapp.agenda.annotations import Part, parts


def test_headings_lists_and_paragraphs_are_told_apart():
    text = (
        "Background:\nThe mandate, in “AG/RES. 1”,\nis recalled.\n\nObjectives:\na. To agree\non a text.\n"
        "b) To adopt it.\n\nGuiding questions:\n1. What?\n2. When?\n\n– One\n- Two"
    )

    assert parts(text) == (
        Part("heading", ("Background",)),
        Part("text", ("The mandate, in “AG/RES. 1”, is recalled.",)),
        Part("heading", ("Objectives",)),
        Part("letters", ("To agree on a text.", "To adopt it.")),
        Part("heading", ("Guiding questions",)),
        Part("numbers", ("What?", "When?")),
        Part("dashes", ("One", "Two")),
    )


def test_french_colons_keep_their_distance_and_long_lines_are_sentences():
    assert parts("Objectifs\u00a0:\na. Un")[0] == Part("heading", ("Objectifs",))
    sentence = "The delegations that have not yet answered the questionnaire are invited to:"
    assert parts(sentence) == (Part("text", (sentence,)),)
    assert parts("") == parts(" \r\n\r\n ") == ()


@given(st.text(alphabet="ab1.):-– \n", max_size=80))
def test_no_letter_is_lost(text):
    def letters(words):
        return sum(words.count(c) for c in "ab")

    read = "".join(line for part in parts(text) for line in part.lines)
    marks = sum(len(part.lines) for part in parts(text) if part.kind == "letters")
    assert letters(read) + marks == letters(text)
