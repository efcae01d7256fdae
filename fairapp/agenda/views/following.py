"""Following sessions: a star on the programme, a button on a session's page."""

from __future__ import annotations

import json

from flask import abort, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.rules import is_local_path
from fairapp.agenda import following, queries, services
from fairapp.agenda.programme import Programme, ReleasedSession
from fairapp.agenda.views import bp
from fairapp.core.db import transaction
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.post("/programme/follow")
@door(SIGNED_IN)
def follow() -> Response:
    """Follow the session whose code is sent as ``follow``, or leave the one sent as ``leave``."""
    released = queries.public_programme(current_edition().id) or abort(404)
    code = request.form.get("follow") or request.form.get("leave") or ""
    session, wanted = released.find(code) or abort(404), "follow" in request.form
    try:
        with transaction():
            (services.follow if wanted else services.leave)(session.id, by=current_user)
    except Refusal as refusal:
        return _answer(session, refusal.message, "bad", on=False)
    text, tone = _said(session, released) if wanted else (_not_any_more(session), "info")
    return _answer(session, text, tone, on=wanted)


def _said(session: ReleasedSession, released: Programme) -> tuple[str, str]:
    """The new state; with what is at the same time, if anything is."""
    title = session.title.shown().text
    clashes = following.at_the_same_time(current_user, session, released)
    if not clashes:
        return _("“%(title)s” is on your agenda.", title=title), "ok"
    other = "; ".join(f"“{found.shown().text}”" for found in clashes)
    text = _("“%(title)s” is on your agenda. At the same time you have: %(other)s.", title=title, other=other)
    return text, "warn"


def _not_any_more(session: ReleasedSession) -> str:
    return _("“%(title)s” is not on your agenda any more.", title=session.title.shown().text)


def _answer(session: ReleasedSession, text: str, tone: str, *, on: bool) -> Response:
    """For a page with scripts two events, of the star and of the message; else back to the page."""
    if request.headers.get("HX-Request"):
        response = make_response("", 204)
        told = {"followed": {"code": session.code, "on": on}, "toast": {"text": text, "tone": tone}}
        response.headers["HX-Trigger"] = json.dumps(told)
        return response
    flash(text, {"ok": "success", "bad": "error", "warn": "warning"}.get(tone, "info"))
    back = request.form.get("back")
    home = url_for("agenda.sitting", code=session.code)
    return redirect(str(back) if is_local_path(back) else home, 303)
