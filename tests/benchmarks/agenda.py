"""The agenda at 120 sessions: what its pages, calendars and papers cost.

    script/bench agenda [--rounds 15]

A meeting of three days in twelve rooms, released; the third day holds sixty sessions. Each thing is asked
for through the whole program in one process; the figure is the median of its CPU time. “Anew” is after
everything kept in memory was forgotten, as in the first request after a release.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_of
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from fairapp.accounts.queries import by_email
from fairapp.agenda import ical, queries
from fairapp.agenda.models import Session
from fairapp.agenda.services import Place, SessionDetails, add_session, release_programme
from fairapp.agenda.shelf import Shelf
from fairapp.core import prints as kit
from fairapp.core.dates import zone
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated, speaking
from fairapp.core.refusals import Refusal
from fairapp.demo.cli import load, next_thursday
from fairapp.documents import prints, renditions
from fairapp.edition.models import Edition, Room
from fairapp.edition.queries import by_slug
from fairapp.timetable.spans import Span
from tests.benchmarks import editor, stage

SESSIONS, EVENTS = 120, 500
FEED, PAGE = "/demo/programme.ics?lang=es", "/demo/programme/"


@dataclass(frozen=True)
class Row:
    """One line of the table. ``bar`` is in milliseconds; None where nobody set one."""

    what: str
    ms: float
    size: int
    bar: float | None = None

    def __str__(self) -> str:
        met = "–" if self.bar is None else "yes" if self.ms < self.bar else "**no**"
        return f"| {self.what} | {self.ms:,.1f} | {self.size / 1000:.1f} | {self.bar or '–'} | {met} |"


def main() -> None:
    """Build, measure, print."""
    options = argparse.ArgumentParser(prog="script/bench agenda")
    options.add_argument("--rounds", type=int, default=15)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="fairapp-bench-") as name:
        app = stage.application(Path(name), f"sqlite:///{name}/fairapp.db")
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context(), speaking("en"):
            day = build()
        rows = list(measure(app, day, rounds))
    print(
        f"\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, `script/bench agenda --rounds {rounds}`, "
        f"{os.cpu_count()} cores (load {os.getloadavg()[0]:.1f} at the end), "
        f"Python {platform.python_version()}, SQLite.\n"
    )
    print("| what | CPU ms | kB | bar, ms | met |\n|---|---|---|---|---|")
    print("\n".join(map(str, rows)))


def build() -> date:
    """The demo with sixty sessions in twelve rooms on the day after it, filled up to 120; released."""
    db.create_all()
    with transaction():
        load(next_thursday(datetime.now(UTC).date()))
    with transaction():
        day = editor.fill(db.session.scalars(select(Edition)).one())
    edition, owner = by_slug("demo"), by_email("secretariat@example.org")
    assert edition is not None
    assert owner is not None
    fill_up(edition, owner)
    with transaction():
        release_programme(edition, note="Benchmark", by=owner)
    return day


def fill_up(edition: Edition, owner: Any) -> None:
    """Sessions on the first two days wherever a room is free, until there are enough."""
    missing = SESSIONS - sum(1 for s in queries.placed(edition.id) if s.booking)
    rooms, there = (
        list(db.session.scalars(select(Room).order_by(Room.position.desc()))),
        zone(edition.time_zone),
    )
    wanted = ((d, hour, room) for hour in range(8, 20) for d in edition.days for room in rooms)
    for day, hour, room in wanted:
        if missing <= 0:
            return
        start = datetime.combine(day, clock_of(hour), there)
        title = Translated(
            {"en": f"Side event in {room.code}, {hour} h", "es": f"Evento {room.code}, {hour} h"}
        )
        place = Place(room, Span(start, start + timedelta(minutes=50)))
        try:
            with transaction():
                add_session(edition, SessionDetails("side_event", title), place=place, by=owner)
            missing -= 1
        except Refusal:
            continue  # somebody is in that room


def measure(app: Flask, day: date, rounds: int) -> Iterator[Row]:
    """Row after row."""
    stranger, delegate, secretariat = (
        app.test_client(),
        signed_in(app, "delegate"),
        signed_in(app, "secretariat"),
    )

    def anew() -> None:
        forget(app)

    yield asked("programme page, stranger", stranger, PAGE, rounds, bar=5)
    yield asked("programme page, anew", stranger, PAGE, rounds, before=anew)
    yield asked("programme page, signed in", delegate, PAGE, rounds)
    yield unmodified("programme page, not modified (304)", stranger, PAGE, rounds)
    yield asked("personal agenda", delegate, "/demo/my-agenda", rounds)
    yield asked("whole programme, iCalendar", stranger, FEED, rounds)
    yield asked("whole programme, iCalendar, anew", stranger, FEED, rounds, before=anew, bar=30)
    yield unmodified("whole programme, iCalendar, not modified (304)", stranger, FEED, rounds)
    yield long_feed(app, rounds)
    yield asked("schedule.xml, anew", stranger, "/demo/schedule.xml", rounds, before=anew)
    yield asked("order of business, page", stranger, "/demo/agenda/order-of-business", rounds)
    yield from papers(app, stranger)
    yield asked(
        f"editor, {editor.ROOMS} rooms, 60 sessions", secretariat, f"/demo/agenda/editor?day={day}", rounds
    )
    yield moved(app, secretariat, rounds)


def timed(
    work: Callable[[], Any], rounds: int, before: Callable[[], Any] = lambda: None
) -> tuple[float, Any]:
    """Median CPU milliseconds after a first run that nobody counts, and the last result."""
    taken, result = [], None
    for _turn in range(rounds + 1):
        before()
        begun = time.process_time()
        result = work()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken[1:]), result


def asked(
    what: str,
    client: FlaskClient,
    path: str,
    rounds: int,
    *,
    bar: float | None = None,
    before: Callable[[], Any] = lambda: None,
) -> Row:
    """A page that answers 200."""
    ms, answer = timed(lambda: client.get(path), rounds, before)
    assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return Row(what, ms, len(answer.data), bar)


def unmodified(what: str, client: FlaskClient, path: str, rounds: int) -> Row:
    """The same for one who has it."""
    known = {"If-None-Match": client.get(path).headers["ETag"]}
    ms, answer = timed(lambda: client.get(path, headers=known), rounds * 4)
    assert answer.status_code == 304
    return Row(what, ms, 0, 1)


def long_feed(app: Flask, rounds: int) -> Row:
    """A calendar of 500 events, composed."""
    with app.test_request_context(), speaking("es"):
        edition = by_slug("demo")
        assert edition is not None
        released = queries.public_programme(edition.id)
        assert released is not None
        some = released.sessions
        many = tuple(replace(some[n % len(some)], id=n + 1) for n in range(EVENTS))
        frame = ical.Frame(edition, "es", lambda code: f"https://example.org/demo/programme/{code}")
        ms, made = timed(lambda: ical.programme_feed(replace(released, sessions=many), frame), rounds)
    return Row(f"iCalendar of {EVENTS} events, composed", ms, len(made))


def papers(app: Flask, client: FlaskClient) -> Iterator[Row]:
    """The schedule as a file: set, and handed out again. A long one is left to the worker."""
    with app.app_context():
        edition, printable = by_slug("demo"), renditions_of("schedule")
        assert edition is not None

        def afresh() -> None:
            forget(app)
            shutil.rmtree(kit.store(), ignore_errors=True)

        ms, made = timed(lambda: renditions.produce(edition, printable, "es"), 2, afresh)
        yield Row("schedule, PDF, set", ms, made.path.stat().st_size)
    yield asked("schedule, PDF, again", client, "/demo/documents/schedule.pdf?lang=es", 30, bar=5)


def renditions_of(name: str) -> Any:
    """The print of that name."""
    found = prints.find(name)
    assert found is not None
    return found


def moved(app: Flask, client: FlaskClient, rounds: int) -> Row:
    """A drop in the editor, to and fro by a quarter of an hour."""
    turn = iter(range(10**6))

    def drop() -> tuple[str, dict[str, Any]]:
        with app.app_context():
            edition = by_slug("demo")
            found = db.session.scalar(select(Session).where(Session.title["en"].as_string() == "Session 2.3"))
            assert edition
            assert found
            assert found.booking
            assert found.room
            start = found.booking.starts_at.astimezone(zone(edition.time_zone)).replace(tzinfo=None)
            start += timedelta(minutes=15 if next(turn) % 2 == 0 else -15)
            wanted = {"room": found.room.code, "start": start.isoformat(timespec="minutes"), "minutes": 60}
            return f"/demo/agenda/sessions/{found.id}/move", {"version": found.version, **wanted}

    todo: list[tuple[str, dict[str, Any]]] = []

    def work() -> Any:
        path, body = todo.pop()
        return client.post(path, json=body)

    ms, answer = timed(work, rounds, lambda: todo.append(drop()))
    assert answer.status_code == 200, answer.text
    return Row("a drop in the editor, saved and confirmed", ms, len(answer.data), 150)


def signed_in(app: Flask, short: str) -> FlaskClient:
    """A browser of that demo account."""
    with app.app_context():
        user = by_email(f"{short}@example.org")
        assert user is not None
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        value = serializer.dumps({"_user_id": user.get_id(), "_fresh": True})
    client = app.test_client()
    client.set_cookie("session", value)
    return client


def forget(app: Flask) -> None:
    """Nothing is kept in memory any more."""
    app.extensions["front"].forget()
    renditions.forget()
    for shelf in (thing for thing in gc.get_objects() if isinstance(thing, Shelf)):
        shelf._things.clear()


if __name__ == "__main__":
    main()
