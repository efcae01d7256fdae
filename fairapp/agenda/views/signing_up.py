"""Signing up for a session on its page, and the list of those who did."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.models import Session
from fairapp.agenda.own_place import my_participant, own_place
from fairapp.agenda.programme import ReleasedSession
from fairapp.agenda.views import bp
from fairapp.agenda.views.sessions import find
from fairapp.core.db import db, transaction
from fairapp.core.doors import SIGNED_IN, door, require
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.post("/programme/<code>/sign-up")
@door(SIGNED_IN)
def sign_up(code: str) -> Any:
    """A place in the session, or one in its line."""
    return _act(code, services.sign_up)


@bp.post("/programme/<code>/withdraw")
@door(SIGNED_IN)
def withdraw(code: str) -> Any:
    """Give the place back."""
    return _act(code, services.withdraw)


@bp.get("/agenda/sessions/<int:session_id>/sign-ups")
@door(SECRETARIAT)
def sign_ups(session_id: int) -> str:
    """Who has a place and who waits, in order of time."""
    session = find(session_id)
    people = queries.signed_up(session_id)
    return render_template(
        "agenda/sign_ups.html",
        session=session,
        places=session.places,
        seated=[one for one in people if one.standing == "seated"],
        waiting=[one for one in people if one.standing == "waiting"],
    )


@bp.app_template_global("own_place")
def _own_place(shown: ReleasedSession) -> Any:
    return own_place(shown, current_edition().id)


def _act(code: str, verb: Any) -> Any:
    session, person = _session(code), my_participant(current_edition().id)
    require(person is not None)
    try:
        with transaction():
            place = verb(session, person, by=current_user)
    except Refusal as refusal:
        flash(refusal.message, "error")
        return redirect(url_for("agenda.sitting", code=code), 303)
    flash(_said(place), "success")
    return redirect(url_for("agenda.sitting", code=code), 303)


def _said(place: Any) -> str:
    if place is None:
        return _("You gave your place back.")
    if place.standing == "seated":
        return _("You have a place in this session.")
    return _("All places are taken. You are on the waiting list, and will get a letter when one is free.")


def _session(code: str) -> Session:
    """The session of the draft behind a released one."""
    released = queries.public_programme(current_edition().id)
    shown = released.find(code) if released else None
    if shown is None:
        abort(404)
    query = select(Session).where(Session.edition_id == current_edition().id, Session.id == shown.id)
    return db.session.scalar(query) or abort(404)
