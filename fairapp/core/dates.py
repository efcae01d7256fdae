"""Dates and times in the words of the four languages, after the usage of OAS documents.

Forms from `fairapp/data/doc_format.json`: English and Spanish keep a.m./p.m., French writes
“9 h 00”, Portuguese “9h00”. Functions take aware datetimes and the zone to speak in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_month_names

from fairapp.core.i18n import current_language

NBSP = "\u00a0"


def zone(name: str) -> tzinfo:
    """The zone of that IANA name."""
    return UTC if name == "UTC" else ZoneInfo(name)


def clock_time(moment: datetime, lang: str | None = None) -> str:
    """“9:05 a.m.”, “9:05 a.m.”, “9 h 05”, “9h05”. ``moment`` is already in the zone to speak in."""
    lang = lang or current_language()
    if lang == "fr":
        return f"{moment.hour}{NBSP}h{NBSP}{moment.minute:02d}"
    if lang == "pt":
        return f"{moment.hour}h{moment.minute:02d}"
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment.hour % 12 or 12}:{moment.minute:02d}{NBSP}{half}"


def time_range(start: datetime, end: datetime, lang: str | None = None) -> str:
    """“9:00 – 9:40 a.m.”; both halves are named when they differ."""
    lang = lang or current_language()
    first, last = clock_time(start, lang), clock_time(end, lang)
    if lang in {"en", "es"} and (start.hour < 12) == (end.hour < 12):
        first = first.partition(NBSP)[0]
    return f"{first}{NBSP}– {last}"


def day_text(day: date, lang: str | None = None) -> str:
    """A date in running text: “April 27, 2017”, “27 de abril de 2017”, “1er avril 2017”."""
    lang = lang or current_language()
    month = _month(day.month, lang)
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    if lang == "en":
        return f"{month} {number}, {day.year}"
    if lang == "fr":
        return f"{number} {month} {day.year}"
    return f"{number} de {month} de {day.year}"


def day_in_block(day: date, lang: str | None = None) -> str:
    """A date in a classification block: “16 May 2012”, “16 mayo 2012” — no “de”."""
    lang = lang or current_language()
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return f"{number} {_month(day.month, lang)} {day.year}"


def days_text(first: date, last: date, lang: str | None = None) -> str:
    """The days of an edition: “April 27 and 28, 2017”; three or more are joined by “to”."""
    lang = lang or current_language()
    if first == last:
        return day_text(first, lang)
    if (first.year, first.month) != (last.year, last.month):
        joint = {"en": " to ", "es": " al ", "fr": " au ", "pt": " a "}[lang]
        return f"{day_text(first, lang)}{joint}{day_text(last, lang)}"
    two = (last - first).days == 1
    joint = {
        "en": "and" if two else "to",
        "es": "y" if two else "al",
        "fr": "et" if two else "au",
        "pt": "e" if two else "a",
    }[lang]
    month = _month(first.month, lang)
    start = "1er" if lang == "fr" and first.day == 1 else str(first.day)
    if lang == "en":
        return f"{month} {first.day} {joint} {last.day}, {first.year}"
    if lang == "fr":
        return f"{start} {joint} {last.day} {month} {first.year}"
    return f"{first.day} {joint} {last.day} de {month} de {first.year}"


def weekday_text(day: date, lang: str | None = None) -> str:
    """“Thursday, April 27”, “jueves 27 de abril”, “jeudi 27 avril”, “quinta-feira, 27 de abril”."""
    lang = lang or current_language()
    pattern = {
        "en": "EEEE, MMMM d",
        "es": "EEEE d 'de' MMMM",
        "fr": "EEEE d MMMM",
        "pt": "EEEE, d 'de' MMMM",
    }[lang]
    return format_date(day, pattern, locale=lang)


def weekday_short(day: date, lang: str | None = None) -> str:
    """“Thu 27 Apr” in the language: for tabs and chips."""
    return format_date(day, "EEE d MMM", locale=lang or current_language())


def _month(number: int, lang: str) -> str:
    return str(get_month_names("wide", locale=lang)[number])
