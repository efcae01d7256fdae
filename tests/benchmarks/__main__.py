"""Measure the pages that matter beside a bare Flask page of the same bytes.

    script/bench [--seconds 5] [--database postgresql://…]

Prints the table of docs/performance.md. Two gunicorn workers with four threads each, sixteen
connections that stay open; the client runs on the same machine, so compare within one run only.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks import stage
from tests.benchmarks.load import Measured, ask, crowd, press
from tests.benchmarks.server import Server, running


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    size: int
    measured: Measured
    bare: Measured | None = None

    def __str__(self) -> str:
        m, bare = self.measured, self.bare
        cells = [
            self.what,
            f"{self.size / 1000:.1f}",
            f"{m.rate:,.0f}",
            f"{m.cpu_ms:.1f}",
            f"{m.latencies[0]:.1f}",
            f"{m.latencies[1]:.1f}",
            f"{bare.rate:,.0f}" if bare else "–",
            f"{m.rate / bare.rate:.0%}" if bare else "–",
            str(m.failures),
        ]
        return f"| {' | '.join(cells)} |"


HEAD = (
    "| what | kB | requests/s | CPU ms/request | p50 ms | p99 ms "
    "| bare Flask, same bytes: requests/s | share | failed |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Build a demo in a folder of its own, measure, print."""
    options = argparse.ArgumentParser(
        prog="script/bench", description="Measure and print docs/performance.md's table."
    )
    options.add_argument("--seconds", type=int, default=5, help="how long each page is asked for")
    options.add_argument("--database", default="", help="an empty database to use instead of SQLite")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="fairapp-bench-") as name:
        folder = Path(name)
        stage.build(folder, chosen.database)
        environment = {
            "FAIRAPP_DATA": name,
            "DATABASE_URL": chosen.database,
            "SECRET_KEY": stage.KEY,
            "FAIRAPP_DEVELOPMENT": "",
        }
        with running("wsgi:app", environment) as server:
            rows = list(measure(server, folder, chosen.database, chosen.seconds))
            memory = " and ".join(f"{m:.0f}" for m in server.memory())
    print(f"\n{conditions(chosen.database, chosen.seconds)}\n\n{HEAD}")
    print("\n".join(map(str, rows)))
    print(f"\nMemory of the two workers afterwards: {memory} MB.")


def conditions(database: str, seconds: int) -> str:
    """When, where and how."""
    client = "wrk" if shutil.which("wrk") else "our own threads"
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, `script/bench --seconds {seconds}`, {os.cpu_count()} cores "
        f"(load {os.getloadavg()[0]:.1f} at the end), Python {platform.python_version()}, "
        f"{'PostgreSQL' if database else 'SQLite'}, client: {client}."
    )


def measure(server: Server, folder: Path, database: str, seconds: int) -> Iterator[Row]:
    """Page after page, then the verbs, then the print."""
    delegate = {"Cookie": stage.cookie_of(folder, database, "delegate@example.org")}
    spanish = {"Cookie": "lang=es"}
    for what, path, headers in (
        ("public programme", "/demo/programme/", spanish),
        ("personal agenda", "/demo/my-agenda", delegate),
        ("role home", "/demo/home", delegate),
        ("programme, iCalendar", "/demo/programme.ics", {}),
    ):
        yield page(server, folder, what, path, headers, seconds)
        tag = ask(server, path, headers).headers.get("etag")
        if tag and ask(server, path, {**headers, "If-None-Match": tag}).status == 304:
            again = press(server, path, {**headers, "If-None-Match": tag}, seconds=seconds, expect=304)
            yield Row(f"{what}, not modified (304)", 0, again)
    yield from accepting(server, folder, database)
    yield from printing(server)


def page(server: Server, folder: Path, what: str, path: str, headers: dict[str, str], seconds: int) -> Row:
    """Our page, then a bare one of the same bytes, under the same conditions."""
    answer = ask(server, path, headers)
    ours = press(server, path, headers, seconds=seconds)
    body = folder / "body"
    body.write_bytes(answer.body)
    bare_environment = {"BARE_BODY": str(body), "BARE_TYPE": answer.headers["content-type"]}
    with running("tests.benchmarks.bare:app", bare_environment) as bare:
        return Row(what, len(answer.body), ours, press(bare, "/", headers, seconds=seconds))


def accepting(server: Server, folder: Path, database: str) -> Iterator[Row]:
    """Accept requests for meetings: one after the other, then eight at a time."""
    ids = stage.waiting(folder, database)
    # People answer for all times of the day at once; in order, everybody would want the same table.
    random.Random(1).shuffle(ids)
    cookie = stage.cookie_of(folder, database, "secretariat@example.org")
    headers, token = stage.with_token(server, cookie, f"/demo/meetings/{ids[0]}")
    body = urlencode({"csrf_token": token, "version": 1})

    for what, threads, some in (
        ("accept a meeting, one at a time", 1, ids[:50]),
        ("accept a meeting, 8 at a time", 8, ids[50:450]),
    ):
        waiting = list(some)

        def accept(_number: int, waiting: list[int] = waiting) -> tuple[str, str, dict[str, str], str]:
            return "POST", f"/demo/meetings/{waiting.pop()}/accept", headers, body

        yield Row(
            what, len(body), crowd(server, threads, lambda waiting=waiting: bool(waiting), accept, {303})
        )


def printing(server: Server) -> Iterator[Row]:
    """The list of participants in Spanish: made, and asked for again."""
    path = "/demo/documents/list-of-participants.pdf?lang=es"
    size = 0
    for what, times in (
        ("list of participants, PDF: first time", 1),
        ("list of participants, PDF: again", 20),
    ):
        left = iter(range(times))
        measured = crowd(
            server, 1, lambda left=left: next(left, None) is not None, lambda _: ("GET", path, {}, ""), {200}
        )
        size = size or len(ask(server, path).body)
        yield Row(what, size, measured)


if __name__ == "__main__":
    main()
