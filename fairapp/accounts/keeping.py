"""Nothing typed is lost: drafts of forms, and forms that were sent after a session had ended."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, abort, flash, jsonify, make_response, redirect, render_template, request
from flask import url_for as url
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.models import User
from fairapp.accounts.rules import is_local_path
from fairapp.accounts.services import LINK_MINUTES
from fairapp.core import drafts, kept
from fairapp.core.db import transaction
from fairapp.core.doors import EVERYONE, SIGNED_IN, door
from fairapp.core.kept import Kept

bp = Blueprint("keeping", __name__)

SAVED = "draft_of"
"""A form with this field has a draft on that page, to be forgotten once the form is saved."""


@bp.post("/account/draft")
@door(SIGNED_IN)
def draft() -> tuple[Response, int] | Response:
    """Keep what is being typed on a page: JSON with `path` and `fields`, pairs of name and value."""
    if (request.content_length or 0) > drafts.LIMIT:
        return jsonify(message=_("This is too long to be kept as a draft.")), 413
    sent: Any = request.get_json(silent=True) or {}
    path, fields = sent.get("path"), sent.get("fields")
    if not _is_a_page(path) or not _are_pairs(fields):
        return jsonify(message=_("This cannot be kept as a draft.")), 422
    with transaction():
        drafts.keep(current_user.id, path, [(name, value) for name, value in fields])
    return jsonify(saved=True)


@bp.post("/account/draft/discard")
@door(SIGNED_IN)
def discard_draft() -> Response:
    """Forget the draft of a page, and go there."""
    path = request.form.get("path")
    if not _is_a_page(path):
        abort(400)
    with transaction():
        drafts.forget(current_user.id, str(path))
    flash(_("The draft was discarded."), "info")
    return redirect(str(path) if request.form.get("back") else url("home.latest"), 303)


@bp.get("/account/kept")
@door(SIGNED_IN)
def kept_form() -> Response:
    """What was typed when the session ended, and the button that sends it again."""
    found = drafts.of(current_user.id, request.args.get("path", "")) or abort(404)
    return _unstored(
        render_template(
            "accounts/kept.html",
            draft=found,
            typed=[value for name, value in found.pairs if _says_something(name, value)],
            had_files="files" in request.args,
        )
    )


@bp.post("/account/kept")
@door(EVERYONE)
def take_kept() -> Response:
    """Come back to what was kept on the page that waited for the link by mail."""
    if not current_user.is_authenticated:
        return waiting_for_link(request.form.get("kept"), still=True)
    target = take_in(current_user)
    if target is None:
        flash(_("What was typed belongs to another account, or was kept for too long."), "warn")
    return redirect(target or url("home.latest"), 303)


def take_in(user: User) -> str | None:
    """Make what the sign-in page carried a draft of whoever signed in, if it is theirs; returns the page
    that shows it."""
    found = kept.opened(request.form.get("kept"))
    return _shown_to(user, found) if found and found.is_for(user) else None


def carried() -> str | None:
    """What the sign-in page carries on to its next attempt."""
    text = request.form.get("kept")
    return text if kept.opened(text) else None


def waiting_for_link(sealed: str | None, *, still: bool = False) -> Response:
    """“Look into your mail”, holding what was typed until they come back to this page."""
    page = render_template("accounts/link_sent.html", minutes=LINK_MINUTES, kept=sealed, still=still)
    return _unstored(page)


def init_app(app: Flask, sign_in_page: Callable[[Kept], str]) -> None:
    """Show what is kept: to whoever is signed in (a second tab began a new session) at once, to others
    on the sign-in page. Forget the draft of a form that was saved."""

    def show(sent: Kept) -> Response:
        if current_user.is_authenticated:
            return redirect(_shown_to(current_user, sent), 303)
        return _unstored(sign_in_page(sent), 403)

    kept.init_app(app, show)

    @app.after_request
    def forget_saved(response: Response) -> Response:
        if request.method == "POST" and response.status_code == 303 and current_user.is_authenticated:
            path = request.form.get(SAVED)
            if path and request.endpoint != "keeping.discard_draft":
                with transaction():
                    drafts.forget(current_user.id, path)
        return response


def _shown_to(user: User, sent: Kept) -> str:
    with transaction():
        drafts.keep(user.id, sent.path, sent.pairs)
    return url("keeping.kept_form", path=sent.path, files=1 if sent.had_files else None)


def _unstored(page: str, status: int = 200) -> Response:
    """What was typed is not left behind in a browser's cache."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_a_page(path: Any) -> bool:
    return isinstance(path, str) and len(path) <= drafts.LONGEST_PATH and is_local_path(path)


def _are_pairs(fields: Any) -> bool:
    return isinstance(fields, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
        for pair in fields
    )


CODE = re.compile(r"[a-z0-9_.:-]*")


def _says_something(name: str, value: str) -> bool:
    """Words that somebody typed, not the marks and codes of the form."""
    return name not in {SAVED, "version"} and not CODE.fullmatch(value)
