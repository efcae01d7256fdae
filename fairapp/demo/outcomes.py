"""Records and decisions of the first sessions of the demo."""

from __future__ import annotations

from fairapp.demo.stage import Stage


def load(stage: Stage) -> None:
    """Add them to the demo edition."""
