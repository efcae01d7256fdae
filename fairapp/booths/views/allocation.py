"""Handing out booths."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.booths import exhibiting, rules, services
from fairapp.booths.directory import Fair, floor_plan
from fairapp.booths.forms import ActForm, AssignForm, FreeForm
from fairapp.booths.models import Booth, Exhibitor
from fairapp.booths.plan import metres
from fairapp.booths.views.blueprint import Answer, bp, day_number, the_exhibitor, the_fair
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.get("/allocation")
@door(SECRETARIAT)
def allocation() -> Answer:
    """Choose an exhibitor, then a booth."""
    fair = the_fair()
    form = _form(fair, request.args)
    return _page(fair, form)


@bp.post("/allocation")
@door(SECRETARIAT)
def assign() -> Answer:
    """Give the chosen exhibitor the chosen booth."""
    edition, fair = current_edition(), the_fair()
    form = _form(fair)
    if not form.validate_on_submit():
        return _page(fair, form), 422
    exhibitor = next(one for one in fair.exhibitors if one.id == form.exhibitor.data)
    booth = next(b for b in fair.booths if b.code == form.booth.data)
    try:
        with transaction():
            services.assign_booth(edition, exhibitor, booth, form.chosen_days(), by=current_user)
    except Refusal as refusal:
        fair = the_fair()
        form = _form(fair)
        form.show(refusal)
        return _page(fair, form), refusal.status
    _say(exhibitor, booth)
    return redirect(url_for("booths.allocation"), 303)


@bp.post("/exhibitors/<int:exhibitor_id>/free")
@door(SECRETARIAT)
def free(exhibitor_id: int) -> Response:
    """Take the booth away on the days named."""
    edition, exhibitor = current_edition(), the_exhibitor(exhibitor_id)
    form = FreeForm()
    form.days.choices = [(day.isoformat(), "") for day in edition.days]
    if not form.validate_on_submit():
        abort(400)
    with transaction():
        services.free_booth(edition, exhibitor, form.chosen_days(), by=current_user)
    flash(_("%(name)s has no booth on these days any more.", name=exhibitor.delegation.name), "ok")
    return redirect(url_for("booths.allocation", exhibitor=exhibitor_id), 303)


@bp.post("/exhibitors/<int:exhibitor_id>/approve")
@door(SECRETARIAT)
def approve(exhibitor_id: int) -> Response:
    """Accept an organization that asked for a booth."""
    exhibitor = the_exhibitor(exhibitor_id)
    if not ActForm().validate_on_submit():
        abort(400)
    with transaction():
        exhibiting.approve(exhibitor, by=current_user)
    flash(_("%(name)s is approved.", name=exhibitor.delegation.name), "ok")
    return redirect(url_for("booths.allocation", exhibitor=exhibitor_id), 303)


def _form(fair: Fair, args: Any = None) -> AssignForm:
    form = AssignForm(formdata=args) if args is not None else AssignForm()
    placeable = [one for one in fair.exhibitors if "assigned" in rules.NEXT[one.status]]
    form.offer(placeable, [(b.code, _option(fair, b)) for b in fair.booths], fair.edition.days)
    if args is not None and not args.getlist("days"):
        form.days.data = [day.isoformat() for day in fair.edition.days]
    return form


def _page(fair: Fair, form: AssignForm) -> str:
    edition = fair.edition
    number = day_number(edition)
    chosen = next((one for one in fair.exhibitors if one.id == form.exhibitor.data), None)
    booth = next((b for b in fair.booths if b.code == form.booth.data), None)
    return render_template(
        "booths/allocation.html",
        fair=fair,
        form=form,
        number=number,
        chosen=chosen,
        booth=booth,
        drawbacks=rules.drawbacks(booth, chosen.size, chosen.needs_power) if chosen and booth else [],
        asking=[one for one in fair.exhibitors if one.status == "requested"],
        unplaced=[one for one in fair.exhibitors if one.status == "approved"],
        placed=[one for one in fair.exhibitors if one.status == "assigned"],
        standing=fair.standing(edition.days[number - 1]),
        plan=floor_plan(
            fair,
            edition.days[number - 1],
            _("Plan of the fair, day %(number)s", number=number),
            href=lambda b, one: _lead(b, one, chosen, number),
            selected=booth.code if booth else "",
        ),
    )


def _lead(booth: Booth, one: Exhibitor | None, chosen: Exhibitor | None, number: int) -> str:
    """With an exhibitor chosen a booth is an answer; without, a taken one leads to who has it."""
    if chosen is None and one is not None:
        return url_for("booths.allocation", exhibitor=one.id, booth=booth.code, day=number, _anchor="assign")
    return url_for(
        "booths.allocation",
        exhibitor=chosen.id if chosen else None,
        booth=booth.code,
        day=number,
        _anchor="assign",
    )


def _option(fair: Fair, booth: Booth) -> str:
    """“B12 · 3 × 3 m · taken on day 1”."""
    parts = [booth.code, _("%(width)s × %(depth)s m", width=metres(booth.width), depth=metres(booth.depth))]
    if not booth.power:
        parts.append(_("no electricity"))
    return " · ".join([*parts, _when_free(fair, booth)])


def _when_free(fair: Fair, booth: Booth) -> str:
    days: list[date] = fair.edition.days
    taken = [n for n, day in enumerate(days, 1) if booth.id in fair.standing(day)]
    if not taken:
        return _("free")
    if len(taken) == len(days):
        return _("taken")
    listed = ", ".join(map(str, taken))
    return ngettext("taken on day %(days)s", "taken on days %(days)s", len(taken), days=listed)


def _say(exhibitor: Exhibitor, booth: Booth) -> None:
    name = exhibitor.delegation.name
    flash(_("%(name)s has booth %(code)s.", name=name, code=booth.code), "ok")
    for drawback in rules.drawbacks(booth, exhibitor.size, exhibitor.needs_power):
        flash(WARNINGS[drawback](exhibitor, booth), "warn")


WARNINGS: dict[str, Any] = {
    "size": lambda one, booth: _(
        "Booth %(code)s is smaller than the %(size)s m asked for.",
        code=booth.code,
        size=one.size.replace("x", " × "),
    ),
    "power": lambda one, booth: _(
        "Booth %(code)s has no electricity, and %(name)s needs it.",
        code=booth.code,
        name=one.delegation.name,
    ),
}
"""What to say of a booth that does not suit; a word of caution, not a refusal."""
bp.add_app_template_global(lambda key, one, booth: WARNINGS[key](one, booth), "booth_warning")
