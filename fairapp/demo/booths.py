"""The floor plan and who stands where of the demo."""

from __future__ import annotations

from fairapp.demo.stage import Stage


def load(stage: Stage) -> None:
    """Add them to the demo edition."""
