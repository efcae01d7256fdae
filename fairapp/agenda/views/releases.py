"""Making the draft public."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.forms import ReleaseForm
from fairapp.agenda.services.releases import draft_changes
from fairapp.agenda.views import bp
from fairapp.agenda.words import sentences
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.route("/agenda/release", methods=["GET", "POST"])
@door(SECRETARIAT)
def release() -> Any:
    """What separates the draft from what the public sees; and the act that makes it public."""
    form = ReleaseForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            made = services.release_programme(current_edition(), note=form.note.data, by=current_user)
    except Refusal as refusal:
        form.show(refusal)
        return _page(form), refusal.status
    flash(_("Release no. %(number)d is public.", number=made.number), "success")
    return redirect(url_for("agenda.release"), 303)


def _page(form: ReleaseForm) -> str:
    last, found = draft_changes(current_edition())
    return render_template(
        "agenda/release.html",
        form=form,
        last=last,
        found=found,
        sentences=sentences,
        releases=queries.releases(current_edition().id),
    )
