"""Warnings of the draft, by form: reading them, taking note of one, taking that back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.standing import Standing, limits_of, warned_of
from fairapp.agenda.views import bp
from fairapp.agenda.views.answers import as_values, done, refused, wants_json
from fairapp.agenda.warning_forms import AcknowledgeForm, LimitsForm
from fairapp.agenda.warning_words import KINDS, sentence
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.get("/agenda/draft/warnings")
@door(SECRETARIAT)
def warnings() -> Any:
    """Every warning of the draft by kind: what is open first, then what somebody took note of, with who,
    when and why. To the editor's script the same as values."""
    found = warned_of(current_edition().id)
    if wants_json():
        return jsonify(warnings=[as_values(one) for one in found])
    return _page(found, _limits_form())


@bp.route("/agenda/draft/warnings/acknowledge", methods=["GET", "POST"])
@door(SECRETARIAT)
def acknowledge() -> Any:
    """Leave the warning of ``?key=`` standing, with a reason. JSON in: ``key``, ``reason``."""
    form = AcknowledgeForm(data=request.args)
    if not form.validate_on_submit():
        if wants_json():
            return jsonify(message=_("Please give a reason."), field="reason", session=None), 422
        return _asked(form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            services.acknowledge(current_edition(), form.key.data, form.reason.data, by=current_user)
    except Refusal as refusal:
        if wants_json():
            return refused(refusal, None)
        flash(refusal.message, "warn")
        return redirect(url_for("agenda.warnings"), 303)
    said = _("The warning stays on record with your reason.")
    if wants_json():
        return done(said, None)
    flash(said, "success")
    return redirect(url_for("agenda.warnings"), 303)


@bp.post("/agenda/draft/warnings/raise")
@door(SECRETARIAT)
def raise_again() -> Any:
    """Take an acknowledgement back."""
    sent = request.get_json(silent=True) or request.form
    key = sent.get("key")
    if not isinstance(key, str):
        abort(400)
    with transaction():
        services.raise_again(current_edition(), key, by=current_user)
    said = _("The warning counts as open again.")
    if wants_json():
        return done(said, None)
    flash(said, "success")
    return redirect(url_for("agenda.warnings"), 303)


@bp.post("/agenda/draft/warnings/limits")
@door(SECRETARIAT)
def limits() -> Any:
    """From when on the edition is warned."""
    form = _limits_form()
    if not form.validate_on_submit():
        return _page(warned_of(current_edition().id), form), 422
    with transaction():
        services.set_limits(current_edition(), form.limits(), by=current_user)
    flash(_("The draft is measured by the new limits."), "success")
    return redirect(url_for("agenda.warnings", _anchor="limits"), 303)


def _limits_form() -> LimitsForm:
    return LimitsForm(data=vars(limits_of(current_edition().id)))


def _asked(form: AcknowledgeForm) -> Any:
    """The form beside the warning it is about; 404 when the draft gives no such warning."""
    key = form.key.data
    found = next((one for one in warned_of(current_edition().id) if one.warning.key == key), None)
    if found is None:
        abort(404)
    return render_template("agenda/acknowledge.html", form=form, text=sentence(found.warning))


def _page(found: list[Standing], form: LimitsForm) -> str:
    groups = {kind: [one for one in found if one.warning.kind == kind and one.note is None] for kind in KINDS}
    return render_template(
        "agenda/warnings.html",
        groups={title: groups[kind] for kind, title in KINDS.items() if groups[kind]},
        count=sum(one.note is None for one in found),
        noted=[one for one in found if one.note],
        form=form,
        sentence=sentence,
        sessions={s.id: s for s in queries.placed(current_edition().id)},
    )
