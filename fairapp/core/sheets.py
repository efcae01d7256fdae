"""Spreadsheets we hand out: text only, harmless to open, the same bytes for the same rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET_NAME = 31
"""What Excel takes."""
_formula = re.compile(r"'*(?:\s*[=+\-@]|[\t\r])")
_unprintable = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_not_in_names = re.compile(r"[\[\]:*?/\\]")
_saved = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def neutralised(text: str) -> str:
    """The text as a cell that no spreadsheet program evaluates: what begins like a formula
    (= + - @) gets an apostrophe before it, as OWASP advises; control characters go. So does what such a
    text looks like with its apostrophe: :func:`as_typed` can always tell."""
    plain = _unprintable.sub("", text)
    return f"'{plain}" if _formula.match(plain) else plain


def as_typed(text: str) -> str:
    """A cell as it was before :func:`neutralised`."""
    return text[1:] if text.startswith("'") and _formula.match(text) else text


def workbook(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    dated: datetime,
    widths: Sequence[int] = (),
) -> bytes:
    """One sheet with a heading row that stays in view, as an XLSX file. Every cell is neutralised text.

    ``dated`` is the moment the rows speak of; ``widths`` are those of the columns, in characters.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "fairapp"
    book.properties.title = title
    book.properties.created = dated.astimezone(UTC).replace(tzinfo=None)
    sheet = book.create_sheet(_not_in_names.sub(" ", title)[:LONGEST_SHEET_NAME])
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.append(_heading(sheet, header))
    for row in rows:
        sheet.append([neutralised(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return _without_clock(file.getvalue(), dated)


def _heading(sheet: WriteOnlyWorksheet, words: Sequence[str]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cells = []
    for word in words:
        cell = WriteOnlyCell(sheet, value=neutralised(word))
        cell.font = Font(bold=True)
        cells.append(cell)
    return cells


def _without_clock(file: bytes, dated: datetime) -> bytes:
    """The file as if it had been written at the moment it speaks of: the library notes when it saved."""
    moment = dated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as made, zipfile.ZipFile(settled, "w") as kept:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = _saved.sub(rb"\g<1>" + moment, content)
            kept.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
