"""Lines of cells, out of the bytes of a file. Nothing in a file is evaluated.

CSV: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252; separated by commas, semicolons or
tabs, as the heading row shows. XLSX: a cell with a formula stays one, so that whoever reads it can refuse
it. What would unpack to more than anybody's list is refused before it is unpacked.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from fairapp.core.refusals import Refusal
from fairapp.registration.sheets.columns import understood

UNPACKED = 64 * 1024 * 1024
"""Bytes of a workbook once unpacked; openpyxl needs a few times as much memory."""
MOST_PARTS = 500
"""Files within a workbook."""
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LAST_ROW = 60_000
"""Where reading ends, with empty rows between."""


class Unreadable(Refusal):
    """The file cannot be read as people: what it is, or what it lacks."""

    status = 422


@dataclass(frozen=True)
class Formula:
    """A cell that would have to be evaluated."""

    text: str


@dataclass(frozen=True)
class Mistake:
    """A cell that holds an error of the spreadsheet program: “#REF!”."""

    text: str


@dataclass(frozen=True)
class Day:
    """A date cell without a time of day, as midnight."""

    at: Any


def unreadable(message: str) -> Unreadable:
    """The refusal, beside the field of the file."""
    return Unreadable(message, field="file")


# CSV


def text_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    try:
        yield from _records(text, _separator(text))
    except csv.Error as error:
        raise unreadable(_("This file cannot be read as a list of people: use CSV or XLSX.")) from error


def _decoded(content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable(
            _("This is a workbook of an old kind (XLS). Please save it as XLSX, then try again.")
        )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # No sheet holds control characters; a picture or a PDF soon does.
        if not any(sign < " " and sign not in "\t\r\n" for sign in text[:4096]) and "\0" not in text:
            return text
    raise unreadable(_("This file cannot be read as a list of people: use CSV or XLSX."))


def _separator(text: str) -> str:
    """The sign that makes most of the first row known names; between equals, most cells."""

    def merit(sign: str) -> tuple[int, int]:
        first = next(_records(text, sign), (0, []))[1]
        return sum(1 for code in understood(first).codes if code), len(first)

    return max((",", ";", "\t"), key=merit)


def _records(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with the number a spreadsheet program shows beside them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    for number, cells in enumerate(reader, 1):
        if number == 1 and len(cells) <= 2 and "".join(cells).lower().startswith("sep="):
            continue  # Excel's own note of the separator
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise unreadable(_("A file may have at most %(count)s columns.", count=MOST_COLUMNS))
        if any(cell.strip() for cell in cells):
            yield number, cells


# XLSX


def workbook_lines(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    from openpyxl import load_workbook

    _small_enough(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            pages = [page for page in book.worksheets if page.sheet_state == "visible"] or book.worksheets
            if pages:
                yield from _cells(pages[0])
        finally:
            book.close()
    except Refusal:
        raise
    except Exception as error:
        # What a damaged or a forged workbook brings about is not foreseeable; it is never our bug.
        raise unreadable(
            _("This workbook is damaged. Please save it again as XLSX, then try again.")
        ) from error


def _small_enough(content: bytes) -> None:
    """Refuse before anything is unpacked. A part that is larger than it says ends where it said."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise unreadable(
            _("This workbook is damaged. Please save it again as XLSX, then try again.")
        ) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise unreadable(_("This file cannot be read as a list of people: use CSV or XLSX."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise unreadable(_("This workbook holds too much. Please copy the list alone into a new one."))


def _cells(page: Any) -> Iterator[tuple[int, list[Any]]]:
    page.reset_dimensions()  # what a file says of its own size is not to be relied on
    for number, cells in enumerate(page.iter_rows(max_row=LAST_ROW + 1), 1):
        if number > LAST_ROW:
            raise unreadable(_("A file may have at most %(count)s rows.", count=MOST_ROWS))
        values = list(_values(cells))
        if len(values) > MOST_COLUMNS and any(_is_something(v) for v in values[MOST_COLUMNS:]):
            raise unreadable(_("A file may have at most %(count)s columns.", count=MOST_COLUMNS))
        if any(_is_something(value) for value in values):
            yield number, values[:MOST_COLUMNS]


def _values(cells: Iterable[Any]) -> Iterator[Any]:
    for cell in cells:
        if cell.data_type == "f":
            yield Formula(str(getattr(cell.value, "text", None) or cell.value))
        elif cell.data_type == "e":
            yield Mistake(str(cell.value))
        elif cell.data_type == "d" and "h" not in str(cell.number_format).lower():
            yield (
                Day(cell.value) if hasattr(cell.value, "hour") and hasattr(cell.value, "year") else cell.value
            )
        else:
            yield cell.value


def _is_something(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())
