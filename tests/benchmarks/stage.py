"""The demo edition as the benchmark wants it: people signed in, hundreds of meetings awaiting an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from uuid import uuid4

from bs4 import BeautifulSoup
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from config import Config
from fairapp.accounts.queries import by_email
from fairapp.app import create_app
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.i18n import speaking
from fairapp.demo.cli import load, next_thursday
from fairapp.edition.models import Edition, Room, Slot, Table
from fairapp.edition.services import add_tables
from fairapp.meetings.models import Meeting
from fairapp.meetings.rules import pair_of
from fairapp.registration.models import Participant
from fairapp.timetable.queries import taken_ticks
from fairapp.timetable.spans import Span
from tests.benchmarks.load import ask
from tests.benchmarks.server import Server

KEY = "benchmark only"
TABLES = 40


def build(folder: Path, url: str) -> None:
    """Migrate the database, load the demo, add tables and requests for meetings."""
    app = application(folder, url)
    with app.app_context():
        upgrade()
        with speaking("en"), transaction():
            load(next_thursday(datetime.now(UTC).date()))
            room = db.session.scalar(select(Room).join(Table, Table.room_id == Room.id).limit(1))
            assert room is not None
            add_tables(room, TABLES)
            db.session.add_all(requests())
        db.engine.dispose()


def application(folder: Path, url: str) -> Flask:
    return create_app(Config(data_dir=folder, database_url=url, secret_key=KEY))


def requests() -> Iterator[Meeting]:
    """Requests that can all be accepted: at each meeting time as many pairs as there are tables, nobody
    twice, no two people twice."""
    edition = db.session.scalars(select(Edition)).one()
    people = list(db.session.scalars(select(Participant).order_by(Participant.id)))
    tables = list(db.session.scalars(select(Table)))
    met = {m.pair for m in db.session.scalars(select(Meeting))}
    for slot in db.session.scalars(select(Slot).order_by(Slot.starts_at)):
        busy = taken_ticks([p.resource_id for p in people], slot.span)
        free = [p for p in people if not busy.get(p.resource_id)]
        taken = taken_ticks([t.resource_id for t in tables], slot.span)
        room = sum(1 for t in tables if not taken.get(t.resource_id))
        for asker, host in pairs(free, met, room):
            yield pending(edition, asker, host, slot.span)


def pairs(free: list[Participant], met: set[str], room: int) -> Iterator[tuple[Participant, Participant]]:
    """Up to `room` pairs of different delegations, each person in one of them."""
    used: set[int] = set()
    for asker, host in combinations(free, 2):
        if room and not {asker.id, host.id} & used and asker.delegation_id != host.delegation_id:
            pair = pair_of(asker.id, host.id)
            if pair not in met:
                met.add(pair)
                used |= {asker.id, host.id}
                room -= 1
                yield asker, host


def pending(edition: Edition, asker: Participant, host: Participant, span: Span) -> Meeting:
    return Meeting(
        edition_id=edition.id,
        asker=asker,
        host=host,
        pair=pair_of(asker.id, host.id),
        purpose="Benchmark",
        starts_at=span.start,
        ends_at=span.end,
        status="requested",
        uid=f"{uuid4()}@benchmark",
        asked_at=clock.now() - timedelta(hours=1),
        changed_at=clock.now() - timedelta(hours=1),
    )


def waiting(folder: Path, url: str) -> list[int]:
    """Ids of the requests that nobody has answered."""
    app = application(folder, url)
    with app.app_context():
        query = select(Meeting.id).where(Meeting.status == "requested", Meeting.purpose == "Benchmark")
        found = list(db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))
        db.engine.dispose()
    return found


def cookie_of(folder: Path, url: str, email: str) -> str:
    """The cookie of somebody who signed in."""
    app = application(folder, url)
    with app.app_context():
        user = by_email(email)
        assert user is not None
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        session = serializer.dumps({"_user_id": user.get_id(), "_fresh": True})
        db.engine.dispose()
    return f"session={session}; lang=es"


def with_token(server: Server, cookie: str, path: str) -> tuple[dict[str, str], str]:
    """Headers and token that a form on the page would send."""
    page = ask(server, path, {"Cookie": cookie})
    field = BeautifulSoup(page.body, "html5lib").find("input", attrs={"name": "csrf_token"})
    assert field is not None, f"{path} has no form: {page.status}"
    renewed = page.headers.get("set-cookie", "").partition(";")[0]
    cookie = f"{renewed}; lang=es" if renewed.startswith("session=") else cookie
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return headers, str(field["value"])
