"""Answers to strangers, kept ready at the front of the house.

A public page is the same for every stranger until what it shows changes. A view that knows the
*mark* of what it shows (the fingerprint of a release, say) calls :func:`keep`; the answer is then
kept with that mark, and the next stranger who asks the same gets it before the framework has been
woken, as long as the mark, asked of the database each time, is still the same. Nobody who has
signed in, or for whom a message waits, is a stranger.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, request
from werkzeug.http import parse_cookie, parse_etags, unquote_etag

from fairapp.core.i18n import COOKIE

Mark = Callable[[], object]
ROOM = 200
"""How many answers a worker keeps."""
LARGEST = 400_000
"""Bytes of an answer beyond which it is not kept."""
OF_SOMEBODY = ("session", "remember_token")
"""Cookies by which the house knows somebody."""
SHORT = frozenset({"ETag", "Cache-Control", "Vary", "Content-Location", "Last-Modified"})
"""Headers that a 304 repeats."""


@dataclass(frozen=True)
class Kept:
    """An answer, the mark it was made under, and how to ask for the present one."""

    ask: Mark
    mark: object
    headers: list[tuple[str, str]]
    body: bytes


def keep(ask: Mark) -> None:
    """Let the answer to this request be kept for strangers while ``ask()`` says what it says now.

    Call it before reading what the page shows: then a page can be older than its mark, never the
    other way about. ``ask`` is called outside of any context; it must be quick.
    """
    request.environ["fairapp.keep"] = (ask, ask())


class Front:
    """The application, with answers for strangers in front of it."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self._kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        key = _question(environ)
        if key is None:
            answer: Iterable[bytes] = self.inner(environ, start_response)
            return answer
        kept = self._kept.get(key)
        if kept is not None and kept.ask() == kept.mark:
            return _answer(kept, environ, start_response)
        return self._ask_within(key, environ, start_response)

    def forget(self) -> None:
        """Keep nothing any more: for when another database takes the place of this one."""
        with self._lock:
            self._kept.clear()

    def _ask_within(
        self, key: tuple[str, ...], environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes]:
        said: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said[:] = [status, headers]
            return start_response(status, headers, *more)

        answer: Iterable[bytes] = self.inner(environ, listen)
        if "fairapp.keep" not in environ or not said or not _fit(*said):
            return answer
        body = b"".join(answer)
        _close(answer)
        if len(body) <= LARGEST:
            ask, mark = environ["fairapp.keep"]
            self._put(key, Kept(ask, mark, list(said[1]), body))
        return [body]

    def _put(self, key: tuple[str, ...], kept: Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > ROOM:
                self._kept.popitem(last=False)


def init_app(app: Flask) -> None:
    """Stand in front of the application. `app.extensions["front"]` can be told to forget."""
    front = Front(app.wsgi_app)
    app.wsgi_app = front  # type: ignore[method-assign]
    app.extensions["front"] = front


def _question(environ: dict[str, Any]) -> tuple[str, ...] | None:
    """What a stranger asks, down to everything an answer may depend on; None for anybody else."""
    if environ["REQUEST_METHOD"] != "GET":
        return None
    lang = ""
    if "HTTP_COOKIE" in environ:
        cookies = parse_cookie(environ["HTTP_COOKIE"])
        if any(name in cookies for name in OF_SOMEBODY):
            return None
        lang = cookies.get(COOKIE, "")
    return (
        environ.get("wsgi.url_scheme", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        environ.get("HTTP_HX_REQUEST", ""),
        lang,
    )


def _fit(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whole answers only, and none that gives a cookie away."""
    return status.startswith("200") and not any(name.lower() == "set-cookie" for name, _value in headers)


def _answer(kept: Kept, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if _is_known(kept, environ):
        short = [(name, value) for name, value in kept.headers if name in SHORT]
        start_response(f"304 {HTTPStatus.NOT_MODIFIED.phrase}", short)
        return [b""]
    start_response("200 OK", kept.headers)
    return [kept.body]


def _is_known(kept: Kept, environ: dict[str, Any]) -> bool:
    """Whether the stranger has the answer: by its fingerprint, or by the moment we gave with it."""
    headers = dict(kept.headers)
    known, etag = environ.get("HTTP_IF_NONE_MATCH"), headers.get("ETag")
    if known:
        return bool(etag) and parse_etags(known).contains(unquote_etag(etag)[0] or "")
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and since == headers.get("Last-Modified")


def _close(answer: Iterable[bytes]) -> None:
    close = getattr(answer, "close", None)
    if close:
        close()
