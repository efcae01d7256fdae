"""An uploaded sheet between its upload and its import: kept outside the web root, for one visitor, a day."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select
from werkzeug.utils import secure_filename

from fairapp.accounts.models import User
from fairapp.core import clock, files, jobs
from fairapp.core.db import db, transaction
from fairapp.core.i18n import LANGUAGES, current_language
from fairapp.edition.models import Edition
from fairapp.registration.models import Delegation, ImportFile
from fairapp.registration.sheets.planning import Plan, plan
from fairapp.registration.sheets.reading import Sheet, read
from fairapp.registration.sheets.report import Report, read_again, written_down
from fairapp.registration.sheets.standing import standing
from fairapp.registration.sheets.writing import refused_sheet

FOLDER = "imports"
KEPT_FOR = timedelta(hours=24)


def receive(
    edition: Edition, content: bytes, name: str, sheet: Sheet, *, by: User, only: Delegation | None
) -> ImportFile:
    """Keep a sheet that was read, until it is imported. Part of a transaction."""
    mark = uuid4().hex
    key = f"{FOLDER}/{mark[:2]}/{mark}.{sheet.kind}"
    files.put(key, content)
    kept = ImportFile(
        edition_id=edition.id,
        delegation_id=only.id if only else None,
        user_id=by.id,
        key=key,
        name=secure_filename(name)[:120] or f"people.{sheet.kind}",
        uploaded_at=clock.now(),
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def sheet_of(kept: ImportFile) -> Sheet:
    """The rows of a kept sheet."""
    return read(files.place(kept.key).read_bytes(), scoped=kept.delegation_id is not None)


def report_of(kept: ImportFile, edition: Edition, *, by: User) -> Report:
    """What importing it would do, in the current language; compared once, then remembered. After the
    import: what it did, in the language it was imported in."""
    langs = (current_language(), *LANGUAGES) if kept.imported_at else (current_language(),)
    for lang in langs:
        path = files.place(_report_key(kept, lang))
        if path.exists():
            return read_again(path.read_text())
    return remember(kept, plan(sheet_of(kept), standing(edition, by=by, only=kept.delegation)), edition)


def remember(kept: ImportFile, made: Plan, edition: Edition) -> Report:
    """Keep a plan as the report of the sheet."""
    text = written_down(made, edition)
    files.put(_report_key(kept, current_language()), text.encode())
    return read_again(text)


def forget_reports(kept: ImportFile) -> None:
    """What stands has changed: the next page compares anew."""
    for lang in LANGUAGES:
        files.place(_report_key(kept, lang)).unlink(missing_ok=True)


def conclude(kept: ImportFile, sheet: Sheet, made: Plan, edition: Edition) -> None:
    """After the import: the sheet gives way to its refused rows, the report stays to be read."""
    forget_reports(kept)
    remember(kept, made, edition)
    lang = current_language()
    files.put(kept.key, refused_sheet(sheet, made, lang, edition.name.to(lang)))


def mark_imported(kept: ImportFile) -> None:
    """From here on it cannot be imported again. Part of the transaction of the import."""
    kept.imported_at = clock.now()


def refused_of(kept: ImportFile, edition: Edition, *, by: User) -> bytes:
    """The refused rows of a sheet that was not imported yet."""
    sheet = sheet_of(kept)
    made = plan(sheet, standing(edition, by=by, only=kept.delegation))
    return refused_sheet(sheet, made, current_language(), edition.name.to(current_language()))


def discard(kept: ImportFile) -> None:
    """The sheet is not wanted any more. Part of a transaction."""
    forget_reports(kept)
    files.place(kept.key).unlink(missing_ok=True)
    db.session.delete(kept)


@jobs.every_minute
def sweep() -> None:
    """Discard sheets that were uploaded a day ago, imported or not."""
    old = select(ImportFile).where(ImportFile.uploaded_at < clock.now() - KEPT_FOR)
    if db.session.scalar(old.limit(1)) is None:
        return
    with transaction():
        for kept in db.session.scalars(old):
            discard(kept)


def _report_key(kept: ImportFile, lang: str) -> str:
    return f"{kept.key}.{lang}.jsonl"
