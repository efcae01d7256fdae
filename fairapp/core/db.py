"""The database: one session, one place that commits, one way to ask which promise was broken.

SQLite and PostgreSQL keep the same promises here. What differs between them (transaction start,
names in errors, time zones) is hidden in this module and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, event
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Every constraint gets a name, so that a broken promise can be recognised (see `violates`)
# and a migration on SQLite can find what it must rebuild.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive times; SQLite, which forgets zones, is given and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UTCDateTime()}
    )


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class HasId:
    """The surrogate key every table of things has."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Versioned:
    """A row that two people may edit at once: the second one's UPDATE finds no row to change."""

    version: Mapped[int] = mapped_column(default=1)


_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def transaction() -> Iterator[None]:
    """The only place that commits. Everything in the block happens, or nothing does.

    Transactions do not nest: a verb that another verb calls must not commit half of its work.
    """
    if _writing.get():
        raise RuntimeError("a transaction within a transaction")
    if not _may_write() and not (db.session.new or db.session.dirty or db.session.deleted):
        # What was read so far began a deferred transaction; on SQLite it could not become a
        # writing one once somebody else has written. Begin afresh, in the writing mode.
        db.session.rollback()
    token = _writing.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)


def violates(error: IntegrityError, constraint: str) -> bool:
    """Whether ``error`` says that exactly the constraint of that name was broken.

    PostgreSQL names the constraint; SQLite names the *columns* of a key or unique index and the
    name of a CHECK. Both are compared with what the models declare.
    """
    diag = getattr(error.orig, "diag", None)
    if diag is not None:
        return bool(diag.constraint_name == constraint)
    text = str(error.orig)
    if text == f"CHECK constraint failed: {constraint}":
        return True
    _, _, columns = text.partition("UNIQUE constraint failed: ")
    return bool(columns) and columns == _columns_of(constraint)


def _columns_of(constraint: str) -> str | None:
    for table in Model.metadata.tables.values():
        keys: list[Any] = [*table.constraints, *table.indexes]
        for key in keys:
            if key.name is not None and str(key.name) == constraint:
                return ", ".join(f"{table.name}.{column.name}" for column in key.columns)
    return None


def init_app(app: Flask) -> None:
    """Attach the database to the application and teach SQLite its manners."""
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "json_serializer": lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True),
        **_engine_options(app.config["SQLALCHEMY_DATABASE_URI"]),
    }
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            teach_sqlite(db.engine)


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {}
    return {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}


def teach_sqlite(engine: Engine) -> None:
    """WAL, foreign keys, patience, and our own BEGIN.

    The driver's own transaction start is switched off (`isolation_level=None`) because it begins
    deferred: two requests that read and then write would both hold a read lock, and one dies with
    "database is locked". Requests that may write begin IMMEDIATE, and thus queue politely.
    """

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "busy_timeout=15000",
            # FULL, not NORMAL: an acknowledged write survives a power cut, not only a crash.
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _may_write() else "BEGIN")


def _may_write() -> bool:
    if _writing.get():
        return True
    return has_request_context() and request.method not in SAFE_METHODS
