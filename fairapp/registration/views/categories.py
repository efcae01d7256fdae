"""Categories and their rights, the zones of the venue."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import PROTOCOL, SECRETARIAT
from fairapp.core.db import db, transaction
from fairapp.core.doors import door
from fairapp.core.i18n import current_language
from fairapp.core.refusals import Refusal, Stale
from fairapp.edition import reference
from fairapp.edition.scope import current_edition
from fairapp.registration import matrix, policy, rights, services
from fairapp.registration.forms import ActForm, RightsForm, ZoneForm
from fairapp.registration.models import CategoryRights, Zone
from fairapp.registration.queries.seats import quota_use
from fairapp.registration.rights import Door
from fairapp.registration.views.blueprint import Answer, bp

WAYS = {"up": -1, "down": 1}


@bp.get("/categories")
@door(PROTOCOL)
def categories() -> str:
    """What people of each category may do, where they may go, how many may come."""
    edition_id = current_edition().id
    doors, uses = rights.doors(edition_id), quota_use(edition_id)
    return render_template(
        "registration/categories.html",
        lines=matrix.lines(edition_id, doors, uses),
        doors=doors,
        seats=matrix.seats_page(edition_id, uses),
        heads={right: str(head) for right, head in matrix.HEADS.items()},
        effects=matrix.EFFECTS,
        act_form=ActForm(formdata=None),
        may_edit=policy.may_invite(current_user, edition_id),
    )


@bp.route("/categories/<category>", methods=["GET", "POST"])
@door(SECRETARIAT)
def edit_category(category: str) -> Answer:
    """Change the rights of one category."""
    edition, doors = current_edition(), rights.doors(current_edition().id)
    row = _row(category)
    form, now, status = RightsForm(row, doors), [], 200
    if form.validate_on_submit():
        try:
            with transaction():
                row = services.rights_row(edition, category)
                services.change_rights(row, form.values, by=current_user, version=form.opened_version())
            flash(_("Saved: %(name)s.", name=_label(category)), "ok")
            _tell_over(edition.id, category)
            return _to("categories", "rights")
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
            if isinstance(refusal, Stale):
                row = _row(category)
                now, form.version.data = _differences(row, form, doors), row.version
    page = render_template(
        "registration/category.html",
        form=form,
        category=category,
        now=now,
        effects=matrix.EFFECTS,
    )
    return page, 422 if form.errors and status == 200 else status


@bp.route("/zones/new", methods=["GET", "POST"])
@door(SECRETARIAT)
def add_zone() -> Answer:
    """Add a zone with a door of its own."""
    form = ZoneForm()
    if form.validate_on_submit():
        with transaction():
            zone = services.add_zone(current_edition(), form.name.value, by=current_user)
        flash(_("The zone “%(name)s” was added. Say now who may enter it.", name=zone.name), "ok")
        return _to("categories", "zones")
    return render_template("registration/zone.html", form=form, zone=None), 422 if form.errors else 200


@bp.route("/zones/<int:zone_id>", methods=["GET", "POST"])
@door(SECRETARIAT)
def rename_zone(zone_id: int) -> Answer:
    """Call a zone something else."""
    zone = _zone(zone_id)
    form = ZoneForm(obj=zone)
    if form.validate_on_submit():
        with transaction():
            services.rename_zone(zone, form.name.value, by=current_user)
        flash(_("Saved: %(name)s.", name=zone.name), "ok")
        return _to("categories", "zones")
    return render_template("registration/zone.html", form=form, zone=zone), 422 if form.errors else 200


@bp.post("/zones/<int:zone_id>/move/<way>")
@door(SECRETARIAT)
def move_zone(zone_id: int, way: str) -> Answer:
    """Move a zone up or down in the order that gives the letters."""
    zone, step = _zone(zone_id), WAYS.get(way) or abort(404)
    if ActForm().validate_on_submit():
        with transaction():
            services.move_zone(zone, step, by=current_user)
    return _to("categories", "zones")


@bp.route("/zones/<int:zone_id>/remove", methods=["GET", "POST"])
@door(SECRETARIAT)
def remove_zone(zone_id: int) -> Answer:
    """Remove a zone, after a question that says who loses it."""
    zone, form, status = _zone(zone_id), ActForm(), 200
    if form.validate_on_submit():
        name = zone.name
        try:
            with transaction():
                services.remove_zone(zone, by=current_user, confirmed="confirmed" in request.form)
            flash(_("The zone “%(name)s” was removed.", name=name), "ok")
            return _to("categories", "zones")
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    rows = rights.matrix(current_edition().id).values()
    page = render_template(
        "registration/remove_zone.html",
        zone=zone,
        form=form,
        using=[row.category for row in rows if zone.code in row.zones],
    )
    return page, status


def _zone(zone_id: int) -> Zone:
    zone = db.session.get(Zone, zone_id)
    return zone if zone and zone.edition_id == current_edition().id else abort(404)


def _row(category: str) -> CategoryRights:
    if category not in reference.vocabulary("participant_category"):
        abort(404)
    edition_id = current_edition().id
    return rights.matrix(edition_id).get(category) or rights.blank(edition_id, category)


def _label(category: str) -> str:
    return reference.term("participant_category", category).to(current_language())


def _to(endpoint: str, anchor: str) -> Response:
    return redirect(url_for(f"registration.{endpoint}", _anchor=anchor), 303)


def _tell_over(edition_id: int, category: str) -> None:
    use = next((u for u in quota_use(edition_id) if u.delegation_id is None and u.category == category), None)
    if use and use.over:
        tell_over(use.over)


def tell_over(over: int) -> None:
    """Say what a lower number does not do."""
    flash(
        ngettext(
            "%(num)s person more has a seat than there are. Nobody loses a seat; nobody moves up until one"
            " is free.",
            "%(num)s people more have a seat than there are. Nobody loses a seat; nobody moves up until one"
            " is free.",
            over,
        ),
        "warn",
    )


def _differences(row: CategoryRights, form: RightsForm, doors: list[Door]) -> list[tuple[str, str, str]]:
    """What stands now and what was entered, where they differ, in words."""
    entered, names = form.values, {door.code: str(door.name) for door in doors}
    return [
        (form[key].label.text, _in_words(getattr(row, key), names), _in_words(new, names))
        for key, new in entered.items()
        if getattr(row, key) != new
    ]


def _in_words(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(names.get(code, code)) for code in value) or "–"
    if value is None:
        return _("any number")
    return str(matrix.VOICE.get(value, value))
