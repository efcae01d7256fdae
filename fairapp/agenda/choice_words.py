"""What can be chosen of the programme, and what was chosen, in words."""

from __future__ import annotations

from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from fairapp.agenda import choices, visitor_zone
from fairapp.agenda.choices import Choice, Part
from fairapp.agenda.programme import Programme
from fairapp.core.dates import weekday_short, weekday_text, zone
from fairapp.edition import reference
from fairapp.edition.models import Edition

Options = list[tuple[str, str]]
NAMED = ("kind", "room", "outcome", "topic", "language", "access")
"""Conditions whose values are words of the programme or of the vocabulary."""


def options(released: Programme, edition: Edition, now: datetime) -> dict[str, Options]:
    """What can be filtered by, with its words."""
    there = zone(edition.time_zone)
    return {
        "day": [(day, weekday_text(date.fromisoformat(day))) for day in choices.days_of(released, there)],
        "zone": visitor_zone.offered(now, edition.time_zone),
        **{
            name: _named(released, name)
            for name in ("kind", "room", "outcome", "topic", "language", "access")
        },
    }


def chips(released: Programme, choice: Choice) -> Options:
    """Each condition of a choice in words, with the address of the choice without it."""
    found = [(_("“%(words)s”", words=choice.words), "words")] if choice.words else []
    if choice.day:
        found.append((weekday_text(date.fromisoformat(choice.day)), "day"))
    for name in NAMED:
        value = getattr(choice, name)
        if value:
            found.append((dict(_named(released, name))[value], name))
    return [(text, url_for("agenda.programme", **choice.address(**{name: ""}))) for text, name in found]


def label(part: Part, choice: Choice) -> str:
    """The short name of a part, for the links at the head of the page."""
    if choice.view == "day":
        return weekday_short(part.days[0].date)
    if choice.view == "outcome" and part.key:
        return part.key
    return part.heading.shown().text or _("Others")


def _named(released: Programme, name: str) -> Options:
    if name == "kind":
        return [(k, reference.term("session_type", k).shown().text) for k in released.kinds()]
    if name == "room":
        return [(code, text.shown().text) for code, text in released.rooms().items()]
    if name == "outcome":
        return [(code, f"{code}. {title.shown().text}") for code, title in released.outcomes.items()]
    if name == "topic":
        return [(code, topic.label.shown().text) for code, topic in released.topics.items()]
    group, codes = {
        "language": ("languages", choices.languages_of),
        "access": ("session_access", choices.accesses_of),
    }[name]
    return [(code, reference.term(group, code).shown().text) for code in codes(released)]
