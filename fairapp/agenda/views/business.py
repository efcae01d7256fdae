"""The order of business of a day or a sitting: as a page, and as a document."""

from __future__ import annotations

from datetime import date

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from fairapp.agenda import business, queries
from fairapp.agenda.business import OrderOfBusiness
from fairapp.agenda.prints.business import KIND, paper
from fairapp.agenda.programme import Programme
from fairapp.agenda.views import bp
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.doors import EVERYONE, door
from fairapp.core.i18n import current_language
from fairapp.core.prints import print_language
from fairapp.documents.answers import answer
from fairapp.documents.renditions import produce
from fairapp.edition import reference
from fairapp.edition.scope import current_edition


@bp.get("/agenda/order-of-business")
@door(EVERYONE)
def order_of_business() -> str:
    """What the meeting does on ``?day=``, or in ``?session=`` (a code), as released; with neither, on
    the next day of business."""
    edition = current_edition()
    released = queries.public_programme(edition.id)
    days = business.days_of_business(released, zone(edition.time_zone)) if released else []
    return render_template(
        "agenda/order_of_business.html",
        days=days,
        order=_asked(released, days) if released and days else None,
    )


@bp.get("/agenda/order-of-business.pdf")
@door(EVERYONE)
def order_of_business_pdf() -> Response:
    """The same on paper, in ``?lang=``."""
    edition = current_edition()
    released = queries.public_programme(edition.id) or abort(404)
    days = business.days_of_business(released, zone(edition.time_zone))
    lang = request.args.get("lang") or current_language()
    print_language(lang)
    rendition = produce(edition, paper(_asked(released, days), released), lang)
    return answer(rendition, reference.term("document_type", KIND), lang)


def _asked(released: Programme, days: list[date]) -> OrderOfBusiness:
    there = zone(current_edition().time_zone)
    if code := request.args.get("session"):
        session = released.find(code)
        if session is None or session.cancelled or not business.is_business(session):
            abort(404)
        return business.of_session(session, there)
    today = clock.now().astimezone(there).date()
    asked = request.args.get("day", type=date.fromisoformat) if "day" in request.args else None
    day = asked if "day" in request.args else business.usual_day(days, today)
    return business.of_day(released, there, day) if day in days and day else abort(404)
