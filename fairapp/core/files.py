"""Uploaded files: checked by content, kept outside the web root, served only by a view."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import filetype
from flask import Response, current_app, send_file
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from fairapp.core.refusals import Refusal

LETTER_TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
"""What a credential letter may be, by content, with the ending it is kept under."""


class UnsuitableFile(Refusal):
    """The file is empty, too large, or not what it must be."""

    status = 422


@dataclass(frozen=True)
class StoredFile:
    """A kept file: where (relative to the data folder), what, how large, its SHA-256."""

    key: str
    name: str
    mime: str
    size: int
    sha256: str


def keep(upload: FileStorage, folder: str, *, types: dict[str, str], limit: int, field: str) -> StoredFile:
    """Check and keep an upload. ``limit`` is in bytes. Refuses with UnsuitableFile.

    The file's name is only remembered for the person; its place is its hash.
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
    digest = hashlib.sha256(content).hexdigest()
    key = f"{folder}/{digest[:2]}/{digest}.{types[kind.mime]}"
    path = _root() / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    name = secure_filename(upload.filename or "") or f"file.{types[kind.mime]}"
    return StoredFile(key, name[:120], kind.mime, len(content), digest)


def serve(key: str, *, name: str, mime: str) -> Response:
    """Answer with a kept file, as a download. The caller has asked the policy."""
    path = (_root() / key).resolve()
    if not path.is_relative_to(_root()):
        raise FileNotFoundError(key)
    return send_file(path, mimetype=mime, as_attachment=True, download_name=name)


def _root() -> Path:
    return (Path(current_app.config["DATA_DIR"]) / "files").resolve()
