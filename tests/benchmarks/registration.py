"""Registration at 400 and at 5,000 participants, in one run.

    script/bench registration [--database postgresql://…] [--rounds 15] [--no-pdf]

Each page is asked for through the whole program (WSGI, sign-in, database, template), in turns with
nothing else in the process; the figure is the median of its CPU time. Searches are asked for by gunicorn,
too, with sixteen connections. The plans of the databases for the selects behind the lists are printed,
so that an index that is no longer used is noticed.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, func, select

from fairapp.accounts.queries import by_email
from fairapp.core.db import db
from fairapp.core.i18n import speaking
from fairapp.documents import prints, renditions
from fairapp.edition.queries import by_slug
from fairapp.registration import queries
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.queries.finding import people_found
from fairapp.registration.queries.people import page_of_people
from fairapp.timetable.zones import spoken_in
from tests.benchmarks import people_stage
from tests.benchmarks.load import press
from tests.benchmarks.server import running

SIZES = (400, 5_000)
BAR = 40
PAGES = (
    ("overview", "secretariat", "/demo/delegations/overview", BAR),
    ("delegations, first page", "secretariat", "/demo/delegations/", BAR),
    ("people, first page", "secretariat", "/demo/delegations/people", BAR),
    ("people, last page", "secretariat", "/demo/delegations/people?page=999", BAR),
    ("people of a category, by arrival", "secretariat", "/demo/delegations/people?{category}", BAR),
    ("people by delegation", "secretariat", "/demo/delegations/people?sort=delegation", BAR),
    ("one delegation", "secretariat", "/demo/delegations/{delegation}", BAR),
    ("search as you type: one letter", "protocol", "/demo/search?part=choices&q=a", 20),
    ("search as you type: a name", "protocol", "/demo/search?part=choices&q=fict", 20),
    ("search as you type: two words", "protocol", "/demo/search?part=choices&q=kezia+jam", 20),
    ("search as you type: nobody", "protocol", "/demo/search?part=choices&q=wxyz", 20),
    ("search as a page", "protocol", "/demo/search?q=ana", BAR),
    ("list of participants, web page", "", "/demo/participants", BAR),
    ("list of participants, a search", "", "/demo/participants?q=ana", BAR),
)


@dataclass
class Row:
    """One line: the same at each size."""

    what: str
    bar: int | None
    ms: list[float]
    selects: list[int]
    kilobytes: list[float]

    def __str__(self) -> str:
        growth = f"{self.ms[1] / self.ms[0]:.1f}" if len(self.ms) > 1 and self.ms[0] else "–"
        met = "–" if self.bar is None else "yes" if self.ms[-1] < self.bar else "**no**"
        selects = " / ".join(map(str, self.selects)) or "–"
        size = " / ".join(f"{kb:.1f}" for kb in self.kilobytes)
        times = " | ".join(f"{ms:,.1f}" for ms in self.ms)
        return f"| {self.what} | {times} | {growth} | {selects} | {size} | {self.bar or '–'} | {met} |"


HEAD = (
    f"| what | CPU ms at {SIZES[0]} | at {SIZES[1]:,} | ratio | selects | kB | bar, ms | met |\n"
    "|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Build both editions, measure in turns, print."""
    options = argparse.ArgumentParser(prog="script/bench registration")
    options.add_argument("--database", default="", help="a database that may be emptied, instead of SQLite")
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--seconds", type=int, default=3, help="how long gunicorn is asked")
    options.add_argument("--no-pdf", action="store_true", help="leave out what takes minutes")
    chosen = options.parse_args()
    with ExitStack() as stack:
        folders = [
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fairapp-bench-"))) for _ in SIZES
        ]
        rows: dict[str, Row] = {}
        plans = served = ""
        for folder, size in zip(folders, SIZES, strict=True):
            # One database after the other: a single one given by --database serves both sizes.
            app = people_stage.build(folder, size, chosen.database)
            with app.app_context():
                assert db.session.scalar(select(func.count()).select_from(Participant)) == size
                for row in [*_pages(app, chosen.rounds), *_files(app, pdf=not chosen.no_pdf)]:
                    _add(rows, row)
                plans = _plans()
                db.engine.dispose()
            served += _served(folder, chosen.database, size, chosen.seconds)
    print(f"\n{_conditions(chosen)}\n\n{HEAD}")
    print("\n".join(map(str, rows.values())))
    print(f"\n{served}\n{plans}")


def _add(rows: dict[str, Row], row: Row) -> None:
    if row.what not in rows:
        rows[row.what] = row
        return
    known = rows[row.what]
    known.ms += row.ms
    known.selects += row.selects
    known.kilobytes += row.kilobytes


