"""How long an import of people takes: CSV and XLSX, read, compared, imported, imported again.

    script/bench does not call this; .venv/bin/python -m tests.benchmarks.importing [--database postgresql://…]

Prints a table. Each size begins with a demo edition of its own. People are spread over the delegations
that await their people; half of them have an e-mail address, and no two share a name. Wall-clock seconds,
with the commit; "CPU" are those that this process spent on the import itself, which is the figure to
compare between runs; "peak" is how much memory it has used at most by then.
"""

from __future__ import annotations

import argparse
import csv
import io
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from config import Config
from fairapp.accounts.queries import by_email
from fairapp.app import create_app
from fairapp.core import sheets
from fairapp.core.clock import now
from fairapp.core.db import db, transaction
from fairapp.core.i18n import speaking
from fairapp.demo.cli import load
from fairapp.edition.models import Edition
from fairapp.edition.queries import by_slug
from fairapp.registration import rules
from fairapp.registration.models import Delegation
from fairapp.registration.sheets.applying import import_people
from fairapp.registration.sheets.planning import plan
from fairapp.registration.sheets.reading import read
from fairapp.registration.sheets.standing import standing
from tests.conftest import FIRST_DAY

SIZES = (400, 5_000)
HEAD = ("Delegation", "Role", "Given names", "Family names", "Office", "Institution", "E-mail address",
        "Phone", "Languages", "Arrival", "Departure", "In the public list")  # fmt: skip
TABLE = (
    "| people | file | read s | compare s | import s | of it CPU s | again s | peak MB |\n"
    "|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Taken:
    """Seconds for one file of so many people."""

    people: int
    kind: str
    read: float
    compare: float
    imported: float
    """With the comparison that it makes again under its locks, and the commit."""
    cpu: float
    again: float
    """The same file once more, which changes nothing."""
    peak: float
    """Megabytes."""

    def __str__(self) -> str:
        times = " | ".join(f"{t:.2f}" for t in (self.read, self.compare, self.imported, self.cpu, self.again))
        return f"| {self.people:,} | {self.kind.upper()} | {times} | {self.peak:.0f} |"


def measure(edition: Edition, people: int, kind: str, *, mark: str = "") -> Taken:
    """Import so many new people into the edition from a file of that kind; call it within an
    application context. ``mark`` makes the names of one call others than those of the next."""
    by = by_email("secretariat@example.org")
    assert by is not None
    content = _file(rows(edition, people, mark), kind)
    reading, sheet = _timed(lambda: read(content))
    comparing, made = _timed(lambda: plan(sheet, standing(edition, by=by)))
    assert made.counts["added"] == people, made.counts
    before = time.process_time()
    importing, _done = _timed(lambda: _import(edition, sheet, by))
    cpu = time.process_time() - before
    again, made = _timed(lambda: _import(edition, sheet, by))
    assert made.counts["unchanged"] == people, made.counts
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Taken(people, kind, reading, comparing, importing, cpu, again, peak)


def _import(edition: Edition, sheet: Any, by: Any) -> Any:
    with transaction():
        return import_people(edition, sheet, by=by)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def rows(edition: Edition, people: int, mark: str = "") -> list[list[str]]:
    """People for the delegations of the edition that are not accredited yet."""
    found = db.session.scalars(
        select(Delegation)
        .where(Delegation.edition_id == edition.id, Delegation.status.not_in(rules.AWAY))
        .order_by(Delegation.id)
    )
    open_ones = [d for d in found if not d.is_accredited]
    return [_row(open_ones[n % len(open_ones)], n, mark) for n in range(people)]


def _row(delegation: Delegation, number: int, mark: str) -> list[str]:
    role = next(r for r in rules.roles_for(delegation.category) if rules.most_of(r) is None)
    name = "".join(chr(97 + int(digit)) for digit in str(number))
    address = f"import{mark}{number}@example.org" if number % 2 else ""
    person = (f"Persona{mark.lower()} {name.capitalize()}", f"Ficticia {name.capitalize()}")
    office = ("Adviser on Cooperation", "National Cooperation Agency (demonstration)")
    stay = ("2027-04-21 16:30", "2027-04-23 20:00")
    phone = f"+1 202 555 {number % 10_000:04d}"
    return [
        delegation.name.to("en"),
        role,
        *person,
        *office,
        address,
        phone,
        "Spanish, English",
        *stay,
        "yes",
    ]


def _file(lines: list[list[str]], kind: str) -> bytes:
    if kind == "xlsx":
        return sheets.workbook("People", HEAD, lines, dated=now())
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEAD, *lines])
    return text.getvalue().encode()


def main() -> None:
    """Measure both sizes and print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--database", default="", help="an empty database instead of SQLite")
    url = options.parse_args().database
    print(TABLE)
    for people in SIZES:
        for kind in ("csv", "xlsx"):
            with tempfile.TemporaryDirectory(prefix="fairapp-bench-") as folder:
                print(_on_a_stage(Path(folder), url, people, kind), flush=True)


def _on_a_stage(folder: Path, url: str, people: int, kind: str) -> Taken:
    app = create_app(Config(data_dir=folder, database_url=url, testing=True, secret_key="measuring"))
    with app.app_context(), speaking("en"):
        db.drop_all()
        db.create_all()
        with transaction():
            load(FIRST_DAY)
        edition = by_slug("demo")
        assert edition is not None
        taken = measure(edition, people, kind)
        db.session.remove()
        db.engine.dispose()
    return taken


if __name__ == "__main__":
    main()
