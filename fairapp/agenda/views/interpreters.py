"""Who interprets, in which languages, and where they are needed."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.errors import ChangedMeanwhile
from fairapp.agenda.forms import InterpreterForm
from fairapp.agenda.models import Interpreter, Session, SessionInterpreter
from fairapp.agenda.services.interpreting import pair_in_words
from fairapp.agenda.views import bp
from fairapp.core.db import db, transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.route("/agenda/interpreters", methods=["GET", "POST"])
@door(SECRETARIAT)
def interpreters() -> Any:
    """Everybody who interprets, with their bookings; and one more."""
    form = InterpreterForm()
    if not form.validate_on_submit():
        return _list(form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            services.add_interpreter(current_edition(), form.details(), by=current_user)
    except Refusal as refusal:
        form.show(refusal)
        return _list(form), refusal.status
    flash(_("%(name)s was added.", name=form.name.data), "success")
    return redirect(url_for("agenda.interpreters"), 303)


@bp.route("/agenda/interpreters/<int:interpreter_id>", methods=["GET", "POST"])
@door(SECRETARIAT)
def interpreter(interpreter_id: int) -> Any:
    """Name, address and languages of one of them, and where they are needed."""
    found = _find(interpreter_id)
    form = InterpreterForm.of(found)
    if not form.validate_on_submit():
        return _one(found, form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            services.edit_interpreter(found, form.details(), version=form.opened_version(), by=current_user)
    except Refusal as refusal:
        return _refused(form, refusal, interpreter_id)
    flash(_("%(name)s was saved.", name=found.name), "success")
    return redirect(url_for("agenda.interpreters"), 303)


@bp.post("/agenda/interpreters/<int:interpreter_id>/remove")
@door(SECRETARIAT)
def remove_interpreter(interpreter_id: int) -> Any:
    """Take somebody off the list, unless a session needs them."""
    found = _find(interpreter_id)
    name, version = found.name, request.form.get("version", type=int)
    try:
        with transaction():
            services.remove_interpreter(found, version=version, by=current_user)
    except Refusal as refusal:
        return _refused(InterpreterForm(formdata=None), refusal, interpreter_id, fresh=True)
    flash(_("%(name)s was removed.", name=name), "success")
    return redirect(url_for("agenda.interpreters"), 303)


def _find(interpreter_id: int) -> Interpreter:
    return queries.interpreter(current_edition().id, interpreter_id) or abort(404)


def _list(form: InterpreterForm) -> str:
    people = queries.interpreters(current_edition().id)
    needed: dict[int, list[tuple[SessionInterpreter, Session]]] = {person.id: [] for person in people}
    for row, session in queries.booths_of(*needed):
        needed[row.interpreter_id].append((row, session))
    return render_template(
        "agenda/interpreters.html", people=people, needed=needed, form=form, pair_in_words=pair_in_words
    )


def _one(found: Interpreter, form: InterpreterForm) -> str:
    return render_template(
        "agenda/interpreter.html",
        person=found,
        needed=queries.booths_of(found.id),
        form=form,
        pair_in_words=pair_in_words,
    )


def _refused(form: InterpreterForm, refusal: Refusal, interpreter_id: int, *, fresh: bool = False) -> Any:
    db.session.rollback()
    found = _find(interpreter_id)
    if fresh:
        form.name.data, form.email.data = found.name, found.email
        form.pairs.data = [":".join(pair) for pair in found.pairs]
    form.show(refusal)
    if fresh or isinstance(refusal, ChangedMeanwhile):
        # Whoever has read what changed may save on top of it.
        form.version.data = str(found.version)
    return _one(found, form), refusal.status
