"""Files of issued lists, kept as they were first made: whatever becomes of the data, of a translation
or of the style sheet, an issue stays the same to the byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import current_app

from fairapp.core import jobs
from fairapp.core.db import db
from fairapp.core.i18n import LANGUAGES, LETTERS
from fairapp.documents import renditions
from fairapp.documents.prints import Printable
from fairapp.documents.renditions import Rendition
from fairapp.documents.rules import file_name
from fairapp.edition.models import Edition
from fairapp.registration import issues
from fairapp.registration.models import IssuedList
from fairapp.registration.prints.participants import issued_list
from fairapp.registration.prints.sheet import list_sheet
from fairapp.registration.services.lists import KIND

Maker = Callable[[Edition, Printable, str], Rendition]


def paper_of(edition: Edition, issued: IssuedList, lang: str, make: Maker = renditions.order) -> Rendition:
    """The issue as a PDF in ``lang``; a long one may not be ready yet."""
    kept = _place(issued, lang, "pdf")
    name = file_name(issued.symbol, LETTERS[lang])
    if kept.exists():
        return Rendition(kept, kept.stem, name)
    printable = Printable(f"{KIND}-{issued.revision}", KIND, lambda _edition, to: issued_list(issued, to))
    made = make(edition, printable, lang)
    if made.is_ready:
        _keep(kept, made.path.read_bytes())
    return replace(made, filename=name)


def sheet_of(issued: IssuedList, lang: str) -> tuple[Path, str]:
    """The issue as a spreadsheet in ``lang``: where it is kept, and under which name it is handed out."""
    kept = _place(issued, lang, "xlsx")
    if not kept.exists():
        _keep(kept, list_sheet(issues.roll_of(issued), lang, issued.ordering, dated=issued.issued_at))
    return kept, file_name(issued.symbol, LETTERS[lang]).removesuffix(".pdf") + ".xlsx"


@jobs.job
def keep_issue(issued_id: int) -> None:
    """Make and keep all files of an issue, so that nobody waits for them later."""
    issued = db.session.get(IssuedList, issued_id)
    if issued is None:
        return
    edition = db.session.get_one(Edition, issued.edition_id)
    for lang in LANGUAGES:
        sheet_of(issued, lang)
        paper_of(edition, issued, lang, renditions.produce)


def _place(issued: IssuedList, lang: str, ending: str) -> Path:
    folder = Path(current_app.config["DATA_DIR"]) / "files" / "issued-lists" / str(issued.edition_id)
    return folder / f"{issued.revision}-{issued.digest[:16]}-{lang}.{ending}"


def _keep(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(place)
