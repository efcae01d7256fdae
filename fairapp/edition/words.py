"""Settings of an edition in words: for the person who must decide between two versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from fairapp.core.dates import clock_time, day_text
from fairapp.core.i18n import LANGUAGES, Translated
from fairapp.edition.errors import ChangedMeanwhile, RoomChangedMeanwhile
from fairapp.edition.forms import RoomEditForm, SettingsForm
from fairapp.timetable.zones import local


def changes(stale: ChangedMeanwhile, form: SettingsForm) -> list[tuple[str, str, str]]:
    """What somebody else changed: the field's label, what it was, what it is now."""
    return [
        (str(form[name].label.text), _words(name, old), _words(name, new))
        for name, (old, new) in stale.changes.items()
        if name in form
    ]


def room_changes(stale: RoomChangedMeanwhile, form: RoomEditForm) -> list[tuple[str, str, str]]:
    """The same of a room."""
    return [
        (str(form[name].label.text), _of_room(name, old), _of_room(name, new))
        for name, (old, new) in stale.changes.items()
        if name in form
    ]


def _of_room(name: str, value: Any) -> str:
    if name == "hours":
        return "; ".join(
            f"{day_text(date.fromisoformat(day))}: {'–'.join(hours) or _('closed')}"
            for day, hours in sorted(value.items())
        ) or _("open all day")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _words(name, value)


def _words(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return Translated(value).shown().text
    if name in {"first_day", "last_day"}:
        return day_text(date.fromisoformat(str(value)))
    if name == "registration_closes_at":
        there = local(datetime.fromisoformat(str(value)))
        return f"{day_text(there.date())}, {clock_time(there)}"
    return LANGUAGES.get(value, str(value or "–")) if name == "original_lang" else str(value or "–")
