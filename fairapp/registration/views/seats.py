"""Numbers of seats: for all delegations of a category, and for one."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.edition import reference
from fairapp.edition.scope import current_edition
from fairapp.registration import matrix, queries, services
from fairapp.registration.forms import seats_form
from fairapp.registration.models import Delegation
from fairapp.registration.queries.seats import Use, limits_of, quota_use, use_of
from fairapp.registration.views.blueprint import Answer, bp, to_delegation
from fairapp.registration.views.categories import tell_over

bp.app_template_filter("seats_said")(matrix.said)


@bp.app_template_global("seats_of")
def seats_of(delegation: Delegation) -> list[Use]:
    """How far a delegation's seats are used, where there is a number or somebody waits."""
    return [use for use in use_of(delegation) if use.seats is not None or use.waiting]


@bp.route("/categories/<category>/seats", methods=["GET", "POST"])
@door(SECRETARIAT)
def category_seats(category: str) -> Answer:
    """How many people each delegation of a category may bring."""
    if category not in reference.vocabulary("participant_category"):
        abort(404)
    edition = current_edition()
    limits = limits_of(edition.id)
    present = {of: number for (home, of), number in limits.general.items() if home == category}
    form = seats_form(list(dict.fromkeys([*matrix.categories_for(category), *present])), present)
    if form.validate_on_submit():
        with transaction():
            for of, number in form.numbers.items():
                services.set_general_seats(edition, category, of, number, by=current_user)
        flash(_("The numbers of seats were saved."), "ok")
        _tell_over(edition.id, category)
        return redirect(url_for("registration.categories", _anchor="seats"), 303)
    page = render_template("registration/category_seats.html", form=form, category=category)
    return page, 422 if form.errors else 200


@bp.route("/delegations/<int:delegation_id>/seats", methods=["GET", "POST"])
@door(SECRETARIAT)
def delegation_seats(delegation_id: int) -> Answer:
    """How many people one delegation may bring, whatever others may."""
    delegation = queries.delegation(current_edition().id, delegation_id) or abort(404)
    limits, uses = limits_of(delegation.edition_id), {use.category: use for use in use_of(delegation)}
    present = {of: number for (whose, of), number in limits.own.items() if whose == delegation.id}
    general = {of: number for (home, of), number in limits.general.items() if home == delegation.category}
    form = seats_form(matrix.categories_for(delegation.category, list(uses.values())), present)
    if form.validate_on_submit():
        with transaction():
            for category, number in form.numbers.items():
                services.set_own_seats(delegation, category, number, by=current_user)
        flash(_("The numbers of seats were saved."), "ok")
        over = sum(use.over for use in use_of(delegation))
        if over:
            tell_over(over)
        return to_delegation(delegation)
    page = render_template(
        "registration/delegation_seats.html", form=form, delegation=delegation, uses=uses, general=general
    )
    return page, 422 if form.errors else 200


def _tell_over(edition_id: int, home: str) -> None:
    theirs: dict[int, Any] = {d.id: d for d in queries.all_delegations(edition_id) if d.category == home}
    over = sum(use.over for use in quota_use(edition_id) if use.delegation_id in theirs)
    if over:
        tell_over(over)
