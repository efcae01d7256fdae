"""The spaces French asks for, and nobody else."""

from __future__ import annotations

import pytest

from fairapp.core.typography import compose, french


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Objet: où?", "Objet\u202f: où\u202f?"),
        ("Objet : où ?", "Objet\u202f: où\u202f?"),
        ("«Ici» ; là !", "«\u202fIci\u202f»\u202f; là\u202f!"),
        ("à 9:30, https://example.org", "à 9:30, https://example.org"),
        ("Original :\u00a0x", "Original\u202f:\u00a0x"),
    ],
)
def test_french_words_get_narrow_spaces(typed, printed):
    assert french(typed) == printed


def test_entities_markup_and_drawings_are_left_alone():
    html = '<p lang="fr">A &amp; B; C</p><svg lang="fr"><title>x: y</title></svg><!-- a; b --><br>'

    assert compose(html, "fr") == html.replace("B;", "B\u202f;")


def test_words_of_another_language_keep_their_own_spaces():
    html = '<html lang="fr"><p lang="es">Sí: ¿qué?</p><p>Quoi?</p></html>'

    assert compose(html, "fr") == html.replace("Quoi?", "Quoi\u202f?")


def test_other_documents_are_not_touched():
    assert compose("<p>Why?</p>", "en") == "<p>Why?</p>"
