"""The way of the credential: submit, verify, accredit, return, decline, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import PROTOCOL, SECRETARIAT
from fairapp.core.db import transaction
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.refusals import Refusal
from fairapp.registration import services
from fairapp.registration.forms import ActForm, MaybeReasonForm, ReasonForm
from fairapp.registration.models import Delegation
from fairapp.registration.views.blueprint import (
    Answer,
    bp,
    delegation_edited,
    delegation_seen,
    to_delegation,
)
from fairapp.registration.views.delegations import page_again


@bp.post("/delegations/<int:delegation_id>/submit")
@door(SIGNED_IN)
def submit(delegation_id: int) -> Answer:
    """Say that the composition is complete."""
    delegation = delegation_edited(delegation_id)
    return _act(delegation, services.submit_composition, _("The composition was submitted."))


@bp.post("/delegations/<int:delegation_id>/verify")
@door(PROTOCOL)
def verify(delegation_id: int) -> Answer:
    """Find letter and composition in order."""
    return _act(delegation_seen(delegation_id), services.verify, _("The credential is verified."), seen=True)


@bp.post("/delegations/<int:delegation_id>/accredit")
@door(PROTOCOL)
def accredit(delegation_id: int) -> Answer:
    """Let the delegation take part."""
    return _act(
        delegation_seen(delegation_id), services.accredit, _("The delegation is accredited."), seen=True
    )


@bp.route("/delegations/<int:delegation_id>/return", methods=["GET", "POST"])
@door(PROTOCOL)
def return_credential(delegation_id: int) -> Answer:
    """Give the credential back, saying why."""
    delegation = delegation_seen(delegation_id)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            with transaction():
                services.return_credential(delegation, form.reason.data, by=current_user)
            flash(_("The credential was returned; the focal points are told why."), "ok")
            return to_delegation(delegation)
        except Refusal as refusal:
            return page_again(delegation_id, refusal)
    return _ask("registration/return_credential.html", delegation, form)


@bp.route("/delegations/<int:delegation_id>/decline", methods=["GET", "POST"])
@door(SIGNED_IN)
def decline(delegation_id: int) -> Answer:
    """Say that the delegation will not come."""
    return _leave(
        delegation_id, services.decline, "registration/decline.html", _("The invitation is declined.")
    )


@bp.route("/delegations/<int:delegation_id>/withdraw", methods=["GET", "POST"])
@door(SIGNED_IN)
def withdraw(delegation_id: int) -> Answer:
    """Say that the delegation does not come after all."""
    return _leave(
        delegation_id, services.withdraw, "registration/withdraw.html", _("The delegation is withdrawn.")
    )


@bp.post("/delegations/<int:delegation_id>/invite-again")
@door(SECRETARIAT)
def invite_again(delegation_id: int) -> Answer:
    """Expect a delegation that declined or withdrew."""
    return _act(
        delegation_seen(delegation_id), services.renew_invitation, _("The delegation is invited again.")
    )


def _act(delegation: Delegation, verb: Callable[..., Any], done: str, *, seen: bool = False) -> Answer:
    """One verb on the delegation; ``seen``: only as it was when the page was opened."""
    version = {"version": ActForm().opened_version()} if seen else {}
    delegation_id = delegation.id
    try:
        with transaction():
            verb(delegation, by=current_user, **version)
    except Refusal as refusal:
        return page_again(delegation_id, refusal)
    flash(done, "ok")
    return to_delegation(delegation)


def _leave(delegation_id: int, verb: Callable[..., Any], template: str, done: str) -> Answer:
    delegation = delegation_edited(delegation_id)
    form = MaybeReasonForm()
    if form.validate_on_submit():
        try:
            with transaction():
                verb(delegation, by=current_user, reason=form.reason.data)
            flash(done, "ok")
            return to_delegation(delegation)
        except Refusal as refusal:
            return page_again(delegation_id, refusal)
    return _ask(template, delegation, form)


def _ask(template: str, delegation: Delegation, form: Any) -> Answer:
    return render_template(template, delegation=delegation, form=form), 422 if form.errors else 200
