"""What the rooms tell each other through: prints that exist, handlers that listen."""

from __future__ import annotations


def tell_prints() -> None:
    """Every document the program can print, by the room that prints it."""


def hear_facts() -> None:
    """Import the handlers: each subscribes to the facts it acts on."""
    import fairapp.core.audit
    import fairapp.core.outbox  # noqa: F401
