"""Sheets as people write them, for the tests of import and export."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook

from fairapp.core.db import transaction
from fairapp.registration.sheets.applying import import_people
from fairapp.registration.sheets.planning import plan
from fairapp.registration.sheets.reading import read
from fairapp.registration.sheets.standing import standing

HEAD = ("Delegation", "Role", "Given names", "Family names", "Office", "E-mail address")


def csv_of(*rows, head=HEAD, separator=","):
    """Rows as the bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([head, *rows])
    return text.getvalue().encode()


def xlsx_of(*rows, head=HEAD, settle=None):
    """Rows as the bytes of a workbook; ``settle`` may do something to the page."""
    book = Workbook()
    page = book.active
    for row in (head, *rows):
        page.append(list(row))
    if settle:
        settle(page)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def planned(demo, *rows, head=HEAD, by="secretariat", only=None):
    """The plan of a sheet with those rows."""
    only = demo.delegation(only) if only else None
    sheet = read(csv_of(*rows, head=head), scoped=only is not None)
    return plan(sheet, standing(demo.edition, by=demo.user(by), only=only))


def imported(demo, *rows, head=HEAD, by="secretariat", only=None, seen=None):
    """Import a sheet with those rows."""
    only = demo.delegation(only) if only else None
    sheet = read(csv_of(*rows, head=head), scoped=only is not None)
    with transaction():
        return import_people(demo.edition, sheet, by=demo.user(by), only=only, seen=seen)


def outcomes(made):
    """How each row ends, in order."""
    return [line.outcome for line in made.lines]


def reasons(made):
    """Why rows are refused: column and sentence of each reason, in order."""
    return [(problem.code, problem.message) for line in made.lines for problem in line.problems]
