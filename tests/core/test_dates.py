"""Dates and times in the words of the four languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fairapp.core import dates

MORNING = datetime(2017, 4, 27, 9, 5, tzinfo=UTC)
EVENING = datetime(2017, 4, 27, 18, 0, tzinfo=UTC)
APRIL_1 = date(2017, 4, 1)
APRIL_27 = date(2017, 4, 27)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("lang", "expected"), [("en", "9:05 a.m."), ("es", "9:05 a.m."), ("fr", "9 h 05"), ("pt", "9h05")]
)
def test_times(lang, expected):
    assert plain(dates.clock_time(MORNING, lang)) == expected


def test_midnight_and_noon_are_twelve():
    assert plain(dates.clock_time(MORNING.replace(hour=0), "en")) == "12:05 a.m."
    assert plain(dates.clock_time(MORNING.replace(hour=12), "en")) == "12:05 p.m."


def test_a_range_names_the_half_of_the_day_once():
    assert plain(dates.time_range(MORNING, MORNING.replace(hour=10), "en")) == "9:05 – 10:05 a.m."
    assert plain(dates.time_range(MORNING, EVENING, "es")) == "9:05 a.m. – 6:00 p.m."


@pytest.mark.parametrize(
    ("lang", "text", "block"),
    [
        ("en", "April 27, 2017", "27 April 2017"),
        ("es", "27 de abril de 2017", "27 abril 2017"),
        ("fr", "27 avril 2017", "27 avril 2017"),
        ("pt", "27 de abril de 2017", "27 abril 2017"),
    ],
)
def test_dates_in_text_and_in_the_classification_block(lang, text, block):
    assert dates.day_text(APRIL_27, lang) == text
    assert dates.day_in_block(APRIL_27, lang) == block


def test_the_first_of_the_month_in_french():
    assert dates.day_text(APRIL_1, "fr") == "1er avril 2017"
    assert dates.days_text(APRIL_1, date(2017, 4, 2), "fr") == "1er et 2 avril 2017"


@pytest.mark.parametrize(
    ("lang", "two", "three", "across"),
    [
        ("en", "April 27 and 28, 2017", "April 27 to 29, 2017", "April 27, 2017 to May 1, 2017"),
        (
            "es",
            "27 y 28 de abril de 2017",
            "27 al 29 de abril de 2017",
            "27 de abril de 2017 al 1 de mayo de 2017",
        ),
        ("fr", "27 et 28 avril 2017", "27 au 29 avril 2017", "27 avril 2017 au 1er mai 2017"),
        (
            "pt",
            "27 e 28 de abril de 2017",
            "27 a 29 de abril de 2017",
            "27 de abril de 2017 a 1 de maio de 2017",
        ),
    ],
)
def test_the_days_of_an_edition(lang, two, three, across):
    assert dates.days_text(APRIL_27, date(2017, 4, 28), lang) == two
    assert dates.days_text(APRIL_27, date(2017, 4, 29), lang) == three
    assert dates.days_text(APRIL_27, date(2017, 5, 1), lang) == across


def test_weekdays():
    assert [dates.weekday_text(APRIL_27, lang) for lang in ("en", "es", "fr", "pt")] == [
        "Thursday, April 27",
        "jueves 27 de abril",
        "jeudi 27 avril",
        "quinta-feira, 27 de abril",
    ]
