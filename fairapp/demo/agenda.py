"""Agenda items and sessions, released once of the demo."""

from __future__ import annotations

from fairapp.demo.stage import Stage


def load(stage: Stage) -> None:
    """Add them to the demo edition."""
