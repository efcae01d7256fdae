"""The order of precedence at the desk: the rule, the draw, the draws on record."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import PROTOCOL
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.i18n import current_language
from fairapp.core.refusals import Refusal, Stale
from fairapp.edition import reference
from fairapp.edition.scope import current_edition
from fairapp.registration import orders, queries, services
from fairapp.registration.forms import DrawForm, HandDrawForm, RuleForm
from fairapp.registration.models import PrecedenceDraw
from fairapp.registration.orders import Order
from fairapp.registration.views.blueprint import Answer, bp


@bp.get("/precedence", endpoint="precedence")
@door(PROTOCOL)
def show() -> Answer:
    """The order of one category (``?category=``), the rule it follows and how it came about."""
    every = orders.orders(current_edition().id)
    order = _order_of(every)
    rule = order.rule if order else None
    form = RuleForm(strategy=rule.strategy if rule else "by_lot", lang=rule.lang if rule else "es")
    return _page(every, order, form)


@bp.post("/precedence/rule")
@door(PROTOCOL)
def set_precedence_rule() -> Answer:
    """Choose the rule of a category."""
    every = orders.orders(current_edition().id)
    order = _order_of(every) or abort(404)
    form = RuleForm()
    if not form.validate_on_submit():
        return _page(every, order, form), 422
    with transaction():
        services.set_rule(
            current_edition(), order.category, form.strategy.data, lang=form.lang.data, by=current_user
        )
    flash(_("The rule was saved."), "ok")
    return _back(order.category)


@bp.route("/precedence/draw", methods=["GET", "POST"])
@door(PROTOCOL)
def draw() -> Answer:
    """Let the program draw: once."""
    order = _order_of(orders.orders(current_edition().id)) or abort(404)
    form = DrawForm(seen=_last(order))

    def act() -> PrecedenceDraw:
        return services.draw_by_lot(
            current_edition(),
            by=current_user,
            category=order.category,
            reason=form.reason.data,
            seen=form.last_seen(),
        )

    return _drawing(order, form, act, by_hand=False)


@bp.route("/precedence/draw/by-hand", methods=["GET", "POST"])
@door(PROTOCOL)
def record_draw() -> Answer:
    """Put on record what a hand drew from a real box."""
    order = _order_of(orders.orders(current_edition().id)) or abort(404)
    form = HandDrawForm(orders.box_of(order), seen=_last(order))

    def act() -> PrecedenceDraw:
        return services.draw_precedence(
            current_edition(),
            form.drawn.data,
            by=current_user,
            category=order.category,
            hand=form.hand.data,
            reason=form.reason.data,
            seen=form.last_seen(),
        )

    return _drawing(order, form, act, by_hand=True)


def _drawing(order: Order, form: DrawForm, act: Any, *, by_hand: bool) -> Answer:
    """Ask, draw, say who comes first. A refusal is shown where the person looks; after somebody else's
    draw the page shows the newest, and drawing again is then a decision."""
    status = 200
    if form.validate_on_submit():
        try:
            with transaction():
                drawn = act()
            name = orders.drawn_name(order, drawn)
            flash(_("%(state)s was drawn and comes first.", state=name), "ok")
            return _back(order.category)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
            if isinstance(refusal, Stale):
                form.seen.data = _last(order)
    draws = queries.draws(current_edition().id, order.category)
    page = render_template(
        "registration/draw.html",
        form=form,
        order=order,
        by_hand=by_hand,
        box=[name for _code, name in orders.box_of(order)],
        before=draws[0] if draws else None,
        before_name=orders.drawn_name(order, draws[0]) if draws else "",
    )
    return page, 422 if form.errors and status == 200 else status


def _last(order: Order) -> str:
    last = queries.last_draw(current_edition().id, order.category)
    return str(last.id if last else 0)


def _order_of(every: list[Order]) -> Order | None:
    """The category asked for; without one the member states, or whoever is there. An unknown one is a
    404; None where nobody is invited."""
    wanted = request.args.get("category")
    if wanted:
        return next((o for o in every if o.category == wanted), None) or abort(404)
    return every[0] if every else None


def _page(every: list[Order], order: Order | None, form: RuleForm) -> str:
    found = queries.draws(current_edition().id, order.category) if order else []
    draws = [(one, orders.drawn_name(order, one), orders.check(order, one)) for one in found] if order else []
    return render_template(
        "registration/precedence.html",
        form=form,
        order=order,
        others=[o for o in every if o.category not in orders.PUBLISHED],
        tabs=_tabs(every, order),
        how=orders.how(order) if order else "",
        draws=draws,
    )


def _tabs(every: list[Order], here: Order | None) -> list[dict[str, Any]]:
    """Member states, permanent observers, and whichever other category is open."""
    shown = [o for o in every if o.category in orders.PUBLISHED or o is here]
    return [
        {
            "label": reference.term("participant_category", o.category).to(current_language()),
            "href": url_for("registration.precedence", category=o.category),
            "current": o is here,
            "count": len(o.delegations),
        }
        for o in shown
    ]


def _back(category: str) -> Response:
    return redirect(url_for("registration.precedence", category=category), 303)
