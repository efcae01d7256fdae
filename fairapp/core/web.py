"""Small things every page needs: fingerprinted static files, refusals and errors as pages."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, has_request_context, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from fairapp.core import kept
from fairapp.core.db import db
from fairapp.core.refusals import Refusal

DESIGNED = (400, 403, 404, 405, 409, 413, 429, 500, 503)
"""Statuses that have a page of their own in `templates/errors/`."""


def static_url(name: str) -> str:
    """Address of a static file that changes with its content, so that it may be kept for ever."""
    return f"{url_for('static', filename=name)}?v={_fingerprint(str(current_app.static_folder), name)}"


def absolute(path: str) -> str:
    """One of our paths as a whole address, for letters and calendars: on FAIRAPP_URL when that is set.

    A deployment sets it, so that nobody can choose the host of our links by a forged header.
    """
    here = request.host_url.rstrip("/") if has_request_context() else "http://localhost"
    return str(current_app.config["PUBLIC_URL"] or here) + path


def absolute_url(endpoint: str, **values: Any) -> str:
    """Address of a page for letters and calendars; see :func:`absolute`."""
    if not has_request_context():
        # The command line and the worker have no request to build an address from.
        return absolute(current_app.url_map.bind("localhost").build(endpoint, values))
    return absolute(url_for(endpoint, **values))


@lru_cache(maxsize=512)
def _fingerprint(folder: str, name: str) -> str:
    return hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]


def init_app(app: Flask) -> None:
    """Globals of templates and the pages shown when something does not go as hoped."""
    app.jinja_env.globals["static_url"] = static_url
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _broken)

    @app.after_request
    def keep_fingerprinted(response: Any) -> Any:
        if request.endpoint == "static" and request.args.get("v"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _page(status: int, message: str = "") -> tuple[str, int]:
    shown = status if status in DESIGNED else 400 if status < 500 else 500
    return render_template(f"errors/{shown}.html", message=message, status=status), status


def _refused(refusal: Refusal) -> tuple[str, int]:
    db.session.rollback()
    return _page(refusal.status if refusal.status in DESIGNED else 409, refusal.message)


def _expired(_error: CSRFError) -> Any:
    # The session ended, or another began in a second tab. What one of our pages sent is not lost.
    return kept.answer() or _page(
        400, _("This form was open for too long. Go back, reload the page and send it again.")
    )


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    answer = _page(error.code)
    headers = [(k, v) for k, v in error.get_headers() if k.lower() not in {"content-type", "content-length"}]
    return (*answer, headers)


def _broken(_error: Exception) -> tuple[str, int]:
    # The log has the traceback; the page has none of it. The session may be unusable: leave it.
    db.session.rollback()
    g.pop("edition", None)
    return _page(500)
