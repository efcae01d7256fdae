"""The order of precedence: drawn by lot, shown, printed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import PROTOCOL
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.i18n import current_language, sort_key
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.registration import queries, services
from fairapp.registration.forms import DrawForm
from fairapp.registration.models import PrecedenceDraw
from fairapp.registration.views.blueprint import Answer, bp


@bp.route("/precedence", methods=["GET", "POST"])
@door(PROTOCOL)
def precedence() -> Answer:
    """The order, how it came about, and the draw."""
    edition = current_edition()
    states = queries.member_states(edition.id)
    names = {d.member_code: d.name.to(current_language()) for d in states}
    form = DrawForm(sorted(names.items(), key=lambda pair: sort_key(pair[1])))
    status = 200
    if form.validate_on_submit():
        try:
            with transaction():
                draw = _draw(form)
            flash(_("%(state)s comes first.", state=names[draw.drawn_code]), "ok")
            return redirect(url_for("registration.precedence"), 303)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    page = render_template(
        "registration/precedence.html",
        form=form,
        states=states,
        draws=queries.draws(edition.id),
        names=names,
    )
    return page, 422 if form.errors and status == 200 else status


def _draw(form: DrawForm) -> PrecedenceDraw:
    if request.form.get("by_program"):
        return services.draw_by_lot(current_edition(), by=current_user, reason=form.reason.data)
    return services.draw_precedence(
        current_edition(), form.drawn.data, by=current_user, reason=form.reason.data
    )