def _pages(app: Flask, rounds: int) -> Iterator[Row]:
    delegation = db.session.scalar(select(Delegation.id).where(Delegation.member_code == "JM"))
    for what, who, path, bar in PAGES:
        address = path.format(delegation=delegation, category="category=member_state&sort=arrives")
        client = app.test_client()
        if who:
            _sign_in(app, client, f"{who}@example.org")
        client.set_cookie("lang", "es")

        def ask(client: Any = client, address: str = address) -> bytes:
            db.session.remove()
            answer = client.get(address)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"
            return bytes(answer.data)

        body, statements = _counted(ask)
        yield Row(what, bar, [_median(ask, rounds)], [statements], [len(body) / 1000])


def _files(app: Flask, *, pdf: bool) -> Iterator[Row]:
    """The list of participants as files; made once, since that is what people wait for."""
    sheet = app.test_client()

    def spread() -> bytes:
        answer = sheet.get("/demo/participants.xlsx")
        assert answer.status_code == 200
        return bytes(answer.data)

    begin = time.process_time()
    made = spread()
    yield Row(
        "list of participants, XLSX", None, [(time.process_time() - begin) * 1000], [], [len(made) / 1000]
    )
    if not pdf:
        return
    printable = prints.find("list-of-participants")
    assert printable is not None

    def paper() -> bytes:
        # A context of its own: the pages asked for before have left their visitor in the other.
        with app.app_context(), speaking("es"):
            edition = by_slug("demo")
            assert edition is not None
            with spoken_in(edition.time_zone):
                return renditions.produce(edition, printable, "es").path.read_bytes()

    for what, bar in (("PDF, first time", None), ("PDF, again", 5)):
        begin = time.process_time()
        made = paper()
        spent = (time.process_time() - begin) * 1000
        yield Row(f"list of participants, {what}", bar, [spent], [], [len(made) / 1000])


def _sign_in(app: Flask, client: Any, email: str) -> None:
    user = by_email(email)
    assert user is not None
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = user.get_id(), True


def _median(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        taken.append((time.process_time() - begin) * 1000)
    return statistics.median(taken)


def _counted(work: Callable[[], bytes]) -> tuple[bytes, int]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    work()  # what is kept for the life of a process is read before we count
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        return work(), len(seen)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def _served(folder: Path, database: str, size: int, seconds: int) -> str:
    """The search and the overview by two gunicorn workers, asked by sixteen at once."""
    environment = {"FAIRAPP_DATA": str(folder), "DATABASE_URL": database, "SECRET_KEY": people_stage.KEY}
    app = people_stage.application(folder, database)
    with app.app_context():
        cookie = _cookie(app, "secretariat@example.org")
        db.engine.dispose()
    lines = []
    with running("wsgi:app", {**environment, "FAIRAPP_DEVELOPMENT": ""}) as server:
        for what, path in (
            ("search as you type, two words", "/demo/search?part=choices&q=kezia+jam"),
            ("overview", "/demo/delegations/overview"),
        ):
            m = press(server, path, {"Cookie": cookie}, seconds=seconds)
            lines.append(
                f"- {size:,} participants, {what}: {m.rate:,.0f} requests/s, {m.cpu_ms:.1f} ms CPU each, "
                f"p50 {m.latencies[0]:.0f} ms, p99 {m.latencies[1]:.0f} ms, {m.failures} failed."
            )
        memory = " and ".join(f"{m:.0f}" for m in server.memory())
    lines.append(f"- {size:,} participants, memory of the two workers afterwards: {memory} MB.")
    return "\n".join(lines) + "\n"


def _cookie(app: Flask, email: str) -> str:
    user = by_email(email)
    assert user is not None
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"session={serializer.dumps({'_user_id': user.get_id(), '_fresh': True})}; lang=es"


def _plans() -> str:
    """How the database goes about the selects behind the lists."""
    edition = by_slug("demo")
    assert edition is not None
    named = {
        "people, by name": page_of_people(edition, queries.PeopleFilter()).limit(60),
        "people of a category": page_of_people(edition, queries.PeopleFilter(category="press")).limit(60),
        "search as you type, two words": people_found(edition.id, "kezia jam"),
    }
    postgres = db.engine.dialect.name == "postgresql"
    explain = "EXPLAIN (ANALYZE, COSTS OFF, SUMMARY ON)" if postgres else "EXPLAIN QUERY PLAN"
    told = []
    for what, query in named.items():
        statement = query.compile(db.engine, compile_kwargs={"literal_binds": True})
        rows = db.session.connection().exec_driver_sql(f"{explain} {statement}").all()
        lines = [str(row[0] if postgres else row[-1]) for row in rows]
        told.append(f"{what}:\n" + "\n".join(f"    {line}" for line in lines))
    return "\n\n".join(told)


def _conditions(chosen: argparse.Namespace) -> str:
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, `script/bench registration`, {os.cpu_count()} cores "
        f"(load {os.getloadavg()[0]:.1f} at the end), Python {platform.python_version()}, "
        f"{'PostgreSQL' if chosen.database else 'SQLite'}."
    )


if __name__ == "__main__":
    main()
