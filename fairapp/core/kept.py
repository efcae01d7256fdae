"""What somebody sent after their session had ended: not lost, but shown and sent again by them.

Only what one of our own pages sent is kept; what another site posts in a visitor's name stays refused.
Nothing is stored for strangers: the words travel, sealed, in the sign-in page they get instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, session
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from fairapp.core.drafts import LONGEST_PATH, Pairs, may_be_kept

LIMIT = 1_048_576
"""Most that is kept of one form, in characters of its fields."""
SEALED_FOR = 12 * 3600
"""Seconds after which sealed words are no longer taken back."""
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@dataclass(frozen=True)
class Kept:
    """The fields of a form, where they were sent, and by whom if that is known."""

    path: str
    pairs: Pairs
    user_id: int | None = None
    had_files: bool = False

    def is_for(self, user: Any) -> bool:
        """Whether that user may see it: who sent it, or whoever signs in where nobody knows who did."""
        return self.user_id in {None, user.id}

    def seal(self) -> str:
        """As one signed text for a hidden field."""
        value: str = _sealer().dumps([self.path, self.pairs, self.user_id, self.had_files])
        return value


def opened(text: str | None) -> Kept | None:
    """What was sealed; None when it was tampered with or is too old."""
    try:
        path, pairs, user_id, had_files = _sealer().loads(text or "", max_age=SEALED_FOR)
    except BadSignature:
        return None
    return Kept(path, [(name, value) for name, value in pairs], user_id, had_files)


def sent_now() -> Kept | None:
    """What this request sent, when it may be kept: fields of a form, from one of our own pages, within
    the limit, and no passwords among them."""
    path = request.full_path.rstrip("?")
    if not (_is_a_form() and _comes_from_here()) or len(path) > LONGEST_PATH:
        return None
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if not sent or not all(may_be_kept(name) for name, _value in sent):
        return None
    if sum(len(name) + len(value) for name, value in sent) > LIMIT:
        return None
    return Kept(path, sent, _sender(), any(upload.filename for upload in request.files.values()))


def answer() -> Response | None:
    """The page instead of a refusal: sign in and go on. None when nothing is to be kept."""
    kept = sent_now()
    show: Callable[[Kept], Response] | None = current_app.extensions.get("kept")
    return show(kept) if kept and show else None


def init_app(app: Flask, show: Callable[[Kept], Response]) -> None:
    """Who signs people in says how it is shown."""
    app.extensions["kept"] = show


def _is_a_form() -> bool:
    """A page that was submitted, not a script that waits for an answer of its own kind."""
    return (
        request.method == "POST"
        and request.mimetype in FORMS
        and request.accept_mimetypes.accept_html
        and "HX-Request" not in request.headers
    )


def _comes_from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source).netloc == request.host


def _sender() -> int | None:
    """Whoever is signed in, or was: a session that was ended still says whose it was."""
    if current_user.is_authenticated:
        return int(current_user.id)
    number = str(session.get("_user_id", "")).partition(":")[0]
    return int(number) if number.isdigit() else None


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept-form")
