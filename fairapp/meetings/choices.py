"""What the forms of this room let people choose from, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _

from fairapp.cooperation.models import Entry
from fairapp.core.dates import time_range, weekday_text, zone
from fairapp.core.i18n import LANGUAGES, current_language
from fairapp.edition.models import Edition, Slot, Table, Topic
from fairapp.edition.reference import language_name, term
from fairapp.meetings import words
from fairapp.meetings.forms import AskForm, BoardForm, DirectoryForm
from fairapp.meetings.models import STATUSES
from fairapp.registration.models import Delegation
from fairapp.timetable.zones import local


def for_asking(form: AskForm, slots: Sequence[Slot], entries: Iterable[Entry], host: Delegation) -> None:
    """Times that suit both; entries of the other side first."""
    form.slot.choices = [(slot.id, slot_label(slot)) for slot in slots]
    theirs: list[tuple[str, str]] = []
    ours: list[tuple[str, str]] = []
    for entry in entries:
        label = f"{entry.code} · {entry.title.shown().text}"
        (theirs if entry.delegation_id == host.id else ours).append((entry.code, label))
    groups: dict[str, list[tuple[str, str]]] = {"": [("", _("None in particular"))]}
    if theirs:
        groups[host.name.shown().text] = theirs
    if ours:
        groups[_("Your own delegation")] = ours
    form.entry.choices = groups


def slot_label(slot: Slot) -> str:
    """“2:30 – 2:50 p.m.”"""
    return time_range(local(slot.starts_at), local(slot.ends_at))


def by_day(form: AskForm, slots: Sequence[Slot]) -> dict[date, list[Any]]:
    """The radio buttons under their day."""
    days: dict[date, list[Any]] = defaultdict(list)
    for slot, option in zip(slots, form.slot, strict=True):
        days[local(slot.starts_at).date()].append(option)
    return dict(days)


def for_directory(form: DirectoryForm, parties: Iterable[Delegation], topics: Iterable[Topic]) -> None:
    """Parties that can be met, their kinds, topics, languages."""
    parties = list(parties)
    kinds = dict.fromkeys(d.category for d in parties)
    form.party.choices = [("", _("All parties")), *((d.member_code, d.name.shown().text) for d in parties)]
    form.category.choices = [
        ("", _("All kinds")),
        *((kind, term("participant_category", kind).shown().text) for kind in kinds),
    ]
    form.topic.choices = [("", _("All topics")), *((t.code, t.label.shown().text) for t in topics)]
    spoken = current_language()
    form.language.choices = [
        ("", _("Any language")),
        *((code, language_name(code, spoken)) for code in LANGUAGES),
    ]


def for_board(form: BoardForm, edition: Edition, tables: Iterable[Table]) -> None:
    """Statuses, days of the edition, tables."""
    form.status.choices = [("", _("Any state")), *((code, words.status_name(code)) for code in STATUSES)]
    form.day.choices = [("", _("All days")), *((day.isoformat(), weekday_text(day)) for day in edition.days)]
    form.table.choices = [("", _("All tables")), *((t.id, t.resource.name.shown().text) for t in tables)]


def day_of(form: BoardForm, edition: Edition) -> tuple[datetime, datetime] | None:
    """The chosen day from midnight to midnight in the edition's zone; None for any other text."""
    day = next((day for day in edition.days if day.isoformat() == form.day.data), None)
    if day is None:
        return None
    midnight = [
        datetime.combine(each, time(), zone(edition.time_zone)) for each in (day, day + timedelta(days=1))
    ]
    return midnight[0], midnight[1]
