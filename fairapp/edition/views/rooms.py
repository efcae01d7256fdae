"""Rooms, one by one: adding, changing, ordering, removing."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.core.db import db, transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition import queries, services, words
from fairapp.edition.errors import RoomChangedMeanwhile
from fairapp.edition.forms import RoomEditForm, RoomForm
from fairapp.edition.models import Room
from fairapp.edition.scope import current_edition
from fairapp.edition.views.blueprints import Answer, settings
from fairapp.edition.views.furniture import furnished, furniture_page


@settings.post("/rooms")
@door(SECRETARIAT)
def add_room() -> Answer:
    """Add a room."""
    form = RoomForm(prefix="room-")
    if form.validate_on_submit():
        try:
            with transaction():
                services.add_room(current_edition(), form.details(), by=current_user)
            return furnished(_("The room was added."))
        except Refusal as refusal:
            form.show(refusal)
            return furniture_page(room=form), refusal.status
    return furniture_page(room=form), 422


@settings.route("/rooms/<int:room_id>", methods=["GET", "POST"])
@door(SECRETARIAT)
def room(room_id: int) -> Answer:
    """What a room is called, seats and has, and when it is open."""
    found = _find(room_id)
    form = RoomEditForm().open(found, current_edition().days)
    if not form.validate_on_submit():
        page = render_template("edition/room.html", room=found, form=form)
        return (page, 422) if form.is_submitted() else page
    try:
        with transaction():
            services.edit_room(found, form.details(), version=form.opened_version(), by=current_user)
    except Refusal as refusal:
        return _refused(form, refusal, room_id)
    return furnished(_("%(room)s was saved.", room=found.name))


@settings.post("/rooms/<int:room_id>/<any(up, down):way>")
@door(SECRETARIAT)
def move_room(room_id: int, way: str) -> Response:
    """One place up or down in the order in which rooms are offered and shown."""
    found = _find(room_id)
    with transaction():
        services.move_room(found, -1 if way == "up" else 1, by=current_user)
    return redirect(url_for("edition.furniture", _anchor="rooms"), 303)


@settings.route("/rooms/<int:room_id>/remove", methods=["GET", "POST"])
@door(SECRETARIAT)
def remove_room(room_id: int) -> Answer:
    """Ask, and then take a room off the list."""
    found = _find(room_id)
    if request.method == "GET":
        return render_template("edition/remove_room.html", room=found, problem=None)
    name = found.name
    try:
        with transaction():
            services.remove_room(found, version=request.form.get("version", type=int), by=current_user)
    except Refusal as refusal:
        page = render_template("edition/remove_room.html", room=_find(room_id), problem=refusal.message)
        return page, refusal.status
    return furnished(_("%(room)s was removed.", room=name))


def _find(room_id: int) -> Room:
    return queries.room(current_edition().id, room_id) or abort(404)


def _refused(form: RoomEditForm, refusal: Refusal, room_id: int) -> Answer:
    """The form again with what was typed, and what somebody else changed beside it."""
    db.session.rollback()
    form.show(refusal)
    found, changes = _find(room_id), None
    if isinstance(refusal, RoomChangedMeanwhile):
        # What was typed stays; saving again is now a decision made with open eyes.
        form.version.data, changes = str(found.version), words.room_changes(refusal, form)
    return render_template("edition/room.html", room=found, form=form, changes=changes), refusal.status
