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
                "INSERT INTO booking (id, edition_id, purpose, subject, title, place, starts_at, ends_at, "
                "changed_at) VALUES (1, 1, 'x', 'x', '{}', '{}', '2027-04-22 09:00:00', "
                "'2027-04-22 09:05:00', '2027-03-01 09:00:00')"
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


def test_what_was_registered_before_is_still_there_and_can_be_found(empty):
    """From the first tables to the newest: people get their category, standing and keys, editions
    their rights; and back again."""
    upgrade(revision="0001")
    with db.engine.begin() as connection:
        for statement in BEFORE:
            connection.execute(text(statement))

    upgrade()

    with db.engine.connect() as connection:
        people = connection.execute(
            text("SELECT category, standing, search_text, sort_key, name_key FROM participant ORDER BY id")
        ).all()
        assert [tuple(each) for each in people[:2]] == [
            ("member_state", "accredited", "elena nunez directora", "nunezelena", "elenanunez"),
            (
                "member_state",
                "accredited",
                "elena núñez directora".replace("ú", "u").replace("ñ", "n"),
                "nunezelena",
                "elenanunez2",
            ),
        ]
        assert people[2].standing == "entered"
        found = connection.scalar(text("SELECT count(*) FROM delegation WHERE search_text LIKE '%haiti%'"))
        assert found == 1
        assert connection.scalar(text("SELECT count(*) FROM category_rights WHERE edition_id = 1")) == 17
        assert connection.scalar(text("SELECT strategy FROM precedence_rule")) == "by_lot"
        items = connection.execute(text("SELECT place, number FROM agenda_item ORDER BY place")).all()
        assert [tuple(each) for each in items] == [(1, "1"), (2, "2")]

    downgrade(revision="0001")
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM participant")) == 3
        assert connection.scalar(text("SELECT max(number) FROM agenda_item")) == 2


MOMENT = "'2027-03-01 09:00:00'"
BEFORE = (
    (
        "INSERT INTO edition (id, slug, name, fair_name, place, venue, time_zone, first_day, last_day, "
        "organ, organ_acronym, series, body, original_lang, registration_closes_at, is_demo, created_at, "
        "version) VALUES (1, 'old', '{}', '{}', '{}', '{}', 'UTC', '2027-04-22', '2027-04-23', '{}', "
        f"'', '', '', 'es', {MOMENT}, false, {MOMENT}, 1)"
    ),
    *(
        "INSERT INTO delegation (id, edition_id, member_code, category, name, sort_name, languages, status, "
        f"version) VALUES ({number}, 1, '{code}', 'member_state', '{name}', '{{}}', '[]', '{status}', 1)"
        for number, code, name, status in (
            (1, "CL", '{"es": "Chile"}', "accredited"),
            (2, "HT", '{"fr": "Haïti", "es": "Haití"}', "invited"),
        )
    ),
    "INSERT INTO resource (id, edition_id, kind, name) VALUES (1, 1, 'participant', '{}')",
    *(
        "INSERT INTO participant (id, edition_id, delegation_id, resource_id, role, position, honorific, "
        "given_names, family_names, office, institution, phone, languages, list_email, open_to_meetings, "
        f"created_at, version) VALUES ({number}, 1, {delegation}, 1, 'adviser', 5, 'none', '{given}', "
        f"'{family}', 'Directora', '', '', '[]', false, true, {MOMENT}, 1)"
        for number, delegation, given, family in (
            (1, 1, "Elena", "Núñez"),
            (2, 1, "ELENA", "Nunez"),
            (3, 2, "Jean", "Modèle"),
        )
    ),
    f"INSERT INTO precedence_draw (id, edition_id, drawn_code, at, reason) VALUES (1, 1, 'CL', {MOMENT}, '')",
    *(
        "INSERT INTO agenda_item (id, edition_id, number, title, outcome_codes, version) "
        f"VALUES ({number}, 1, {number}, '{{}}', '[]', 1)"
        for number in (1, 2)
    ),
)
