"""Where the agenda stands, and its numerals."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.forms.items import NumberingForm, ReopenForm, StatusForm
from fairapp.agenda.models import Agenda
from fairapp.agenda.programme import agenda_of
from fairapp.agenda.snapshot import agenda_picture
from fairapp.agenda.views import bp
from fairapp.agenda.words import standing_of
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.models import Edition
from fairapp.edition.scope import current_edition


def standing_line(edition: Edition, agenda: Agenda) -> str:
    """Where the agenda of the draft stands, in words."""
    adopted_in = queries.session(edition.id, agenda.adopted_in_id) if agenda.adopted_in_id else None
    return standing_of(agenda_of(agenda_picture(agenda, adopted_in)))


@bp.route("/agenda/status", methods=["GET", "POST"])
@door(SECRETARIAT)
def agenda_status() -> Any:
    """Call the agenda a draft or provisional, or record that it was adopted."""
    edition = current_edition()
    form = StatusForm()
    form.furnish(edition, queries.agenda(edition.id))
    if not form.validate_on_submit():
        return _status_page(form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            _set_status(form)
    except Refusal as refusal:
        form.show(refusal)
        form.version.data = str(queries.agenda(edition.id).version)
        return _status_page(form), refusal.status
    flash(_("The state of the agenda was saved. The public sees it with the next release."), "success")
    return redirect(url_for("agenda.items"), 303)


@bp.post("/agenda/reopen")
@door(SECRETARIAT)
def reopen_agenda() -> Any:
    """Let an adopted agenda be changed again, for a reason."""
    form, edition = ReopenForm(), current_edition()
    try:
        if not form.validate():
            return _status_page(StatusForm(formdata=None), form), 422
        with transaction():
            services.reopen_agenda(edition, form.reason.data, seen=form.opened_version(), by=current_user)
    except Refusal as refusal:
        form.show(refusal)
        return _status_page(StatusForm(formdata=None), form), refusal.status
    flash(_("The agenda is provisional again and can be changed."), "success")
    return redirect(url_for("agenda.items"), 303)


@bp.route("/agenda/numbering", methods=["GET", "POST"])
@door(SECRETARIAT)
def numbering() -> Any:
    """Choose the numerals of each level."""
    form, edition = NumberingForm(), current_edition()
    if not form.is_submitted():
        form.open(queries.agenda(edition.id))
    if not form.validate_on_submit():
        return render_template("agenda/numbering.html", form=form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            services.set_numbering(edition, form.styles(), seen=form.opened_version(), by=current_user)
    except Refusal as refusal:
        form.show(refusal)
        form.version.data = str(queries.agenda(edition.id).version)
        return render_template("agenda/numbering.html", form=form), refusal.status
    flash(_("The agenda has its new numbers."), "success")
    return redirect(url_for("agenda.items"), 303)


def _set_status(form: StatusForm) -> None:
    edition, seen = current_edition(), form.opened_version()
    if form.status.data == "adopted":
        services.adopt_agenda(
            edition, form.adopted_on.data, form.chosen_session(), seen=seen, by=current_user
        )
    else:
        services.set_agenda_status(edition, form.status.data, seen=seen, by=current_user)


def _status_page(form: StatusForm, reopening: ReopenForm | None = None) -> str:
    edition = current_edition()
    agenda = queries.agenda(edition.id)
    form.furnish(edition, agenda)
    reopening = reopening or ReopenForm(formdata=None)
    reopening.version.data = str(agenda.version)
    return render_template(
        "agenda/agenda_status.html",
        form=form,
        reopening=reopening,
        agenda=agenda,
        standing=standing_line(edition, agenda),
    )
