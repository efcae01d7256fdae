"""Pure questions about records, numbers and outcomes."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from fairapp.core.i18n import Translated
from fairapp.edition import reference

WITHOUT_RECORD = frozenset(
    {
        "registration",
        "coffee_break",
        "luncheon",
        "reception",
        "logistics",
        "official_photograph",
        "private_dialogue",
        "b2b_block",
        "secretariat",
        "bureau",
        "press_conference",
        "site_visit",
        "training",
    }
)
"""Kinds of session nobody reports on. A private dialogue has no record by its nature."""

ADOPTION_WORDS = {
    "consensus": _l("By consensus"),
    "acclamation": _l("By acclamation"),
    "vote": _l("By vote"),
    "noted": _l("Taken note of"),
}

TONES = {
    "not_started": "neutral",
    "under_discussion": "info",
    "agreed_ad_referendum": "info",
    "agreed": "ok",
    "achieved": "ok",
    "partly_achieved": "warn",
    "deferred": "warn",
}

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def is_recorded(kind: str) -> bool:
    """Whether the rapporteur reports on sessions of that kind."""
    return kind not in WITHOUT_RECORD


def statuses() -> dict[str, Translated]:
    """How far an outcome can have come, in order."""
    return {code: Translated(label) for code, label in reference.read("outcomes")["status_values"].items()}


def roman(number: int) -> str:
    """“I”, “II”, “IV”: numbers of chapters, below forty."""
    digits = ""
    for value, letters in _ROMAN:
        while number >= value:
            digits, number = digits + letters, number - value
    return digits


def letter(number: int) -> str:
    """“A” … “Z”, then “AA”: numbers of sections."""
    before, place = divmod(number - 1, 26)
    return (letter(before) if before else "") + chr(ord("A") + place)


def collected_by(code: str, targets: Iterable[str], kind: str, entry_targets: Iterable[str]) -> bool:
    """Whether an offer or request (``kind``) serves an outcome: it is what the outcome collects, or
    it works towards one of the outcome's SDG targets."""
    collects: list[str] = next(
        (o["records"] for o in reference.read("outcomes")["outcomes"] if o["code"] == code), []
    )
    return kind in collects or not set(targets).isdisjoint(entry_targets)
