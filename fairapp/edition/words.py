"""Settings of an edition in words: for the person who must decide between two versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from fairapp.core.dates import clock_time, day_text
from fairapp.core.i18n import LANGUAGES, Translated
from fairapp.edition.errors import ChangedMeanwhile
from fairapp.edition.forms import SettingsForm
from fairapp.timetable.zones import local


def changes(stale: ChangedMeanwhile, form: SettingsForm) -> list[tuple[str, str, str]]:
    """What somebody else changed: the field's label, what it was, what it is now."""
    return [
        (str(form[name].label.text), _words(name, old), _words(name, new))
        for name, (old, new) in stale.changes.items()
        if name in form
    ]


def _words(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return Translated(value).shown().text
    if name in {"first_day", "last_day"}:
        return day_text(date.fromisoformat(str(value)))
    if name == "registration_closes_at":
        there = local(datetime.fromisoformat(str(value)))
        return f"{day_text(there.date())}, {clock_time(there)}"
    return LANGUAGES.get(value, str(value or "–")) if name == "original_lang" else str(value or "–")
