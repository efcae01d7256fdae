"""Warnings in words, on the event's clock; and what each kind of warning looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from fairapp.agenda.warnings import Party, Sitting, Warned
from fairapp.core.dates import time_range, weekday_short
from fairapp.edition import reference
from fairapp.timetable.zones import local

KINDS = {
    "parallel": _l("Kinds of sessions that must not be parallel"),
    "few_people": _l("Delegations with fewer people than parallel sessions"),
    "walking": _l("Little time between two rooms"),
    "no_rest": _l("Interpreters without a break"),
    "head_elsewhere": _l("Heads of delegation in a meeting during a plenary"),
    "too_small": _l("Rooms too small"),
    "no_interpretation": _l("No interpretation"),
    "no_chair": _l("No chair"),
}
"""What a group of warnings is called, in the order in which they are listed."""
NAMED = 4
"""Delegations named in one sentence; the others are counted."""


def sentence(warned: Warned) -> str:
    """The warning in one sentence."""
    return SENTENCES[warned.kind](warned.values)


def _parallel(values: dict[str, Any]) -> str:
    one, other = values["first"], values["second"]
    return _(
        "%(when)s: “%(first)s” (%(kind)s) and “%(second)s” (%(other_kind)s) are held at the same time.",
        when=_when(max(one.start, other.start), min(one.end, other.end)),
        first=_title(one),
        kind=_kind(one),
        second=_title(other),
        other_kind=_kind(other),
    )


def _few_people(values: dict[str, Any]) -> str:
    together, short = values["sittings"], values["parties"]
    return ngettext(
        "%(when)s: %(num)d delegation has fewer people than the sessions it has to attend at once"
        " (%(titles)s): %(who)s.",
        "%(when)s: %(num)d delegations have fewer people than the sessions they have to attend at once"
        " (%(titles)s): %(who)s.",
        len(short),
        when=_when(max(s.start for s in together), min(s.end for s in together)),
        titles=", ".join(f"“{_title(s)}”" for s in together),
        who=_parties(short),
    )


def _parties(short: Sequence[Party]) -> str:
    names = ", ".join(party.name.shown().text for party in short[:NAMED])
    if len(short) <= NAMED:
        return names
    return _("%(names)s and %(count)d more", names=names, count=len(short) - NAMED)


def _walking(values: dict[str, Any]) -> str:
    one, other = values["first"], values["second"]
    return ngettext(
        "%(who)s has %(num)d minute to go from “%(first)s” in %(from_room)s to “%(second)s” in %(to_room)s.",
        "%(who)s has %(num)d minutes to go from “%(first)s” in %(from_room)s to “%(second)s” in %(to_room)s.",
        values["minutes"],
        who=values["person"].name,
        first=_title(one),
        from_room=one.hall.name.shown().text,
        second=_title(other),
        to_room=other.hall.name.shown().text,
    )


def _no_rest(values: dict[str, Any]) -> str:
    return _(
        "%(when)s: %(who)s interprets without a break of %(minutes)d minutes.",
        when=_when(values["start"], values["end"]),
        who=values["person"].name,
        minutes=values["minutes"],
    )


def _head_elsewhere(values: dict[str, Any]) -> str:
    appointment, sitting = values["appointment"], values["sitting"]
    return _(
        "%(when)s: %(who)s heads a delegation and has a meeting during “%(title)s”.",
        when=_when(appointment.start, appointment.end),
        who=values["person"].name,
        title=_title(sitting),
    )


def _too_small(values: dict[str, Any]) -> str:
    sitting: Sitting = values["sitting"]
    return _(
        "“%(title)s”: %(expected)d people are expected, %(room)s seats %(seats)d.",
        title=_title(sitting),
        expected=sitting.expected,
        room=sitting.hall.name.shown().text,
        seats=values["seats"],
    )


def _no_interpretation(values: dict[str, Any]) -> str:
    sitting: Sitting = values["sitting"]
    return _(
        "“%(title)s” (%(kind)s) needs interpretation; %(room)s has none.",
        title=_title(sitting),
        kind=_kind(sitting),
        room=sitting.hall.name.shown().text,
    )


def _no_chair(values: dict[str, Any]) -> str:
    sitting: Sitting = values["sitting"]
    return _("“%(title)s” (%(kind)s) has no chair.", title=_title(sitting), kind=_kind(sitting))


SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "parallel": _parallel,
    "few_people": _few_people,
    "walking": _walking,
    "no_rest": _no_rest,
    "head_elsewhere": _head_elsewhere,
    "too_small": _too_small,
    "no_interpretation": _no_interpretation,
    "no_chair": _no_chair,
}


def _title(sitting: Sitting) -> str:
    return sitting.title.shown().text


def _kind(sitting: Sitting) -> str:
    return reference.term("session_type", sitting.kind).shown().text


def _when(start: datetime, end: datetime) -> str:
    start, end = local(start), local(end)
    return _("%(day)s, %(time)s", day=weekday_short(start.date()), time=time_range(start, end))
