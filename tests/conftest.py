"""What every test stands on: a real database with the demo edition, fresh for each test.

`FAIRAPP_TEST_DATABASE` (a PostgreSQL address) runs the same tests on PostgreSQL. Nothing is mocked:
tests commit, and the next test gets a new copy of the database.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from flask import Flask, g, request_started
from flask.testing import FlaskClient

from config import Config
from fairapp.app import create_app
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.demo.cli import load
from fairapp.documents import renditions
from tests.databases import Database, open_database
from tests.inspector import Visitor

FIRST_DAY = date(2027, 4, 22)
"""A Thursday; the demo edition of the tests lasts this day and the next."""
TODAY = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)
"""When the tests take place: registration is open."""


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of this run, with pictures of it to go back to."""
    with open_database(os.environ.get("FAIRAPP_TEST_DATABASE"), tmp_path_factory.mktemp("data")) as opened:
        yield opened


@pytest.fixture(scope="session")
def app(database: Database) -> Iterator[Flask]:
    """The application on that database."""
    application = create_app(
        Config(
            data_dir=database.folder,
            database_url=database.url,
            secret_key="tests only",
            testing=True,
            development=True,
            public_url="http://fairapp.test",
        )
    )
    with application.app_context(), clock.stopped_at(TODAY):
        db.create_all()
        database.keep_picture("empty")
        with transaction():
            load(FIRST_DAY)
        db.session.remove()
        database.keep_picture("demo")
    request_started.connect(_forget, application)
    yield application
    with application.app_context():
        db.engine.dispose()


def _forget(_app: Flask, **_more: object) -> None:
    """A test holds one application context open; its requests must not share what `g` remembers,
    such as who is signed in."""
    for name in list(g):
        g.pop(name)


@pytest.fixture
def clean(app: Flask, database: Database) -> Iterator[Flask]:
    """The application with migrated, empty tables."""
    yield from _with_picture(app, database, "empty")


@pytest.fixture
def demo(app: Flask, database: Database) -> Iterator[SimpleNamespace]:
    """The demo edition, untouched: `.edition`, `.user(short)`, `.delegation(key)`, `.day(n, "09:00")`."""
    for _ in _with_picture(app, database, "demo"):
        from tests.people import DemoPeople

        yield DemoPeople()


def _with_picture(app: Flask, database: Database, name: str) -> Iterator[Flask]:
    with app.app_context():
        db.engine.dispose()
    database.restore(name)
    renditions.forget()
    app.extensions["front"].forget()
    with app.app_context(), clock.stopped_at(TODAY):
        yield app
        db.session.remove()


@pytest.fixture
def at() -> Callable[[datetime], AbstractContextManager[None]]:
    """`with at(moment): …` moves the clock."""
    return clock.stopped_at


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """`visit("delegate")` is a browser of that demo account (None: a stranger), which inspects
    every page it opens: status, language, one h1, labels, unique ids, nothing inline."""
    return lambda short=None, lang="en": Visitor(app, short, lang)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A plain test client."""
    return app.test_client()
