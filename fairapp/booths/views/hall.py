"""Furnishing the hall with booths."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.booths import queries, services
from fairapp.booths.directory import floor_plan
from fairapp.booths.forms import ActForm, BoothForm
from fairapp.booths.models import Booth
from fairapp.booths.views.blueprint import Answer, bp, the_fair
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.get("/booths")
@door(SECRETARIAT)
def hall() -> Answer:
    """The booths of the hall, drawn and listed."""
    fair = the_fair()
    title = _("Plan of the hall")
    href = lambda booth, _one: url_for("booths.edit_booth", code=booth.code)  # noqa: E731
    return render_template(
        "booths/hall.html", fair=fair, plan=floor_plan(fair, fair.edition.first_day, title, href=href)
    )


@bp.route("/booths/add", methods=["GET", "POST"])
@door(SECRETARIAT)
def add_booth() -> Answer:
    """Put a booth on the plan."""
    form = BoothForm()
    return _saved(form, None, lambda: services.add_booth(current_edition(), form.details(), by=current_user))


@bp.route("/booths/<code>/edit", methods=["GET", "POST"])
@door(SECRETARIAT)
def edit_booth(code: str) -> Answer:
    """Move, resize or rename a booth."""
    booth = _booth(code)
    form = BoothForm()
    if not form.is_submitted():
        form.show_booth(booth)
    return _saved(
        form,
        booth,
        lambda: services.change_booth(
            current_edition(), booth, form.details(), by=current_user, version=form.opened_version()
        ),
    )


@bp.post("/booths/<code>/remove")
@door(SECRETARIAT)
def remove_booth(code: str) -> Response:
    """Take a booth off the plan."""
    booth = _booth(code)
    if not ActForm().validate_on_submit():
        abort(400)
    with transaction():
        services.remove_booth(current_edition(), booth, by=current_user)
    flash(_("Booth %(code)s is off the plan.", code=code), "ok")
    return redirect(url_for("booths.hall"), 303)


def _booth(code: str) -> Booth:
    return queries.booth(current_edition().id, code) or abort(404)


def _saved(form: BoothForm, booth: Booth | None, verb: Callable[[], object]) -> Answer:
    """Show the form, or do it and go back to the hall."""
    if not form.validate_on_submit():
        page = render_template("booths/booth.html", form=form, booth=booth)
        return page, 422 if form.is_submitted() else 200
    try:
        with transaction():
            verb()
    except Refusal as refusal:
        form.show(refusal)
        return render_template("booths/booth.html", form=form, booth=booth), refusal.status
    flash(_("Booth %(code)s is on the plan.", code=form.code.data), "ok")
    return redirect(url_for("booths.hall"), 303)
