"""Rooms, tables and slots on one page; adding tables and slots."""

from __future__ import annotations

from itertools import groupby

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.core.dates import zone
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition import queries, services
from fairapp.edition.forms import RoomForm, SlotsForm, TablesForm
from fairapp.edition.rules import slot_spans
from fairapp.edition.scope import current_edition
from fairapp.edition.views.blueprints import Answer, settings
from fairapp.timetable.zones import local


@settings.get("/rooms")
@door(SECRETARIAT)
def furniture() -> str:
    """Rooms, tables and slots."""
    return furniture_page()


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
        return furnished(_("The tables were added."))
    return furniture_page(tables=form), 422


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
            return furnished(ngettext("%(num)s slot was added.", "%(num)s slots were added.", len(made)))
        except Refusal as refusal:
            form.show(refusal)
            return furniture_page(slots=form), refusal.status
    return furniture_page(slots=form), 422


@settings.post("/slots/<day>/remove")
@door(SECRETARIAT)
def remove_slots(day: str) -> Response:
    """Take a day's slots off the grid."""
    edition = current_edition()
    found = next((d for d in edition.days if d.isoformat() == day), None)
    with transaction():
        gone = services.remove_slots(edition, found, by=current_user) if found else 0
    return furnished(ngettext("%(num)s slot was removed.", "%(num)s slots were removed.", gone))


def furnished(message: str) -> Response:
    flash(message, "success")
    return redirect(url_for("edition.furniture"), 303)


def furniture_page(
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
