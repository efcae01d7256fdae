"""Handing out a rendition: the file, or the news that it is being set."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, send_file

from fairapp.core import press
from fairapp.core.i18n import Translated
from fairapp.documents.renditions import Rendition

AGAIN = 4
"""Seconds after which the page of a document that is being set looks again by itself."""


def answer(rendition: Rendition, title: Translated, lang: str) -> Response:
    """The file in ``lang``, for reading in the browser; while it is being set, a page that says how far
    it has come and looks again by itself. Whether the visitor may have it was asked before."""
    if not rendition.is_ready:
        return _being_set(rendition, title)
    sent: Response = send_file(
        rendition.path,
        mimetype="application/pdf",
        download_name=rendition.filename,
        etag=rendition.digest,
        conditional=True,
    )
    sent.headers["Content-Disposition"] = f'inline; filename="{rendition.filename}"'
    sent.headers["Cache-Control"] = "private, no-cache"
    sent.headers["Content-Language"] = lang
    return sent


def _being_set(rendition: Rendition, title: Translated) -> Response:
    page = render_template(
        "documents/being_set.html",
        title=title,
        progress=press.progress(rendition.digest),
        again=request.full_path.rstrip("?"),
    )
    waiting = make_response(page, 202)
    # A header, not an element of the page: it works without scripts, and a print of the page lacks it.
    waiting.headers["Refresh"] = waiting.headers["Retry-After"] = str(AGAIN)
    waiting.headers["Cache-Control"] = "no-store"
    return waiting
