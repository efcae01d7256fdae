"""The migrations build what the models say, on both databases, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text

from config import Config
from fairapp.app import create_app
from fairapp.core.db import Model, db
from tests.databases import Database, open_database

pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection:sqlalchemy.exc.SAWarning")


@pytest.fixture
def empty(database: Database, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without tables, of the same kind as this run's."""
    server = getattr(database, "server", None)
    with open_database(server, tmp_path) as own:
        app = create_app(
            Config(data_dir=tmp_path, database_url=own.url, secret_key="tests only", testing=True)
        )
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_up_equals_the_models_and_down_leaves_nothing(empty):
    upgrade()
    check()  # raises when the models say otherwise
    assert tables() == set(Model.metadata.tables)

    downgrade(revision="base")
    assert tables() == set()

    upgrade()
    assert tables() == set(Model.metadata.tables)


def test_constraints_have_the_names_the_models_give_them(empty):
    """`check` does not compare CHECKs and key names; `violates` depends on them."""
    upgrade()
    migrated = names_in_database()
    downgrade(revision="base")
    db.create_all()

    assert migrated == names_in_database()


def names_in_database() -> dict[str, set[str]]:
    inspector = inspect(db.engine)
    return {
        table: {
            str(each["name"])
            for each in (
                *inspector.get_check_constraints(table),
                *inspector.get_unique_constraints(table),
                *inspector.get_foreign_keys(table),
                *inspector.get_indexes(table),
                inspector.get_pk_constraint(table),
            )
        }
        for table in tables()
    }


def test_a_migration_never_empties_the_tables_that_point_to_a_rebuilt_one(empty):
    """SQLite rebuilds a table to change it; with foreign keys on, its children would be deleted."""
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO resource (id, edition_id, kind, name) VALUES (1, 1, 'x', '{}')"))
        connection.execute(
            text(
                "INSERT INTO booking (id, edition_id, purpose, subject, title, place, starts_at, ends_at) "
                "VALUES (1, 1, 'x', 'x', '{}', '{}', '2027-04-22 09:00:00', '2027-04-22 09:05:00')"
            )
        )
        connection.execute(text("INSERT INTO claim (resource_id, tick, booking_id) VALUES (1, 1, 1)"))

    rebuild_booking()

    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM claim")) == 1
        if connection.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1, "left switched off"


def rebuild_booking() -> None:
    """Run an extra revision, as a later one might be, through our own env.py."""
    from alembic.operations import Operations
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from flask import current_app

    config = current_app.extensions["migrate"].migrate.get_config()
    script = ScriptDirectory.from_config(config)

    def change(_revision, context):
        with Operations.context(context), Operations(context).batch_alter_table("booking") as batch:
            batch.alter_column("subject", existing_nullable=False, nullable=True)
        return []

    with EnvironmentContext(config, script, fn=change):
        script.run_env()
