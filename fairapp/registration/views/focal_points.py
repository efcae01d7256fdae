"""Who manages a delegation, as the secretariat sees it: focal points, open invitations, a pasted list;
and the delegations that the visitor manages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.accounts.queries import holders
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.i18n import LANGUAGES, current_language
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.registration import pasting, queries, services, words
from fairapp.registration.forms import ActForm, FocalPointForm, PasteForm
from fairapp.registration.models import Delegation, Invitation
from fairapp.registration.queries import invitations as letters
from fairapp.registration.todo import standings
from fairapp.registration.views.blueprint import Answer, bp


@bp.get("/delegations/mine")
@door(SIGNED_IN)
def my_delegations() -> str:
    """The delegations that the visitor manages, and what each lacks."""
    edition = current_edition()
    found = standings(edition.id, current_user.scopes("focal_point", edition.id))
    return render_template(
        "registration/my_delegations.html",
        rows=[(each, [words.MISSING[lack] for lack in each.lacks]) for each in found],
    )


@bp.route("/delegations/<int:delegation_id>/focal-points", methods=["GET", "POST"])
@door(SECRETARIAT)
def focal_points(delegation_id: int) -> Answer:
    """Who manages the delegation, who is invited to; invite somebody."""
    delegation = _delegation(delegation_id)
    form = FocalPointForm(lang=_first_language(delegation))
    status = 200
    if form.validate_on_submit():
        try:
            with transaction():
                invited = services.invite_focal_point(delegation, form.invitee, by=current_user)
            flash(_("A letter with a link is on its way to %(address)s.", address=invited.email), "ok")
            return _to_focal_points(delegation_id)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    return _page(delegation, form, 422 if form.errors and status == 200 else status)


@bp.route("/delegations/<int:delegation_id>/focal-points/<int:user_id>/remove", methods=["GET", "POST"])
@door(SECRETARIAT)
def remove_focal_point(delegation_id: int, user_id: int) -> Answer:
    """Let somebody no longer manage the delegation, after a question."""
    delegation = _delegation(delegation_id)
    found = holders("focal_point", delegation.edition_id, scope_id=delegation.id)
    user = next((each for each in found if each.id == user_id), None) or abort(404)
    form = ActForm()
    if form.validate_on_submit():
        with transaction():
            services.remove_focal_point(delegation, user, by=current_user)
        flash(_("%(name)s no longer manages the delegation.", name=user.name), "ok")
        return _to_focal_points(delegation_id)
    return render_template(
        "registration/remove_focal_point.html", delegation=delegation, user=user, alone=len(found) == 1
    )


@bp.post("/delegations/<int:delegation_id>/invitations/<int:invitation_id>/again")
@door(SECRETARIAT)
def send_invitation_again(delegation_id: int, invitation_id: int) -> Answer:
    """Write once more, with a new link."""
    invitation = _invitation(_delegation(delegation_id), invitation_id)
    done = _("A new letter is on its way to %(address)s.", address=invitation.email)
    return _act(services.send_again, invitation, done)


@bp.route("/delegations/<int:delegation_id>/invitations/<int:invitation_id>/revoke", methods=["GET", "POST"])
@door(SECRETARIAT)
def revoke_invitation(delegation_id: int, invitation_id: int) -> Answer:
    """Take an invitation back before it is accepted, after a question."""
    delegation = _delegation(delegation_id)
    invitation = _invitation(delegation, invitation_id)
    if ActForm().validate_on_submit():
        done = _("The invitation of %(address)s is withdrawn.", address=invitation.email)
        return _act(services.revoke_invitation, invitation, done)
    return render_template(
        "registration/revoke_invitation.html", delegation=delegation, invitation=invitation
    )


@bp.route("/delegations/invite/focal-points", methods=["GET", "POST"])
@door(SECRETARIAT)
def invite_focal_points() -> Answer:
    """Invite focal points from a pasted list: shown first, then written to in one step."""
    form = PasteForm()
    pasted = pasting.Pasted()
    if form.validate_on_submit():
        pasted = pasting.read(current_edition(), form.lines.data)
        form.lines.errors = [*form.lines.errors, *pasted.problems]
        if not pasted.problems and "send" in request.form:
            return _send_to(pasted.rows)
    page = render_template("registration/paste_focal_points.html", form=form, pasted=pasted)
    return page, 422 if form.errors else 200


def _send_to(rows: list[pasting.Row]) -> Response:
    wanted = [row for row in rows if row.state != "manages"]
    with transaction():
        for row in wanted:
            services.invite_focal_point(row.delegation, row.invitee, by=current_user)
    count = len(wanted)
    flash(ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", count), "ok")
    return redirect(url_for("registration.delegations"), 303)


def _act(verb: Callable[..., Any], invitation: Invitation, done: str) -> Answer:
    delegation_id = invitation.delegation_id
    try:
        with transaction():
            verb(invitation, by=current_user)
    except Refusal as refusal:
        message = refusal.message
        db.session.expire_all()
        delegation = _delegation(delegation_id)
        return _page(delegation, _empty_form(delegation), 409, message)
    flash(done, "ok")
    return _to_focal_points(delegation_id)


def _page(delegation: Delegation, form: FocalPointForm, status: int, refusal: str = "") -> Answer:
    page = render_template(
        "registration/focal_points.html",
        delegation=delegation,
        form=form,
        focal_points=holders("focal_point", delegation.edition_id, scope_id=delegation.id),
        invitations=letters.open_invitations(delegation.id),
        now=clock.now(),
        days=services.LINK_DAYS,
        refusal=refusal,
    )
    return page, status


def _empty_form(delegation: Delegation) -> FocalPointForm:
    return FocalPointForm(formdata=None, lang=_first_language(delegation))


def _first_language(delegation: Delegation) -> str:
    return next((code for code in delegation.languages if code in LANGUAGES), current_language())


def _to_focal_points(delegation_id: int) -> Response:
    return redirect(url_for("registration.focal_points", delegation_id=delegation_id), 303)


def _delegation(delegation_id: int) -> Delegation:
    return queries.delegation(current_edition().id, delegation_id) or abort(404)


def _invitation(delegation: Delegation, invitation_id: int) -> Invitation:
    return letters.invitation(delegation, invitation_id) or abort(404)
