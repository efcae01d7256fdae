"""Uploaded files: checked by content, kept outside the web root, served only by a view."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

import filetype
from flask import Response, current_app, send_file
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from fairapp.core import cleaning
from fairapp.core.refusals import Refusal

IMAGES = {"image/jpeg": "JPEG", "image/png": "PNG"}
"""Images that are drawn anew, with the name their drawer knows."""
LETTER_TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
"""What a credential letter may be, by content, with the ending it is kept under."""


class UnsuitableFile(Refusal):
    """The file is empty, too large, or not what it must be."""

    status = 422


@dataclass(frozen=True)
class Examined:
    """An upload that was looked through: what may be kept of it."""

    content: bytes
    name: str
    mime: str
    ending: str
    pages: int = 1


@dataclass(frozen=True)
class StoredFile:
    """A kept file: where (relative to the data folder), what, how large, its SHA-256."""

    key: str
    name: str
    mime: str
    size: int
    sha256: str
    pages: int = 1


def examine(upload: FileStorage, *, types: dict[str, str], limit: int, field: str) -> Examined:
    """Look through an upload: its kind by content, its size (``limit`` in bytes), what it hides.

    Images are drawn anew and lose what cameras write beside them; PDFs lose what acts by itself.
    Takes up to a second: do it before the transaction. Refuses with UnsuitableFile.
    """
    content = upload.stream.read(limit + 1)
    if not content:
        raise UnsuitableFile(_("This file is empty."), field=field)
    if len(content) > limit:
        size = limit // 1_048_576
        raise UnsuitableFile(
            ngettext(
                "The file may have at most %(num)s megabyte.",
                "The file may have at most %(num)s megabytes.",
                size,
            ),
            field=field,
        )
    kind = filetype.guess(content)
    if kind is None or kind.mime not in types:
        names = ", ".join(sorted(ending.upper() for ending in types.values()))
        raise UnsuitableFile(
            _("This is not a file of a kind we can take (%(kinds)s).", kinds=names), field=field
        )
    pages = 1
    try:
        if kind.mime == "application/pdf":
            content, pages = cleaning.pdf(content)
        elif kind.mime in IMAGES:
            content = cleaning.image(content, IMAGES[kind.mime])
    except cleaning.Unreadable as problem:
        raise UnsuitableFile(str(problem), field=field) from problem
    ending = types[kind.mime]
    name = secure_filename(upload.filename or "") or f"file.{ending}"
    # The name tells the same kind as the content, whatever it was called.
    stem = name.rpartition(".")[0] or name
    return Examined(content, f"{stem[:110]}.{ending}", kind.mime, ending, pages)


def store(examined: Examined, folder: str) -> StoredFile:
    """Keep what was examined. Its name is only remembered for the person; its place is its hash."""
    digest = hashlib.sha256(examined.content).hexdigest()
    key = f"{folder}/{digest[:2]}/{digest}.{examined.ending}"
    put(key, examined.content)
    return StoredFile(key, examined.name, examined.mime, len(examined.content), digest, examined.pages)


def keep(upload: FileStorage, folder: str, *, types: dict[str, str], limit: int, field: str) -> StoredFile:
    """Examine and keep an upload in one go. Refuses with UnsuitableFile."""
    return store(examine(upload, types=types, limit=limit, field=field), folder)


def put(key: str, content: bytes) -> None:
    """Write a file under its key, whole or not at all."""
    path = place(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(path)


def place(key: str) -> Path:
    """Where a kept file lies. Raises FileNotFoundError for a key that leads outside the folder."""
    path = (_root() / key).resolve()
    if not path.is_relative_to(_root()):
        raise FileNotFoundError(key)
    return path


def serve(key: str, *, name: str, mime: str, inline: bool = False) -> Response:
    """Answer with a kept file, as a download. The caller has asked the policy. ``inline`` is for
    pictures that the house encoded itself."""
    return send_file(place(key), mimetype=mime, as_attachment=not inline, download_name=name)


def discard_older(folder: str, moment: datetime, keep: Collection[str] = ()) -> int:
    """Delete files of a folder last written before ``moment``, those with a key in ``keep`` excepted;
    returns how many."""
    gone = 0
    for path in (_root() / folder).glob("*/*"):
        if path.relative_to(_root()).as_posix() not in keep and path.stat().st_mtime < moment.timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _root() -> Path:
    return (Path(current_app.config["DATA_DIR"]) / "files").resolve()
