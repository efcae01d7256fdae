"""The zone in which times are spoken. Set by whoever opens an edition; UTC otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from fairapp.core.dates import zone

_zone: ContextVar[str] = ContextVar("zone", default="UTC")


def speak_in(name: str) -> None:
    """From now on, in this context, times are spoken in the zone of that IANA name."""
    _zone.set(name)


@contextmanager
def spoken_in(name: str) -> Iterator[None]:
    """The same for a block: letters and prints of an edition."""
    token = _zone.set(name)
    try:
        yield
    finally:
        _zone.reset(token)


def local(moment: datetime) -> datetime:
    """The moment on the wall clock of the edition."""
    return moment.astimezone(zone(_zone.get()))
