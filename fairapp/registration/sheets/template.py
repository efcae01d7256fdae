"""The empty sheet to begin with: its columns, what may stand in them, an example in the notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from fairapp.core.i18n import speaking
from fairapp.edition import reference
from fairapp.registration.sheets import terms
from fairapp.registration.sheets.cells import CONSENTS, GROUPS
from fairapp.registration.sheets.columns import Column
from fairapp.registration.sheets.writing import csv_file

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = 2000
"""How far down the lists to choose from reach."""


def template(kind: str, lang: str, columns: Sequence[Column], delegations: Sequence[str] = ()) -> bytes:
    """An empty sheet in a language. ``delegations`` are the names to choose from.

    XLSX has lists to choose from, and on each heading a note that says what belongs there, with an
    example; CSV has the heading row alone, because whatever stands under it is a person.
    """
    if kind == "csv":
        return csv_file([column.label.to(lang) for column in columns], [], lang)
    from openpyxl import Workbook

    with speaking(lang):
        book = Workbook()
        _lay_out(book, columns, delegations, lang)
        file = io.BytesIO()
        book.save(file)
    return file.getvalue()


def _lay_out(book: Workbook, columns: Sequence[Column], delegations: Sequence[str], lang: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    people: Any = book.active
    people.title = _("People")
    lists = book.create_sheet(_("Lists"))
    people.freeze_panes = "A2"
    people.row_dimensions[1].height = 34
    for place, column in enumerate(columns, 1):
        cell = people.cell(1, place, column.label.to(lang))
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="15233F")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        letter = get_column_letter(place)
        people.column_dimensions[letter].width = column.width
        if column.hint:
            cell.comment = Comment(str(column.hint), "fairapp", width=280, height=90)
        choices = list(delegations) if column.code == "delegation" else _choices(column.code, lang)
        if choices:
            _offer(people, lists, place, [column.label.to(lang), *choices])
        else:
            # Text stays text: no phone number becomes a sum, no date another.
            people.column_dimensions[letter].number_format = "@"
    lists.sheet_state = "hidden"


def _choices(code: str, lang: str) -> list[str]:
    if code in CONSENTS:
        return [terms.YES[lang], terms.NO[lang]]
    if code in GROUPS:
        labels = (term.label.to(lang) for term in reference.vocabulary(GROUPS[code]).values())
        return [label for label in labels if label]
    return []


def _offer(people: Worksheet, lists: Worksheet, place: int, words: Sequence[str]) -> None:
    """Let the column be chosen from; other spellings are still taken, and judged when imported."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(place)
    for row, word in enumerate(words, 1):
        lists.cell(row, place, word)
    source = f"'{lists.title}'!${letter}$2:${letter}${len(words)}"
    rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}2:{letter}{ROWS}")
    people.add_data_validation(rule)
