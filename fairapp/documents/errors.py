"""The refusals of the registry."""

from __future__ import annotations

from fairapp.core.refusals import Refusal


class AlreadyInRegistry(Refusal):
    """The program prints that kind under a number it already has."""
