"""Long prints: set by the worker, with progress to be seen; short ones are set at once.

What is to be set waits in the data folder under the name its file will have, so asking twice costs
once, and a worker that dies leaves it to the next who asks.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fairapp.core import jobs
from fairapp.core.prints import digest_of, file_of, place_of, store

LONG = 45_000
"""Letters of HTML beyond which a print is long: some twenty pages of a list of participants, two
seconds of work."""
PER_PAGE = 2_500
"""Letters of HTML on a page, about: how much is left is only estimated."""
GIVEN_UP = 120
"""Seconds without a sign after which a print is handed to the worker again."""
DAY = 86_400
_page = re.compile(r"Page (\d+)")


@dataclass(frozen=True)
class Progress:
    """How far a print has come: pages laid out, and about how many there will be."""

    pages: int
    about: int


def is_long(html: str) -> bool:
    """Whether setting the page would keep a visitor waiting."""
    return len(html) > LONG


def order(html: str) -> None:
    """Have a composed page set by the worker, unless it is set or being set. Call it outside a
    transaction."""
    key = digest_of(html)
    if under_way(key) or place_of(key).exists():
        return
    draft = _waiting(key)
    draft.parent.mkdir(parents=True, exist_ok=True)
    part = draft.with_suffix(f".{os.getpid()}.part")
    part.write_text(html)
    part.replace(draft)
    jobs.enqueue(set_print, key)


def under_way(key: str) -> bool:
    """Whether the worker has the print, or is about to take it."""
    draft = _waiting(key)
    return draft.exists() and time.time() - draft.stat().st_mtime < GIVEN_UP


def progress(key: str) -> Progress:
    """How far it has come."""
    draft, sign = _waiting(key), _sign(key)
    try:
        about = max(1, draft.stat().st_size // PER_PAGE)
        pages = int(sign.read_text())
    except (OSError, ValueError):
        return Progress(0, 0)
    return Progress(pages, max(about, pages))


@jobs.job
def set_print(key: str) -> None:
    """Set what waits under that name, telling the pages as they come. Does nothing a second time."""
    draft = _waiting(key)
    if not draft.exists():
        return
    with _telling(key):
        file_of(draft.read_text())
    draft.unlink(missing_ok=True)
    _sign(key).unlink(missing_ok=True)


@jobs.every_night
def forget_abandoned() -> None:
    """Throw away what has waited for a day: nobody asked for it again."""
    for left in (store() / "waiting").glob("*"):
        with suppress(FileNotFoundError):  # set at this very moment
            if time.time() - left.stat().st_mtime > DAY:
                left.unlink()


@contextmanager
def _telling(key: str) -> Iterator[None]:
    """While the block runs, the number of the page that was laid out last stands in a file."""
    voice = logging.getLogger("weasyprint.progress")
    teller, before = _Teller(key), voice.level
    voice.addHandler(teller)
    voice.setLevel(logging.INFO)
    try:
        yield
    finally:
        voice.removeHandler(teller)
        voice.setLevel(before)


class _Teller(logging.Handler):
    """Writes the last page down, about once a second."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key, self._told = key, 0.0

    def emit(self, record: logging.LogRecord) -> None:
        found = _page.search(record.getMessage())
        if found and time.monotonic() - self._told > 1:
            self._told = time.monotonic()
            _sign(self._key).write_text(found[1])
            with suppress(FileNotFoundError):  # set meanwhile by another
                os.utime(_waiting(self._key))


def _waiting(key: str) -> Path:
    return store() / "waiting" / f"{key}.html"


def _sign(key: str) -> Path:
    return store() / "waiting" / f"{key}.pages"
