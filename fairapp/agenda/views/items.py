"""The agenda as the secretariat writes it: numbered items without a time."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.forms.items import ItemForm, NewItemForm, RemoveForm
from fairapp.agenda.models import AgendaItem
from fairapp.agenda.numbering import STEPS, Outline
from fairapp.agenda.views import bp
from fairapp.agenda.views.adoption import standing_line
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.route("/agenda/items", methods=["GET", "POST"])
@door(SECRETARIAT)
def items() -> Any:
    """The tree, and a form to add an item to it."""
    form = NewItemForm(where=request.args.get("where"))
    form.furnish(queries.items(current_edition().id))
    if not form.validate_on_submit():
        return _tree(form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            added = services.add_item(current_edition(), form.details(), **form.neighbour(), by=current_user)
            number, anchor = added.number, f"item-{added.id}"
    except Refusal as refusal:
        form.show(refusal)
        return _tree(form), refusal.status
    flash(_("Item %(number)s was added.", number=number), "success")
    return redirect(url_for("agenda.items", _anchor=anchor), 303)


@bp.route("/agenda/items/<int:item_id>", methods=["GET", "POST"])
@door(SECRETARIAT)
def item(item_id: int) -> Any:
    """Reword an item: title, annotation, documents, outcomes."""
    found = _find(item_id)
    form = ItemForm()
    form.furnish(current_edition(), current_user)
    if not form.is_submitted():
        form.open(found)
    if not form.validate_on_submit():
        return _item_page(form, found), 422 if form.is_submitted() else 200
    try:
        with transaction():
            services.edit_item(found, form.details(), version=form.opened_version(), by=current_user)
    except Refusal as refusal:
        found = _find(item_id)
        form.show(refusal)
        form.version.data = str(found.version)
        return _item_page(form, found), refusal.status
    flash(_("Item %(number)s was saved.", number=found.number), "success")
    return redirect(url_for("agenda.items", _anchor=f"item-{item_id}"), 303)


@bp.post("/agenda/items/<int:item_id>/renumber")
@door(SECRETARIAT)
def renumber(item_id: int) -> Any:
    """Move an item one step: up, down, in or out; the numbers follow."""
    way, found = request.form.get("step", ""), _find(item_id)
    if way not in STEPS:
        abort(400)
    try:
        with transaction():
            services.move_item(found, way, seen=request.form.get("version", type=int), by=current_user)
            number = found.number
    except Refusal as refusal:
        form = NewItemForm(formdata=None)
        form.furnish(queries.items(current_edition().id))
        return _tree(form, trouble=refusal.message), refusal.status
    flash(_("“%(title)s” is now item %(number)s.", title=found.title, number=number), "success")
    return redirect(url_for("agenda.items", _anchor=f"item-{item_id}"), 303)


@bp.route("/agenda/items/<int:item_id>/remove", methods=["GET", "POST"])
@door(SECRETARIAT)
def remove_item(item_id: int) -> Any:
    """Say what goes with an item and who takes it up; then take it off."""
    found = _find(item_id)
    form = RemoveForm()
    if not form.validate_on_submit():
        return _remove_page(form, found)
    try:
        with transaction():
            count = services.remove_item(
                found,
                version=form.opened_version(),
                seen=int(form.seen.data) if (form.seen.data or "").isdigit() else None,
                by=current_user,
            )
    except Refusal as refusal:
        form.show(refusal)
        return _remove_page(form, _find(item_id)), refusal.status
    flash(
        ngettext(
            "The item was removed; those after it moved up.",
            "%(num)d items were removed; those after them moved up.",
            count,
        ),
        "success",
    )
    return redirect(url_for("agenda.items"), 303)


def _find(item_id: int) -> AgendaItem:
    return queries.item(current_edition().id, item_id) or abort(404)


def _tree(form: NewItemForm, trouble: str = "") -> str:
    edition = current_edition()
    found, agenda = queries.items(edition.id), queries.agenda(edition.id)
    outline = Outline((each.id, each.parent_id) for each in found)
    return render_template(
        "agenda/items.html",
        form=form,
        items=found,
        ways={each.id: outline.ways(each.id) for each in found},
        agenda=agenda,
        standing=standing_line(edition, agenda),
        trouble=trouble,
    )


def _item_page(form: ItemForm, found: AgendaItem) -> str:
    return render_template(
        "agenda/item.html",
        form=form,
        item=found,
        agenda=queries.agenda(current_edition().id),
        sessions=queries.taking_up([found.id]),
    )


def _remove_page(form: RemoveForm, found: AgendaItem) -> str:
    edition = current_edition()
    outline = Outline((each.id, each.parent_id) for each in queries.items(edition.id))
    below = outline.below(found.id)
    form.version.data, form.seen.data = str(found.version), str(queries.agenda(edition.id).version)
    return render_template(
        "agenda/remove_item.html",
        form=form,
        item=found,
        below=[each for each in queries.items(edition.id) if each.id in below],
        sessions=queries.taking_up([found.id, *below]),
    )
