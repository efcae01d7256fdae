"""The order of business of a day or of one sitting as an official document."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from fairapp.agenda import words
from fairapp.agenda.business import OrderOfBusiness, Point
from fairapp.agenda.programme import Programme, ReleasedDuty, ReleasedItem, ReleasedSession
from fairapp.core import dates
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.documents.prints import Printable
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.timetable.zones import local, spoken_in

KIND = "order_of_business"


@dataclass(frozen=True)
class PrintedPoint:
    """A point as it is set: numeral, words, when and where, what belongs to it."""

    numeral: str
    text: str
    text_lang: str
    where: str = ""
    lines: tuple[str, ...] = ()


def paper(order: OrderOfBusiness, programme: Programme) -> Printable:
    """The print of that order; its name keeps days and sittings apart."""
    name = f"order-of-business-{order.session.code if order.session else order.day.isoformat()}"
    return Printable(name, KIND, lambda edition, lang: _print(edition, lang, order, programme), day=order.day)


def _print(edition: Edition, lang: str, order: OrderOfBusiness, programme: Programme) -> Print:
    with speaking(lang), spoken_in(edition.time_zone):
        head = letterhead(edition, KIND, lang, status=_status(order, lang), day=order.day)
        adoption = PrintedPoint("1.", _("Adoption of the order of business"), lang)
        values = {"head": head, "points": (adoption, *(_point(p, lang) for p in order.points))}
    return Print(
        "order-of-business.html",
        title=head.title,
        lang=lang,
        dated=programme.released_at,
        values=values,
        filename="order-of-business.pdf",
    )


def _status(order: OrderOfBusiness, lang: str) -> str:
    """Under the title: the day; of one sitting, also which, when and where."""
    day = dates.weekday_text(order.day, lang)
    if order.session is None:
        return f"({day})"
    return _(
        "(%(session)s. %(day)s, %(where)s)",
        session=order.session.title,
        day=day,
        where=_where(order.session),
    )


def _point(point: Point, lang: str) -> PrintedPoint:
    numeral = f"{point.number}."
    if point.item:
        shown = point.item.title.shown(lang)
        cited = ", ".join(point.item.documents)
        return PrintedPoint(
            numeral, shown.text, shown.lang, _item(point.item, lang), (cited,) if cited else ()
        )
    shown = point.session.title.shown(lang)
    return PrintedPoint(numeral, shown.text, shown.lang, _where(point.session), _lines(point.session, lang))


def _where(session: ReleasedSession) -> str:
    time = dates.time_range(local(session.starts_at), local(session.ends_at))
    return _("%(time)s, %(room)s", time=time, room=session.room)


def _lines(session: ReleasedSession, lang: str) -> tuple[str, ...]:
    items = (f"{_item(item, lang)}: {item.title.to(lang)}" for item in session.items)
    people = (
        _("%(role)s: %(who)s", role=role, who="; ".join(map(_person, duties)))
        for role, duties in words.together(list(session.duties))
    )
    documents = (", ".join(session.documents),) if session.documents else ()
    return (*items, *people, *documents)


def _person(duty: ReleasedDuty) -> str:
    return ", ".join(filter(None, (words.whom(duty), duty.title if duty.name else "")))


def _item(item: ReleasedItem, lang: str) -> str:
    return reference.doc_string("item", lang, n=item.number)
