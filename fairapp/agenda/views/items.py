"""The agenda: numbered items without a time."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.forms import ItemForm
from fairapp.agenda.models import AgendaItem
from fairapp.agenda.views import bp
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.route("/agenda/items", methods=["GET", "POST"])
@door(SECRETARIAT)
def items() -> Any:
    """The list, and a form to add an item after the last."""
    form = _item_form()
    if form.validate_on_submit():
        with transaction():
            added = services.add_item(current_edition(), form.details(), by=current_user)
        flash(_("Item %(number)s was added.", number=added.number), "success")
        return redirect(url_for("agenda.items"), 303)
    page = render_template("agenda/items.html", form=form, items=queries.items(current_edition().id))
    return (page, 422) if form.is_submitted() else page


@bp.route("/agenda/items/<int:item_id>", methods=["GET", "POST"])
@door(SECRETARIAT)
def item(item_id: int) -> Any:
    """Reword an item, or say which outcomes it serves."""
    found = _find(item_id)
    form = _item_form(found)
    if not form.validate_on_submit():
        page = render_template("agenda/item.html", form=form, item=found)
        return (page, 422) if form.is_submitted() else page
    try:
        with transaction():
            services.edit_item(found, form.details(), version=form.opened_version(), by=current_user)
    except Refusal as refusal:
        form.show(refusal)
        form.version.data = str(_find(item_id).version)
        return render_template("agenda/item.html", form=form, item=_find(item_id)), refusal.status
    flash(_("Item %(number)s was saved.", number=found.number), "success")
    return redirect(url_for("agenda.items"), 303)


@bp.post("/agenda/items/<int:item_id>/renumber")
@door(SECRETARIAT)
def renumber(item_id: int) -> Any:
    """Let an item change places with the one before or after it."""
    step = request.form.get("step", type=int)
    if step not in {-1, 1}:
        abort(400)
    with transaction():
        services.renumber_item(_find(item_id), step, by=current_user)
    return redirect(url_for("agenda.items", _anchor=f"item-{item_id}"), 303)


@bp.post("/agenda/items/<int:item_id>/remove")
@door(SECRETARIAT)
def remove_item(item_id: int) -> Any:
    """Take an item off the agenda; those after it move up."""
    found = _find(item_id)
    with transaction():
        services.remove_item(found, version=request.form.get("version", type=int), by=current_user)
    flash(_("The item was removed; those after it moved up."), "success")
    return redirect(url_for("agenda.items"), 303)


def _find(item_id: int) -> AgendaItem:
    return queries.item(current_edition().id, item_id) or abort(404)


def _item_form(found: AgendaItem | None = None) -> ItemForm:
    form = ItemForm(obj=found)
    form.furnish(current_edition())
    return form
