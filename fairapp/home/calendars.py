"""Addresses for calendars: the public ones, one's own secret ones; and the calendars behind these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.agenda import keys
from fairapp.agenda import queries as agenda
from fairapp.agenda.models import FeedKey
from fairapp.agenda.services.keys import make_key, note_use, revoke_key
from fairapp.core import clock
from fairapp.core.conditional import CALENDAR, file_answer
from fairapp.core.dates import day_text
from fairapp.core.db import db, transaction
from fairapp.core.doors import EVERYONE, SIGNED_IN, door, require
from fairapp.core.i18n import LANGUAGES, current_language, speaking
from fairapp.core.refusals import Refusal
from fairapp.core.security import limiter
from fairapp.core.web import absolute_url
from fairapp.edition.scope import current_edition
from fairapp.home import feeds, queries
from fairapp.home.views import pages
from fairapp.registration.models import Delegation
from fairapp.registration.policy import is_focal_point

FRESH = "fresh_calendar"
"""Where a secret waits, in its owner's own cookie, to be shown once."""


@dataclass(frozen=True)
class Own:
    """A calendar that a visitor may have a secret address of: theirs, or a delegation's."""

    label: str
    delegation_id: int | None = None


@pages.app_template_filter("iso_day")
def iso_day(text: str) -> str:
    """A day kept as text, in words."""
    return day_text(date.fromisoformat(text))


@pages.get("/calendars")
@door(EVERYONE)
def calendars() -> str:
    """Every calendar that the visitor can subscribe to."""
    edition = current_edition()
    released = agenda.public_programme(edition.id)
    mine = _owned()
    found = keys.keys_of(current_user.id, edition.id) if mine else []
    return render_template(
        "pages/calendars.html",
        whole=absolute_url("agenda.feed", lang=current_language()) if released else None,
        rooms=[
            (name, absolute_url("agenda.room_feed", room_code=code, lang=current_language()))
            for code, name in (released.rooms() if released else {}).items()
        ],
        schedule=absolute_url("agenda.schedule_xml", lang=current_language()) if released else None,
        mine=mine,
        keys=found,
        labels={own.delegation_id: own.label for own in mine},
        fresh=_fresh(found),
    )


@pages.post("/calendars")
@door(SIGNED_IN)
def add_calendar() -> Response:
    """A secret address for one of the visitor's calendars; it is shown once, on the page that follows."""
    edition, wanted = current_edition(), request.form.get("delegation_id", type=int)
    delegation = _delegation(wanted) if wanted else None
    require(queries.is_participant(current_user, edition.id) if delegation is None else True)
    try:
        with transaction():
            key, secret = make_key(edition, delegation=delegation, by=current_user)
    except Refusal as refusal:
        flash(refusal.message, "error")
    else:
        session[FRESH] = [key.id, secret]
    return redirect(url_for("pages.calendars", _anchor="own"), 303)


@pages.post("/calendars/<int:key_id>/revoke")
@door(SIGNED_IN)
def revoke_calendar(key_id: int) -> Response:
    """The address works no more."""
    key = db.session.get(FeedKey, key_id)
    if key is None or key.edition_id != current_edition().id:
        abort(404)
    require(key.user_id == current_user.id)
    with transaction():
        revoke_key(key, by=current_user)
    flash(_("The calendar address was revoked. Calendars that used it are told that it has gone."), "success")
    return redirect(url_for("pages.calendars", _anchor="own"), 303)


@pages.get("/calendar/<secret>.ics")
@door(EVERYONE)
@limiter.limit("30/minute", deduct_when=lambda response: response.status_code == 404)
def personal_feed(secret: str) -> Response:
    """The calendar of whoever the secret was given to, for reading only. Only misses are counted
    against the limit: a whole delegation may come from one address."""
    edition = current_edition()
    key = keys.key_of(edition.id, secret) or abort(404)
    if key.revoked_at or not key.user.is_active:
        abort(410)
    delegation = db.session.get(Delegation, key.delegation_id) if key.delegation_id else None
    if delegation is not None and not is_focal_point(key.user, delegation):
        abort(410)
    _note(key)
    asked = request.args.get("lang")
    g.print_language = True
    with speaking(asked if asked in LANGUAGES else key.user.lang):
        found = feeds.of_delegation(delegation, edition) if delegation else feeds.personal(key.user, edition)
    return file_answer(found.body, CALENDAR, f"{edition.slug}-calendar.ics", found.changed_at)


def _note(key: FeedKey) -> None:
    """Once a day is often enough to tell which addresses are alive."""
    today = clock.now().date().isoformat()
    if key.last_used_on != today:
        with transaction():
            note_use(key.id, today)


def _owned() -> list[Own]:
    """The calendars that the visitor may have an address of."""
    edition = current_edition()
    if not current_user.is_authenticated:
        return []
    own = [Own(_("My agenda"))] if queries.is_participant(current_user, edition.id) else []
    looked_after = queries.delegations_of_focal_point(current_user, edition.id)
    return own + [Own(d.name.shown().text, d.id) for d in looked_after]


def _delegation(delegation_id: int) -> Delegation:
    delegation = db.session.get(Delegation, delegation_id)
    if delegation is None or delegation.edition_id != current_edition().id:
        abort(404)
    require(is_focal_point(current_user, delegation))
    return delegation


def _fresh(found: list[FeedKey]) -> tuple[int, str] | None:
    """The address just made, if there is one: taken from the cookie, where it does not stay."""
    if not current_user.is_authenticated or FRESH not in session:
        return None
    key_id, secret = session.pop(FRESH)
    if all(key.id != key_id for key in found):
        return None
    return key_id, absolute_url("pages.personal_feed", secret=secret)
