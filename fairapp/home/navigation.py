"""The main navigation: what each visitor finds at the top of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, g


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    href: str
    icon: str
    current: bool


def init_app(app: Flask) -> None:
    """Give every page its navigation."""
    app.context_processor(lambda: {"nav": items() if g.get("edition") else []})


def items() -> list[Any]:
    """What this visitor may go to in this edition."""
    return []
