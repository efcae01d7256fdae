"""Texts in four languages and how they fall back."""

from __future__ import annotations

import pytest

from fairapp.core.i18n import Translated, sort_key, speaking, tr_mark


def test_a_text_falls_back_in_the_order_of_the_house():
    text = Translated(fr="Bonjour", pt="Bom dia")

    assert text.to("fr") == "Bonjour"
    assert text.to("es") == "Bonjour"
    assert text.shown("es").fallback
    assert not text.shown("fr").fallback


def test_empty_languages_are_left_out():
    assert dict(Translated({"en": " Water ", "es": "  ", "fr": None})) == {"en": "Water"}
    assert Translated(en="Water").missing() == ["es", "fr", "pt"]


def test_a_language_that_is_not_official_is_refused():
    with pytest.raises(ValueError, match="de"):
        Translated({"de": "Wasser"})


def test_words_in_another_language_say_so(app):
    with app.test_request_context(), speaking("fr"):
        marked = tr_mark(Translated(en="Water & <sanitation>"))

    assert marked == '<span lang="en">Water &amp; &lt;sanitation&gt;</span> <abbr class="lang-mark">EN</abbr>'


def test_the_alphabet_goes_letter_by_letter():
    names = [
        "San Vicente y las Granadinas",
        "Santa Lucía",
        "Saint Kitts y Nevis",
        "Perú",
        "Panamá",
        "Ecuador",
    ]

    assert sorted(names, key=sort_key) == [
        "Ecuador",
        "Panamá",
        "Perú",
        "Saint Kitts y Nevis",
        "Santa Lucía",
        "San Vicente y las Granadinas",
    ]


@pytest.mark.parametrize(
    ("query", "cookie", "header", "expected"),
    [
        ("?lang=pt", "fr", "en", "pt"),
        ("", "fr", "en", "fr"),
        ("", None, "es-AR,es;q=0.9", "es"),
        ("", None, "de", "en"),
        ("?lang=de", None, "fr", "fr"),
    ],
)
def test_the_visitors_language(client, query, cookie, header, expected):
    if cookie:
        client.set_cookie("lang", cookie)

    page = client.get(f"/nowhere/at/all{query}", headers={"Accept-Language": header})

    assert f'<html lang="{expected}"' in page.get_data(as_text=True)
