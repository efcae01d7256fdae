"""A refusal is not an error: it is an answer the house gives when a rule stands in the way."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A rule said no. ``message`` is a translated sentence for the person, ``field`` the form
    field it belongs beside. Each room names its own: ``AlreadyBooked``, ``NoSeatsLeft``."""

    status = 409

    def __init__(self, message: Any, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field

    @property
    def message(self) -> str:
        """The sentence, in the language of whoever reads it now."""
        return str(self.args[0])


class Stale(Refusal):
    """Somebody saved in between; the person sees what changed before writing over it."""
