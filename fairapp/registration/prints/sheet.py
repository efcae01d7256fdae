"""The list of participants as a spreadsheet: what the paper says, a row for each person."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from fairapp.core.i18n import speaking
from fairapp.core.sheets import workbook
from fairapp.edition import reference
from fairapp.registration import roll
from fairapp.registration.prints.participants import honorific
from fairapp.registration.roll import Party, Roll

WIDTHS = (30, 38, 24, 16, 24, 28, 44, 44, 34)
"""Of the columns, in characters."""


def list_sheet(entries: Roll, lang: str, ordering: str, *, dated: datetime) -> bytes:
    """The roll as an XLSX file in ``lang``, in the order of the list. A delegation of which nobody is
    listed has a row with its name only."""
    with speaking(lang):
        title = reference.term("document_type", "list_of_participants").to(lang)
        header = [
            _("Category"),
            _("Delegation"),
            _("Role"),
            _("Form of address"),
            _("Given names"),
            _("Family names"),
            _("Office"),
            _("Institution"),
            _("E-mail"),
        ]
        rows = [row for party in roll.ordered(entries, lang, ordering) for row in _rows(party, lang)]
    return workbook(title, header, rows, dated=dated, widths=WIDTHS)


def _rows(party: Party, lang: str) -> list[list[str]]:
    whose = [reference.term("participant_category", party.category).to(lang), party.name.to(lang)]
    if not party.people:
        return [whose]
    return [
        [
            *whose,
            reference.term("delegation_role", person.role).to(lang),
            honorific(person.honorific, lang),
            person.given_names,
            person.family_names.upper(),
            person.office,
            person.institution,
            person.email,
        ]
        for person in party.people
    ]
