"""Doors: who may enter a view. Default deny: a view without a door lets nobody in.

The door answers the broad question ("the secretariat of this edition"); a view that loads an
object asks the room's `policy` about that object with :func:`require`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.core import kept

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Who:
    """A group of visitors, by name, and the question that recognises one.

    The question gets the visitor and the id of the edition the page belongs to (None outside).
    """

    name: str
    is_one: Callable[[Any, int | None], bool]

    def __or__(self, other: Who) -> Who:
        return Who(
            f"{self.name} or {other.name}",
            lambda user, edition: self.is_one(user, edition) or other.is_one(user, edition),
        )


EVERYONE = Who("everyone", lambda _user, _edition: True)
SIGNED_IN = Who("signed in", lambda user, _edition: bool(user.is_authenticated))
DEVELOPERS = Who("development only", lambda _user, _edition: bool(current_app.config["DEVELOPMENT"]))


def door(who: Who) -> Callable[[V], V]:
    """Decorator directly under the route: only ``who`` may enter this view."""

    def mark(view: V) -> V:
        view.__door__ = who  # type: ignore[attr-defined]
        return view

    return mark


def door_of(app: Flask, endpoint: str) -> Who | None:
    """The door of an endpoint, or None if somebody forgot to hang one."""
    return getattr(app.view_functions.get(endpoint), "__door__", None)


def may_knock(endpoint: str, user: Any, edition_id: int | None) -> bool:
    """Whether the door of an endpoint would open to the visitor: for menus that offer only ways in."""
    who = door_of(current_app, endpoint)
    return who is not None and who.is_one(user, edition_id)


def require(allowed: bool) -> None:
    """Let the visitor through if a policy said yes; otherwise 403 (or sign-in for strangers)."""
    if not allowed:
        abort(403)


def to_sign_in() -> Response:
    """Send a stranger to the sign-in page and remember where they were going."""
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=target))


def init_app(app: Flask) -> None:
    """Hang the guard before every view."""

    @app.before_request
    def guard() -> Response | None:
        if request.endpoint is None or request.endpoint == "static":
            return None
        who = door_of(app, request.endpoint)
        edition = getattr(g, "edition", None)
        if who is not None and who.is_one(current_user, edition.id if edition else None):
            return None
        if who is DEVELOPERS:
            abort(404)
        if who is not None and not current_user.is_authenticated:
            return kept.answer() or to_sign_in()
        return abort(403)
