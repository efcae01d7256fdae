"""Entering exhibitors, and their own profile."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.booths import exhibiting, policy
from fairapp.booths.forms import ExhibitorForm, ProfileForm
from fairapp.booths.models import Exhibitor
from fairapp.booths.views.blueprint import Answer, bp, the_exhibitor
from fairapp.core.db import transaction
from fairapp.core.doors import SIGNED_IN, door, require
from fairapp.core.refusals import Refusal
from fairapp.edition import queries as editions
from fairapp.edition.scope import current_edition


@bp.route("/exhibitors/add", methods=["GET", "POST"])
@door(SECRETARIAT)
def add_exhibitor() -> Answer:
    """Enter an organization and, if known, who looks after its profile."""
    form = ExhibitorForm()
    if not form.validate_on_submit():
        return render_template("booths/add_exhibitor.html", form=form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            exhibitor = _enter(form)
    except Refusal as refusal:
        form.show(refusal)
        return render_template("booths/add_exhibitor.html", form=form), refusal.status
    flash(_("%(name)s is entered. Now choose a booth.", name=form.name.data), "ok")
    return redirect(url_for("booths.allocation", exhibitor=exhibitor.id), 303)


@bp.route("/exhibitors/<int:exhibitor_id>/edit", methods=["GET", "POST"])
@door(SIGNED_IN)
def edit_profile(exhibitor_id: int) -> Answer:
    """Present the exhibitor anew."""
    one = the_exhibitor(exhibitor_id)
    require(policy.may_edit(current_user, one))
    form = _profile_form(one)
    if not form.validate_on_submit():
        return _profile_page(one, form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            exhibiting.change_profile(one, form.profile(), by=current_user, version=form.opened_version())
    except Refusal as refusal:
        one = the_exhibitor(exhibitor_id)
        form.show(refusal)
        form.version.data = str(one.version)
        return _profile_page(one, form), refusal.status
    flash(_("Your profile is saved."), "ok")
    return redirect(url_for("booths.exhibitor", exhibitor_id=exhibitor_id), 303)


def _enter(form: ExhibitorForm) -> Exhibitor:
    exhibitor = exhibiting.add_exhibitor(
        current_edition(),
        form.name.data,
        form.region.data,
        list(form.languages.data or []),
        form.needs(),
        by=current_user,
    )
    if form.contact_email.data:
        name = form.contact_name.data or form.contact_email.data
        exhibiting.appoint_manager(exhibitor, form.contact_email.data, name, by=current_user)
    return exhibitor


def _profile_form(one: Exhibitor) -> ProfileForm:
    topics = editions.topics(one.edition_id)
    apart = {"languages": one.delegation.languages, "main_topic": next(iter(one.topic_codes), "")}
    return ProfileForm(obj=one, topics=topics, data=apart)


def _profile_page(one: Exhibitor, form: ProfileForm) -> str:
    return render_template("booths/edit_profile.html", one=one, form=form)
