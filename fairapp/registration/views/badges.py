"""Badges made and handed over: of a whole delegation, or of one person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from fairapp.accounts.policy import PROTOCOL
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.registration import queries, services
from fairapp.registration.forms import BadgeForm
from fairapp.registration.models import Participant
from fairapp.registration.views.blueprint import Answer, bp, delegation_seen, to_delegation
from fairapp.registration.views.delegations import page_again

KEPT = ("category", "day", "badge", "page")
"""What the roster showed, for the way back to it."""


@bp.post("/delegations/<int:delegation_id>/badges/issue")
@door(PROTOCOL)
def issue_badges(delegation_id: int) -> Answer:
    """Note that the badges of all accredited people are made."""
    return _all(delegation_id, services.issue_badges, issued)


@bp.post("/delegations/<int:delegation_id>/badges/collect")
@door(PROTOCOL)
def collect_badges(delegation_id: int) -> Answer:
    """Note that all badges made were handed over."""
    return _all(delegation_id, services.collect_badges, _collected)


@bp.post("/delegations/<int:delegation_id>/people/<int:participant_id>/badge")
@door(PROTOCOL)
def badge(delegation_id: int, participant_id: int) -> Answer:
    """One person's badge: `act` is issue, collect, undo (it was not handed over) or recall (it is
    lost or spoilt). With `back=roster` the answer leads to the roster."""
    delegation = delegation_seen(delegation_id)
    person = queries.participant(delegation, participant_id) or abort(404)
    form = BadgeForm()
    act = ACTS.get(request.form.get("act", ""))
    if act is None or not form.validate_on_submit():
        abort(400)
    to_roster = request.form.get("back") == "roster"
    try:
        with transaction():
            done = act(person, form.reason.data)
    except Refusal as refusal:
        if not to_roster:
            return page_again(delegation_id, refusal)
        flash(refusal.message, "warn")
    else:
        flash(done, "ok")
    if to_roster:
        kept: dict[str, Any] = {name: request.form[name] for name in KEPT if name in request.form}
        return redirect(url_for("registration.roster", **kept, _anchor=f"person-{participant_id}"), 303)
    return to_delegation(delegation)


def _issue(person: Participant, _reason: str) -> str:
    services.issue_badges(person.delegation, by=current_user, people=[person.id])
    return _("The badge of %(name)s is made.", name=person.name)


def _collect(person: Participant, _reason: str) -> str:
    services.collect_badges(person.delegation, by=current_user, people=[person.id])
    return _("The badge of %(name)s was handed over.", name=person.name)


def _undo(person: Participant, reason: str) -> str:
    services.undo_collection(person, by=current_user, reason=reason)
    return _("The badge of %(name)s waits at the desk again.", name=person.name)


def _recall(person: Participant, reason: str) -> str:
    services.recall_badge(person, by=current_user, reason=reason)
    return _("%(name)s needs a new badge.", name=person.name)


ACTS = {"issue": _issue, "collect": _collect, "undo": _undo, "recall": _recall}


def issued(count: int) -> str:
    """“3 badges are issued.”"""
    return ngettext("%(num)s badge is issued.", "%(num)s badges are issued.", count)


def _collected(count: int) -> str:
    return ngettext("%(num)s badge was handed over.", "%(num)s badges were handed over.", count)


def _all(delegation_id: int, verb: Callable[..., list[Participant]], said: Callable[[int], str]) -> Answer:
    delegation = delegation_seen(delegation_id)
    try:
        with transaction():
            count = len(verb(delegation, by=current_user))
    except Refusal as refusal:
        return page_again(delegation_id, refusal)
    flash(said(count), "ok")
    return to_delegation(delegation)
