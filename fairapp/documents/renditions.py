"""Renditions: one produced file of a document in a language, found again while nothing changed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fairapp.core import press
from fairapp.core import prints as kit
from fairapp.core.i18n import LETTERS, speaking
from fairapp.documents import queries
from fairapp.documents.prints import Printable
from fairapp.documents.rules import file_name
from fairapp.edition.models import Edition
from fairapp.timetable.zones import spoken_in


@dataclass(frozen=True)
class Rendition:
    """A file, the hash of what went into it, the name it is handed out under."""

    path: Path
    digest: str
    filename: str

    @property
    def is_ready(self) -> bool:
        """Whether the file is there already."""
        return self.path.exists()


_known: OrderedDict[tuple[str, str, int, str, str], tuple[tuple[Any, ...], Rendition]] = OrderedDict()
KEPT = 64
"""How many renditions a worker remembers the whereabouts of."""


def produce(edition: Edition, printable: Printable, lang: str) -> Rendition:
    """The document as a file in ``lang``, whatever time it takes: the known one if nothing happened in
    the edition since, else composed anew, and set anew if its words changed."""
    rendition, html = _composed(edition, printable, lang, patient=True)
    if html:
        kit.file_of(html)
    return rendition


def order(edition: Edition, printable: Printable, lang: str) -> Rendition:
    """The same for a visitor who should not wait: a long document is left to the worker, and is there
    later (see ``Rendition.is_ready``)."""
    rendition, html = _composed(edition, printable, lang, patient=False)
    if html and press.is_long(html):
        press.order(html)
    elif html:
        kit.file_of(html)
    return rendition


def fresh(edition: Edition, printable: Printable, lang: str) -> Rendition:
    """A paper of somebody's own: composed at every request, since the log does not tell what is private."""
    rendition, html = _compose(edition, printable, lang)
    if not rendition.is_ready:
        kit.file_of(html)
    return rendition


def _composed(edition: Edition, printable: Printable, lang: str, *, patient: bool) -> tuple[Rendition, str]:
    """The rendition, and its page if that is still to be set; who is not patient leaves to the worker
    what the worker has in hand."""
    key = (str(kit.store()), edition.slug, edition.id, printable.name, lang)
    mark = queries.news_mark(edition.id)  # read before the data: what happens meanwhile is news
    seen = _known.get(key)
    if seen and seen[0] == mark:
        known = seen[1]
        if known.is_ready or (not patient and press.under_way(known.digest)):
            return known, ""
    made, html = _compose(edition, printable, lang)
    _known[key] = (mark, made)
    _known.move_to_end(key)
    while len(_known) > KEPT:
        _known.popitem(last=False)
    return made, "" if made.is_ready else html


def forget() -> None:
    """Know nothing any more: for when another database takes the place of this one."""
    _known.clear()


def _compose(edition: Edition, printable: Printable, lang: str) -> tuple[Rendition, str]:
    with speaking(lang), spoken_in(edition.time_zone):
        html = kit.html_of(printable.build(edition, lang))
    entry = queries.of_kind(edition.id, printable.kind, printable.day)
    name = entry.symbol if entry else printable.name
    digest = kit.digest_of(html)
    return Rendition(kit.place_of(digest), digest, file_name(name, LETTERS[lang])), html
