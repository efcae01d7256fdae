"""The floors of the house, read from the import contract in pyproject.toml: one truth, not two."""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from pathlib import Path

import fairapp

ROOT = Path(__file__).resolve().parents[2]


def floors() -> dict[str, int]:
    """Room → floor; 0 is the ground (`core`)."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return {
        room.strip().removeprefix("fairapp."): floor
        for floor, layer in enumerate(reversed(contract["layers"]))
        for room in layer.split("|")
    }


def room_of(thing: type) -> str:
    """The room a class lives in."""
    return thing.__module__.split(".")[1]


def open_all_rooms() -> None:
    """Import every module, so that all classes of the house exist."""
    for module in pkgutil.walk_packages(fairapp.__path__, "fairapp."):
        importlib.import_module(module.name)


def all_kinds_of(base: type) -> set[type]:
    """Every subclass, at any depth, that the program itself defines."""
    open_all_rooms()
    found: set[type] = set()
    waiting = [base]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind not in found:
                found.add(kind)
                waiting.append(kind)
    return {kind for kind in found if kind.__module__.startswith("fairapp.")}
