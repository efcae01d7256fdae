"""Pages of uploaded papers as pictures: drawn once when first asked for, kept beside the papers."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from threading import Lock

from flask import Response, send_file

from fairapp.core import files, page_pictures

log = logging.getLogger(__name__)

MOST_PAGES = 12
"""Pages of a paper that can be looked at in place; who needs more opens the paper itself."""
PATIENCE = 30
"""Seconds after which a page counts as one that cannot be drawn."""
_one_at_a_time = Lock()


def picture(key: str, mime: str, page: int) -> Path | None:
    """The picture of page ``page`` (from 1) of a kept paper; None when it cannot be drawn.

    The paper lies under its hash, so its picture never changes.
    """
    paper = files.place(key)
    drawn = files.place(f"previews/{paper.parent.name}/{paper.stem}-{page}.webp")
    if not drawn.exists():
        with _one_at_a_time:
            if not drawn.exists() and not _draw(paper, mime, page, drawn):
                return None
    return drawn


def serve(key: str, mime: str, page: int) -> Response | None:
    """Answer with the picture of a page; None when it cannot be drawn. The caller has asked the
    policy: a browser may keep the picture, a shared cache may not."""
    drawn = picture(key, mime, page)
    if drawn is None:
        return None
    response = send_file(drawn, mimetype="image/webp", conditional=True)
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _draw(paper: Path, mime: str, page: int, drawn: Path) -> bool:
    drawn.parent.mkdir(parents=True, exist_ok=True)
    draft = drawn.with_suffix(f".{os.getpid()}.draft")
    words = [sys.executable, "-I", page_pictures.__file__, str(paper), mime, str(page - 1), str(draft)]
    try:
        subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 - our own words
    except (subprocess.SubprocessError, OSError) as problem:
        log.warning("page %s of %s cannot be drawn: %s", page, paper.name, problem)
        draft.unlink(missing_ok=True)
        return False
    draft.replace(drawn)
    return True
