"""Names of statuses and titles, in the language spoken now."""

from __future__ import annotations

from flask_babel import gettext as _

from fairapp.core.i18n import LANGUAGES, Translated, current_language, speaking
from fairapp.edition.models import Table
from fairapp.edition.reference import language_name, term
from fairapp.registration.models import Participant

TERMS = {
    "requested": "requested",
    "accepted": "accepted",
    "declined": "declined",
    "cancelled": "canceled",
}
"""Statuses that have an official term (`b2b_status`)."""


def status_name(status: str) -> str:
    """“Accepted”, “Aceptada”: the status of a meeting."""
    if status in TERMS:
        return term("b2b_status", TERMS[status]).shown().text
    return _("Withdrawn")


def no_meetings(category: str, right: str) -> str:
    """Why somebody of the category cannot ask for meetings (`request_meetings`) or be asked."""
    name = term("participant_category", category)
    if right == "request_meetings":
        return _(
            "People of the category “%(category)s” do not ask for meetings at this event.", category=name
        )
    return _("People of the category “%(category)s” are not asked for meetings at this event.", category=name)


def language(code: str) -> str:
    """“Spanish”, “español”: a language by its name in the language spoken now."""
    return language_name(code, current_language())


def title(asker: Participant, host: Participant) -> Translated:
    """What an agenda shows: who meets, never what about."""
    texts = {}
    for code in LANGUAGES:
        with speaking(code):
            texts[code] = _(
                "Bilateral meeting: %(one)s – %(other)s",
                one=asker.delegation.name.to(code),
                other=host.delegation.name.to(code),
            )
    return Translated(texts)


def place(table: Table) -> Translated:
    """“Table 3, Bilateral Meetings Area”."""
    return Translated(
        {code: f"{table.resource.name.to(code)}, {table.room.name.to(code)}" for code in LANGUAGES}
    )
