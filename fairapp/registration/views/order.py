"""The order of precedence as everybody may read it, and who sits where."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from fairapp.core.doors import EVERYONE, door
from fairapp.core.i18n import current_language
from fairapp.core.prints import print_language
from fairapp.documents.answers import answer
from fairapp.documents.prints import Printable
from fairapp.documents.renditions import produce
from fairapp.edition.scope import current_edition
from fairapp.registration import orders
from fairapp.registration.horseshoe import laid
from fairapp.registration.prints.seating import SEATING, seating, seating_title
from fairapp.registration.views.blueprint import bp


@bp.get("/order-of-precedence")
@door(EVERYONE)
def order() -> str:
    """Member states and permanent observers in order, how the order came about, how to check a draw."""
    found = orders.published(current_edition().id)
    return render_template(
        "registration/order.html",
        found=[(one, orders.how(one), one.draw and orders.check(one, one.draw)) for one in found],
        settled=any(one.is_settled for one in found),
    )


@bp.get("/seating", endpoint="seating")
@door(EVERYONE)
def seats() -> str:
    """Who sits where at the table, in order of precedence."""
    found = orders.orders(current_edition().id)
    states = next((one for one in found if one.category == "member_state"), None)
    return render_template(
        "registration/seating.html",
        states=states,
        how=orders.how(states) if states else "",
        plan=laid([d.name.to(current_language()) for d in states.delegations]) if states else None,
        behind=[one for one in found if one.category == "permanent_observer" and one.delegations],
    )


@bp.get("/seating.pdf")
@door(EVERYONE)
def seating_pdf() -> Response:
    """The seat plan on paper, in ``?lang=``."""
    lang = request.args.get("lang") or current_language()
    print_language(lang)
    rendition = produce(current_edition(), Printable(SEATING, SEATING, seating), lang)
    return answer(rendition, seating_title(), lang)
