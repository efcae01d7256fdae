"""Renditions: one produced file of a document in a language, found again while nothing changed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


_known: OrderedDict[tuple[str, str, int, str, str], tuple[tuple[Any, ...], Rendition]] = OrderedDict()
KEPT = 64
"""How many renditions a worker remembers the whereabouts of."""


def produce(edition: Edition, printable: Printable, lang: str) -> Rendition:
    """The document as a file in ``lang``: the known one if nothing happened in the edition since,
    else composed anew, and set anew if its words changed."""
    key = (str(kit.store()), edition.slug, edition.id, printable.name, lang)
    mark = queries.news_mark(edition.id)  # read before the data: what happens meanwhile is news
    seen = _known.get(key)
    if seen and seen[0] == mark and seen[1].path.exists():
        return seen[1]
    made = _compose(edition, printable, lang)
    _known[key] = (mark, made)
    _known.move_to_end(key)
    while len(_known) > KEPT:
        _known.popitem(last=False)
    return made


def forget() -> None:
    """Know nothing any more: for when another database takes the place of this one."""
    _known.clear()


def _compose(edition: Edition, printable: Printable, lang: str) -> Rendition:
    with speaking(lang), spoken_in(edition.time_zone):
        html = kit.html_of(printable.build(edition, lang))
    entry = queries.of_kind(edition.id, printable.kind)
    name = entry.symbol if entry else printable.name
    return Rendition(kit.file_of(html), kit.digest_of(html), file_name(name, LETTERS[lang]))
