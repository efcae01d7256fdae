"""A file of people as rows of cells by column. What the file is, its content says, never its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from fairapp.registration.sheets.columns import BY_CODE, NEEDED, Header, understood
from fairapp.registration.sheets.files import (
    MOST_ROWS,
    Day,
    Formula,
    Mistake,
    text_lines,
    unreadable,
    workbook_lines,
)

LIMIT = 8 * 1024 * 1024
"""Bytes of a file."""


@dataclass(frozen=True)
class Row:
    """A row that is not empty: its number in the file, its cells by code of the column."""

    number: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A file, read: the columns it has, its rows, the names nobody knows."""

    kind: str
    """“csv” or “xlsx”."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    lang: str | None
    """The language of the heading row; None when it does not say."""


def read(content: bytes, *, scoped: bool = False) -> Sheet:
    """The rows of a file. ``scoped``: all are for one delegation, so the sheet need not say which.

    Refuses with Unreadable, field “file”.
    """
    if len(content) > LIMIT:
        size = LIMIT // 1_048_576
        raise unreadable(
            ngettext(
                "The file may have at most %(num)s megabyte.",
                "The file may have at most %(num)s megabytes.",
                size,
            )
        )
    kind = "xlsx" if content.startswith(b"PK\x03\x04") else "csv"
    lines = workbook_lines(content) if kind == "xlsx" else text_lines(content)
    return _sheet(kind, lines, scoped=scoped)


def _sheet(kind: str, lines: Iterator[tuple[int, Sequence[Any]]], *, scoped: bool) -> Sheet:
    number, first = next(lines, (0, ()))
    if not number:
        raise unreadable(_("This file is empty."))
    header = understood([shown(cell) for cell in first])
    _suffices(header, scoped=scoped)
    rows: list[Row] = []
    for number, cells in lines:
        if len(rows) == MOST_ROWS:
            raise unreadable(_("A file may have at most %(count)s rows.", count=MOST_ROWS))
        # More cells than headings: whoever wrote it forgot quotation marks, and all have slipped.
        if any(cell not in (None, "") for cell in cells[len(header.codes) :]):
            raise unreadable(_("Row %(number)s has more cells than the first row has names.", number=number))
        known = zip(header.codes, [*cells, *[None] * len(header.codes)], strict=False)
        rows.append(Row(number, {code: cell for code, cell in known if code and code != "reason"}))
    if not rows:
        raise unreadable(_("There is no row under the names of the columns."))
    columns = tuple(code for code in header.codes if code and code != "reason")
    return Sheet(kind, columns, tuple(rows), header.unknown, header.lang)


def _suffices(header: Header, *, scoped: bool) -> None:
    if header.repeated:
        raise unreadable(_("The column “%(name)s” stands there twice.", name=header.repeated[0]))
    if "number" in header.codes:
        return
    needed = NEEDED if scoped else ("delegation", *NEEDED)
    missing = [str(BY_CODE[code].label) for code in needed if code not in header.codes]
    if len(missing) == len(needed):
        raise unreadable(
            _("The first row does not name the columns of this list. Please begin with one of the templates.")
        )
    if missing:
        raise unreadable(
            ngettext(
                "This column is missing: %(names)s.",
                "These columns are missing: %(names)s.",
                len(missing),
                names=", ".join(missing),
            )
        )


def shown(cell: Any) -> str:
    """A cell as words, for headings and messages."""
    if cell is None:
        return ""
    if isinstance(cell, Formula | Mistake):
        return cell.text
    if isinstance(cell, Day):
        return str(cell.at.date())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
