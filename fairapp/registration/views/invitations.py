"""Inviting states and organizations; appointing focal points."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.accounts.queries import holders
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.i18n import current_language
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.registration import board, queries, services
from fairapp.registration.forms import ActForm, FocalPointForm, InviteForm, OrganizationForm
from fairapp.registration.views.blueprint import Answer, bp, to_delegation


@bp.route("/delegations/invite", methods=["GET", "POST"])
@door(SECRETARIAT)
def invite() -> Answer:
    """Invite a state or organization of the reference data."""
    form = InviteForm(board.invitable(current_edition()))
    status = 200
    if form.validate_on_submit():
        try:
            with transaction():
                invited = services.invite_by_code(current_edition(), form.party.data, by=current_user)
            flash(_("%(name)s is invited.", name=invited.name), "ok")
            return to_delegation(invited)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    return _invite_page(invite_form=form, status=status)


@bp.post("/delegations/invite/organization")
@door(SECRETARIAT)
def invite_organization() -> Answer:
    """Invite an organization that the reference data does not know."""
    form = OrganizationForm(prefix="other-")
    status = 422
    if form.validate_on_submit():
        try:
            with transaction():
                invited = services.invite_organization(
                    current_edition(), form.name.value, form.category.data, by=current_user
                )
            flash(_("%(name)s is invited.", name=invited.name), "ok")
            return to_delegation(invited)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    return _invite_page(organization_form=form, status=status)


@bp.post("/delegations/invite/member-states")
@door(SECRETARIAT)
def invite_states() -> Answer:
    """Invite every member state not invited yet, in one step."""
    with transaction():
        invited = services.invite_all_states(current_edition(), by=current_user)
    count = len(invited)
    flash(ngettext("%(num)s member state was invited.", "%(num)s member states were invited.", count), "ok")
    return redirect(url_for("registration.delegations", category="member_state"), 303)


@bp.route("/delegations/<int:delegation_id>/focal-points", methods=["GET", "POST"])
@door(SECRETARIAT)
def focal_points(delegation_id: int) -> Answer:
    """Appoint who manages the delegation."""
    delegation = queries.delegation(current_edition().id, delegation_id) or abort(404)
    form = FocalPointForm(lang=current_language())
    if form.validate_on_submit():
        with transaction():
            user = services.appoint_focal_point(
                delegation, form.email.data, form.name.data, lang=form.lang.data, by=current_user
            )
        flash(
            _("%(name)s is focal point; a letter with a link to sign in is on its way.", name=user.name), "ok"
        )
        return to_delegation(delegation)
    page = render_template(
        "registration/focal_points.html",
        delegation=delegation,
        form=form,
        focal_points=holders("focal_point", delegation.edition_id, scope_id=delegation.id),
    )
    return page, 422 if form.errors else 200


def _invite_page(
    *,
    invite_form: InviteForm | None = None,
    organization_form: OrganizationForm | None = None,
    status: int = 200,
) -> Answer:
    groups = board.invitable(current_edition())
    form = invite_form or InviteForm(groups, formdata=None)
    page = render_template(
        "registration/invite.html",
        form=form,
        organization_form=organization_form or OrganizationForm(formdata=None, prefix="other-"),
        act_form=ActForm(formdata=None),
        states_left=len(groups.get(board.category_label("member_state"), [])),
    )
    return page, 422 if form.errors and status == 200 else status
