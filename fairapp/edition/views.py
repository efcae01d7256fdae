"""Opening and changing editions, for the secretariat."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import OWNER, SECRETARIAT
from fairapp.core.dates import zone
from fairapp.core.db import db, transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition import queries, services, words
from fairapp.edition.errors import ChangedMeanwhile
from fairapp.edition.forms import OpeningForm, RoomForm, SettingsForm, SlotsForm, TablesForm
from fairapp.edition.rules import slot_spans
from fairapp.edition.scope import current_edition, edition_blueprint
from fairapp.edition.services import EditionDetails
from fairapp.timetable.zones import local

bp = Blueprint("editions", __name__, url_prefix="/editions")
settings = edition_blueprint("edition", __name__, url="/desk")

Answer = str | Response | tuple[str, int]


@bp.route("/new", methods=["GET", "POST"])
@door(OWNER)
def new() -> Answer:
    """Open another edition beside those there are."""
    form = OpeningForm()
    if form.validate_on_submit():
        try:
            with transaction():
                edition = services.open_edition(EditionDetails(**form.values()), by=current_user)
            flash(_("The meeting is open. Next: its rooms, tables and slots."), "success")
            return redirect(url_for("edition.furniture", edition_slug=edition.slug), 303)
        except Refusal as refusal:
            return _shown(form, refusal, "edition/new.html")
    return _asked(form, "edition/new.html")


@settings.route("/settings", methods=["GET", "POST"], endpoint="settings")
@door(SECRETARIAT)
def change() -> Answer:
    """Days, place, symbols and deadlines of this edition."""
    edition = current_edition()
    form = SettingsForm.of(edition)
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_edition(
                    edition, opened=form.opened_version(), by=current_user, **form.values()
                )
            flash(_("The settings were saved."), "success")
            return redirect(url_for("edition.settings"), 303)
        except ChangedMeanwhile as stale:
            # What was typed stays; saving again is now a decision made with open eyes.
            form.version.data = str(edition.version)
            return _shown(form, stale, "edition/settings.html", changes=words.changes(stale, form))
        except Refusal as refusal:
            return _shown(form, refusal, "edition/settings.html")
    return _asked(form, "edition/settings.html")


@settings.get("/rooms")
@door(SECRETARIAT)
def furniture() -> str:
    """Rooms, tables and slots."""
    return _furniture_page()


@settings.post("/rooms")
@door(SECRETARIAT)
def add_room() -> Answer:
    """Add a room."""
    form = RoomForm(prefix="room-")
    if form.validate_on_submit():
        try:
            with transaction():
                services.add_room(
                    current_edition(),
                    form.code.data,
                    form.name.value,
                    capacity=form.capacity.data,
                    interpretation=form.interpretation.data,
                    by=current_user,
                )
            return _furnished(_("The room was added."))
        except Refusal as refusal:
            form.show(refusal)
            return _furniture_page(room=form), refusal.status
    return _furniture_page(room=form), 422


@settings.post("/tables")
@door(SECRETARIAT)
def add_tables() -> Answer:
    """Put tables in a room, numbered on."""
    rooms = queries.rooms(current_edition().id)
    form = TablesForm(prefix="tables-").offer(rooms)
    if form.validate_on_submit():
        room = next(room for room in rooms if room.id == form.room.data)
        with transaction():
            services.add_tables(room, form.count.data, accessible=form.accessible.data or 0, by=current_user)
        return _furnished(_("The tables were added."))
    return _furniture_page(tables=form), 422


@settings.post("/slots")
@door(SECRETARIAT)
def add_slots() -> Answer:
    """Cut a stretch of a day into slots."""
    edition = current_edition()
    form = SlotsForm(prefix="slots-").offer(edition.days)
    if form.validate_on_submit():
        try:
            spans = slot_spans(
                form.day.data,
                form.starts_at.data,
                form.ends_at.data,
                minutes=form.minutes.data,
                changeover=form.changeover.data,
                zone=zone(edition.time_zone),
            )
            with transaction():
                made = services.add_slots(edition, list(spans), by=current_user)
            return _furnished(ngettext("%(num)s slot was added.", "%(num)s slots were added.", len(made)))
        except Refusal as refusal:
            form.show(refusal)
            return _furniture_page(slots=form), refusal.status
    return _furniture_page(slots=form), 422


@settings.post("/slots/<day>/remove")
@door(SECRETARIAT)
def remove_slots(day: str) -> Response:
    """Take a day's slots off the grid."""
    edition = current_edition()
    found = next((d for d in edition.days if d.isoformat() == day), None)
    with transaction():
        gone = services.remove_slots(edition, found, by=current_user) if found else 0
    return _furnished(ngettext("%(num)s slot was removed.", "%(num)s slots were removed.", gone))


def _furnished(message: str) -> Response:
    flash(message, "success")
    return redirect(url_for("edition.furniture"), 303)


def _furniture_page(
    room: RoomForm | None = None, tables: TablesForm | None = None, slots: SlotsForm | None = None
) -> str:
    edition = current_edition()
    rooms = queries.rooms(edition.id)
    grid = groupby(queries.slots(edition.id), key=lambda slot: local(slot.starts_at).date())
    return render_template(
        "edition/furniture.html",
        rooms=rooms,
        tables=queries.tables(edition.id),
        days=[(day, list(found)) for day, found in grid],
        room_form=room or RoomForm(formdata=None, prefix="room-"),
        tables_form=tables or TablesForm(formdata=None, prefix="tables-").offer(rooms),
        slots_form=slots or SlotsForm(formdata=None, prefix="slots-").offer(edition.days),
    )


def _shown(form: SettingsForm | OpeningForm, refusal: Refusal, template: str, **more: object) -> Answer:
    db.session.rollback()
    form.show(refusal)
    return render_template(template, form=form, **more), refusal.status


def _asked(form: SettingsForm | OpeningForm, template: str) -> Answer:
    page = render_template(template, form=form)
    return (page, 422) if request.method == "POST" else page
