"""Inviting states and organizations."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.registration import guests, services
from fairapp.registration.forms import ActForm, InviteForm, OrganizationForm
from fairapp.registration.views.blueprint import Answer, bp, to_delegation


@bp.route("/delegations/invite", methods=["GET", "POST"])
@door(SECRETARIAT)
def invite() -> Answer:
    """Choose from the official lists whom to invite, all in one step."""
    form = _invite_form()
    status = 200
    if _ticked_a_group(form):
        return _invite_page(invite_form=form)
    if form.validate_on_submit():
        try:
            with transaction():
                came = services.invite_chosen(current_edition(), form.parties.data, by=current_user)
            return _invited(came, url_for("registration.delegations"))
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    return _invite_page(invite_form=form, status=422 if form.errors and status == 200 else status)


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
        came = services.invite_all_states(current_edition(), by=current_user)
    return _invited(came, url_for("registration.delegations", category="member_state"))


def _invite_form(**given: object) -> InviteForm:
    parties = [(party.code, "") for party in services.reference_parties(current_edition())]
    return InviteForm(parties, **given)


def _ticked_a_group(form: InviteForm) -> bool:
    """Without scripts the buttons “all” and “none” of a group come here: the same page, ticked."""
    asked, wanted = request.form.get("all"), request.form.get("none")
    group = next((g for g in guests.groups(current_edition()) if g.category in {asked, wanted}), None)
    if group is None:
        return False
    codes = {code for code, _name in group.choices}
    ticked = set(form.parties.data or ())
    form.parties.data = sorted(ticked | codes if asked else ticked - codes)
    return True


def _invited(came: services.Invited, to: str) -> Response:
    if not came.delegations:
        flash(_("Nobody new: everybody chosen is invited already."), "info")
        return redirect(url_for("registration.invite"), 303)
    if len(came.delegations) == 1:
        flash(_("%(name)s is invited.", name=came.delegations[0].name), "ok")
        to = url_for("registration.delegation", delegation_id=came.delegations[0].id)
    else:
        count = len(came.delegations)
        flash(ngettext("%(num)s delegation is invited.", "%(num)s delegations are invited.", count), "ok")
    if came.before:
        flash(
            ngettext(
                "%(num)s of those chosen was invited already.",
                "%(num)s of those chosen were invited already.",
                came.before,
            ),
            "info",
        )
    return redirect(to, 303)


def _invite_page(
    *,
    invite_form: InviteForm | None = None,
    organization_form: OrganizationForm | None = None,
    status: int = 200,
) -> Answer:
    edition = current_edition()
    found = guests.groups(edition)
    form = invite_form or _invite_form(formdata=None)
    page = render_template(
        "registration/invite.html",
        form=form,
        organization_form=organization_form or OrganizationForm(formdata=None, prefix="other-"),
        act_form=ActForm(formdata=None),
        groups=found,
        ticked=set(form.parties.data or ()),
        states_left=sum(len(group.choices) for group in found if group.category == "member_state"),
        absent=guests.absent(edition),
    )
    return page, status
