"""Promises have names: a broken one can be recognised, and a migration finds what it must rebuild."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from fairapp.core.db import Model
from tests.house.floors import open_all_rooms

PREFIXES = {
    PrimaryKeyConstraint: "pk",
    UniqueConstraint: "uq",
    CheckConstraint: "ck",
    ForeignKeyConstraint: "fk",
}


def all_tables():
    open_all_rooms()
    return Model.metadata.sorted_tables


def test_every_constraint_and_index_has_a_name_by_convention():
    wrong = [
        f"{table.name}: {kind} named {name}"
        for table in all_tables()
        for kind, name in named_things(table)
        if name is None or not str(name).startswith(f"{kind}_{table.name}")
    ]

    assert wrong == []


def test_no_name_is_longer_than_postgresql_keeps():
    """PostgreSQL cuts names at 63 characters: then `violates` would never match."""
    names = [str(name) for table in all_tables() for _kind, name in named_things(table)]

    assert [name for name in names if len(name) > 63] == []
    assert len(names) == len(set(names))


def test_every_foreign_key_can_be_followed_back_quickly():
    """Deleting a row looks for those that point to it; without an index that is a whole-table scan."""
    slow = [
        f"{table.name}.{column.name}"
        for table in all_tables()
        for key in table.foreign_keys
        if key.ondelete == "CASCADE"
        for column in [key.parent]
        if column.name not in leading_columns(table)
    ]

    assert slow == []


def named_things(table):
    for constraint in table.constraints:
        yield PREFIXES[type(constraint)], constraint.name
    for index in table.indexes:
        yield ("uq" if str(index.name).startswith("uq_") and index.unique else "ix"), index.name


def leading_columns(table) -> set[str]:
    keys = [
        *table.indexes,
        *(c for c in table.constraints if not isinstance(c, (CheckConstraint, ForeignKeyConstraint))),
    ]
    return {next(iter(key.columns)).name for key in keys if list(key.columns)}
