"""Accounts anybody may try, shown on the sign-in page where a demonstration runs.

The demonstration, on a floor above, tells which; only a development server shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app

from fairapp.accounts import queries


@dataclass(frozen=True)
class ShownAccount:
    """An address to try, its password and what can be seen with it."""

    email: str
    password: str
    what: Any
    """A lazy translation."""


_offered: list[ShownAccount] = []


def offer(accounts: list[ShownAccount]) -> None:
    """Make these accounts known."""
    _offered[:] = accounts


def shown() -> list[ShownAccount]:
    """Those that exist, on a development server; none elsewhere."""
    if not current_app.config["DEVELOPMENT"]:
        return []
    present = queries.present_addresses([account.email for account in _offered])
    return [account for account in _offered if account.email in present]
