"""Databases for tests: a SQLite file or a PostgreSQL database, with pictures to go back to.

Going back is a file copy (SQLite) or CREATE DATABASE … TEMPLATE (PostgreSQL): real commits, real
connections, and still a few milliseconds a test.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg


class Database(Protocol):
    """What a test needs of its database."""

    url: str
    folder: Path

    def keep_picture(self, name: str) -> None: ...
    def restore(self, name: str) -> None: ...


@dataclass
class SqliteFile:
    """A database in a file."""

    folder: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'test.db'}"

    def keep_picture(self, name: str) -> None:
        import sqlite3

        with (
            sqlite3.connect(self.folder / "test.db") as source,
            sqlite3.connect(self._picture(name)) as target,
        ):
            source.backup(target)
        source.close()
        target.close()

    def restore(self, name: str) -> None:
        for ending in ("-wal", "-shm"):
            (self.folder / f"test.db{ending}").unlink(missing_ok=True)
        # A new file, not the old one overwritten: SQLite remembers by inode what a connection that a
        # failed test left open knows of the log, and would answer “disk I/O error”.
        fresh = self.folder / "fresh.db"
        shutil.copyfile(self._picture(name), fresh)
        fresh.replace(self.folder / "test.db")

    def _picture(self, name: str) -> Path:
        return self.folder / f"picture-{name}.db"


@dataclass
class PostgresDatabase:
    """A database of its own on a running server; the address names the server's maintenance one."""

    server: str
    folder: Path
    name: str

    @property
    def url(self) -> str:
        return self.server.rpartition("/")[0] + f"/{self.name}"

    def keep_picture(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.name}_{name}" WITH (FORCE)')
        self._copy(self.name, f"{self.name}_{name}")

    def restore(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self._copy(f"{self.name}_{name}", self.name)

    def _copy(self, source: str, target: str) -> None:
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{source}'")
        self._run(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def open_database(server: str | None, folder: Path) -> Iterator[Database]:
    """A database for one test run; dropped afterwards on PostgreSQL."""
    if not server:
        yield SqliteFile(folder)
        return
    name = f"fairapp_test_{folder.name.replace('-', '_')}_{folder.parent.name.replace('-', '_')}".lower()[
        -50:
    ]
    database = PostgresDatabase(server, folder, name)
    database._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    database._run(f'CREATE DATABASE "{name}"')
    try:
        yield database
    finally:
        for each in (name, f"{name}_empty", f"{name}_demo"):
            database._run(f'DROP DATABASE IF EXISTS "{each}" WITH (FORCE)')
