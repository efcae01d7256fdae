"""Adding, editing, placing and removing sessions by form: nothing here needs a script."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.errors import ChangedMeanwhile
from fairapp.agenda.forms import PlaceForm, SessionForm, fill_place
from fairapp.agenda.models import Session
from fairapp.agenda.views import bp
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.timetable.zones import local


@bp.route("/agenda/sessions/new", methods=["GET", "POST"])
@door(SECRETARIAT)
def add() -> Any:
    """Add a session, on the schedule or not yet."""
    form = _session_form(None)
    if not form.validate_on_submit():
        return _shown("agenda/add.html", form)
    try:
        with transaction():
            session = services.add_session(
                current_edition(),
                form.details(),
                duties=form.on_duty(),
                items=form.chosen_items(),
                interpreters=form.in_booths(),
                place=form.place(),
                by=current_user,
            )
    except Refusal as refusal:
        return _refused("agenda/add.html", form, refusal)
    _remark(form)
    flash(_("“%(title)s” was added to the draft.", title=session.title), "success")
    return redirect(_editor(session), 303)


@bp.route("/agenda/sessions/<int:session_id>", methods=["GET", "POST"])
@door(SECRETARIAT)
def edit(session_id: int) -> Any:
    """Edit everything about a session."""
    session = find(session_id)
    form = _session_form(session)
    if not form.validate_on_submit():
        return _shown("agenda/edit.html", form, session=session)
    try:
        with transaction():
            services.edit_session(
                session,
                form.details(),
                duties=form.on_duty(),
                items=form.chosen_items(),
                interpreters=form.in_booths(),
                place=form.place(),
                version=form.opened_version(),
                by=current_user,
            )
    except Refusal as refusal:
        return _refused("agenda/edit.html", form, refusal, session_id)
    _remark(form)
    flash(_("“%(title)s” was saved in the draft.", title=session.title), "success")
    return redirect(_editor(session), 303)


@bp.route("/agenda/sessions/<int:session_id>/place", methods=["GET", "POST"])
@door(SECRETARIAT)
def place(session_id: int) -> Any:
    """Give a session another room or time: what dragging does, by form."""
    session = find(session_id)
    form = PlaceForm()
    form.furnish(current_edition())
    if not form.is_submitted():
        fill_place(form, session)
    if not form.validate_on_submit():
        return _shown("agenda/place.html", form, session=session)
    try:
        with transaction():
            wanted, version = form.place(), form.opened_version()
            if wanted:
                services.move_session(session, wanted, version=version, by=current_user)
            else:
                services.unschedule_session(session, version=version, by=current_user)
    except Refusal as refusal:
        return _refused("agenda/place.html", form, refusal, session_id)
    _remark(form)
    flash(_("“%(title)s” was moved in the draft.", title=session.title), "success")
    return redirect(_editor(session), 303)


@bp.route("/agenda/sessions/<int:session_id>/remove", methods=["GET", "POST"])
@door(SECRETARIAT)
def remove(session_id: int) -> Any:
    """Ask, and then take a session out of the draft."""
    session = find(session_id)
    if request.method == "GET":
        return render_template("agenda/remove.html", session=session)
    version, target = request.form.get("version", type=int), _editor(session)
    with transaction():
        services.remove_session(session, version=version, by=current_user)
    flash(_("“%(title)s” was removed from the draft.", title=session.title), "success")
    return redirect(target, 303)


def find(session_id: int) -> Session:
    """The session of this edition, or 404."""
    return queries.session(current_edition().id, session_id) or abort(404)


def _session_form(session: Session | None) -> SessionForm:
    form = SessionForm()
    form.furnish(current_edition())
    form.open(session)
    if session is None and not form.is_submitted():
        form.room.data = request.args.get("room", "")
        form.access.data = "all"
    return form


def _remark(form: PlaceForm | SessionForm) -> None:
    for sentence in form.remarks():
        flash(sentence, "info")


def _shown(template: str, form: Any, **more: Any) -> Any:
    page = render_template(template, form=form, **more)
    return (page, 422) if form.is_submitted() else page


def _refused(template: str, form: Any, refusal: Refusal, session_id: int | None = None) -> Any:
    """The form again with the reason beside the field, and everything typed still in it."""
    form.show(refusal)
    more = {"session": find(session_id)} if session_id else {}
    if isinstance(refusal, ChangedMeanwhile):
        # Whoever has read what changed may save on top of it.
        form.version.data = str(more["session"].version)
    return render_template(template, form=form, **more), refusal.status


def _editor(session: Session) -> str:
    """The editor on the day of the session."""
    day = local(session.booking.starts_at).date() if session.booking else None
    return url_for("agenda.editor", day=day)
