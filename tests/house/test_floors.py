"""What is shared lies below those who share it: in imports and in foreign keys."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import inspect

from fairapp.core.db import Model
from tests.house.floors import ROOT, floors, open_all_rooms, room_of


def test_imports_go_down_the_stairs_only():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_every_room_stands_on_a_floor():
    rooms = {path.name for path in (ROOT / "fairapp").iterdir() if path.is_dir() and list(path.glob("*.py"))}

    assert rooms <= floors().keys()


def test_foreign_keys_point_down():
    open_all_rooms()
    floor_of = floors()
    home = {mapper.local_table.name: room_of(mapper.class_) for mapper in Model.registry.mappers}

    upward = [
        f"{table.name}.{key.parent.name} → {key.column.table.name}"
        for table in Model.metadata.tables.values()
        for key in table.foreign_keys
        if not below(home[key.column.table.name], home[table.name], floor_of)
    ]

    assert upward == []


def test_relationships_are_declared_on_the_upper_model():
    open_all_rooms()
    floor_of = floors()

    upward = [
        f"{mapper.class_.__name__}.{relation.key} → {relation.mapper.class_.__name__}"
        for mapper in Model.registry.mappers
        for relation in inspect(mapper.class_).relationships
        if not below(room_of(relation.mapper.class_), room_of(mapper.class_), floor_of)
    ]

    assert upward == []


def below(target: str, source: str, floor_of: dict[str, int]) -> bool:
    """Whether a room may know another: itself, or one on a lower floor. Neighbours may not."""
    return target == source or floor_of[target] < floor_of[source]
