"""Sheets handed out: people as they stand, rows that were refused. What is written here can be read again.

CSV is written for Excel: with a mark that says UTF-8, and separated as its readers' computers expect, by
commas in English and by semicolons in Spanish, French and Portuguese, where the comma is in numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from fairapp.core import clock, sheets
from fairapp.core.dates import zone
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.sheets import terms
from fairapp.registration.sheets.cells import CONSENTS, GROUPS, MOMENTS
from fairapp.registration.sheets.columns import BY_CODE, COLUMNS, PRIVATE, REASON, Column
from fairapp.registration.sheets.planning import Plan
from fairapp.registration.sheets.reading import Sheet, shown

KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": sheets.MIME}
"""Kinds of file, by ending, and what a browser is told of them."""
SEPARATOR = {"en": ",", "es": ";", "fr": ";", "pt": ";"}


def columns_for(*, private: bool, scoped: bool = False) -> tuple[Column, ...]:
    """The columns of a sheet: without private needs for those who are not concerned, without the
    delegation where there is one only."""
    left_out = (frozenset() if private else PRIVATE) | ({"delegation"} if scoped else frozenset())
    return tuple(column for column in COLUMNS if column.code not in left_out)


class Words:
    """Values in the words of a language, as cells and pages show them."""

    def __init__(self, lang: str, there: tzinfo) -> None:
        self.lang, self.zone = lang, there

    def of(self, code: str, value: Any) -> str:
        """What a cell of that column says for the value."""
        if value is None:
            return ""
        if code in GROUPS:
            return reference.term(GROUPS[code], value).to(self.lang)
        if code in CONSENTS:
            return (terms.YES if value else terms.NO)[self.lang]
        if code == "languages":
            return ", ".join(reference.language_name(each, self.lang) for each in value)
        if code in MOMENTS:
            return self._moment(value)
        return str(value)

    def _moment(self, moment: datetime) -> str:
        """“2027-04-21 16:30”, on the clock of the meeting; with its distance from UTC in the hour that
        the clock shows twice."""
        local = moment.astimezone(self.zone)
        exact = "auto" if local.second or local.microsecond else "minutes"
        bare = local.replace(tzinfo=None, fold=0)
        twice = bare.replace(tzinfo=self.zone).astimezone(UTC) != moment
        return (local if twice else bare).isoformat(sep=" ", timespec=exact)


def people_sheet(
    edition: Edition,
    people: Iterable[tuple[Delegation, Participant]],
    kind: str,
    lang: str,
    *,
    columns: Sequence[Column],
    wishes: Mapping[int, Mapping[str, Any]] | None = None,
) -> bytes:
    """The people as a file of that kind, which an import by the same visitor leaves as they are.

    ``wishes`` are what awaits approval, by person: whoever asked for it sees it in place of what stands.
    """
    found = list(people)
    names = terms.Delegations({delegation.id: delegation for delegation, _person in found}.values())
    words = Words(lang, zone(edition.time_zone))

    def cell(code: str, delegation: Delegation, person: Participant) -> str:
        if code == "number":
            return str(person.id)
        if code == "delegation":
            return names.name_of(delegation, lang)
        asked = (wishes or {}).get(person.id, {})
        return words.of(code, asked.get(code, getattr(person, code)))

    rows = ([cell(column.code, *pair) for column in columns] for pair in found)
    return _file(kind, lang, edition.name.to(lang), columns, rows)


def refused_sheet(sheet: Sheet, made: Plan, lang: str, title: str) -> bytes:
    """The rows that were refused, as they were, each with the reason: to be put right and sent again."""
    columns = [*(BY_CODE[code] for code in sheet.columns), REASON]
    rows = (
        [
            *(sheets.as_typed(shown(line.row.cells.get(code))) for code in sheet.columns),
            " ".join(f"{BY_CODE[p.code].label.to(lang)}: {p.message}" for p in line.problems),
        ]
        for line in made.of("refused")
    )
    return _file(sheet.kind, sheet.lang or lang, title, columns, rows)


def _file(
    kind: str, lang: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]
) -> bytes:
    header = [column.label.to(lang) for column in columns]
    if kind == "csv":
        return csv_file(header, rows, lang)
    widths = [column.width for column in columns]
    return sheets.workbook(title, header, rows, dated=clock.now(), widths=widths)


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str]], lang: str) -> bytes:
    """Rows as CSV for readers of that language; no cell is ever evaluated."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATOR[lang], lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([sheets.neutralised(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
