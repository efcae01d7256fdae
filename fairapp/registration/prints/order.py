"""The order of precedence as a document: member states, permanent observers, how each order was set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from fairapp.core.db import db
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import orders
from fairapp.registration.models import CredentialStep, Delegation
from fairapp.registration.orders import Order
from fairapp.timetable.zones import spoken_in

KIND = "order_of_precedence"


@dataclass(frozen=True)
class Line:
    """A delegation in its place."""

    place: int
    name: str
    name_lang: str


@dataclass(frozen=True)
class Section:
    """The delegations of one category, how their order came about, and a note on it."""

    heading: str
    how: str
    note: str
    lines: tuple[Line, ...]


def order_of_precedence(edition: Edition, lang: str) -> Print:
    """The order of precedence in ``lang``: a list for each category that has an order."""
    with speaking(lang), spoken_in(edition.time_zone):
        head = letterhead(edition, KIND, lang)
        found = [order for order in orders.published(edition.id) if order.is_settled]
        sections = tuple(_section(order, lang) for order in found)
    return Print(
        "order-of-precedence.html",
        title=head.title,
        lang=lang,
        dated=dated(edition, found),
        values={"head": head, "sections": sections},
        filename="order-of-precedence.pdf",
    )


def lines(order: Order, lang: str) -> tuple[Line, ...]:
    """The delegations of a category in their places."""
    shown = [(d.precedence, d.name.shown(lang)) for d in order.delegations]
    return tuple(Line(place or number, name.text, name.lang) for number, (place, name) in enumerate(shown, 1))


def dated(edition: Edition, found: list[Order]) -> datetime:
    """The moment the order speaks of: the last time one was set, or a delegation came or left."""
    moved = db.session.scalar(
        select(func.max(CredentialStep.at))
        .join(Delegation, Delegation.id == CredentialStep.delegation_id)
        .where(Delegation.edition_id == edition.id)
    )
    moments = (moved, edition.created_at, *(order.since for order in found))
    return max(moment for moment in moments if moment)


def _section(order: Order, lang: str) -> Section:
    return Section(
        heading=reference.term("participant_category", order.category).to(lang),
        how=orders.how(order),
        note=_note(order),
        lines=lines(order, lang),
    )


def _note(order: Order) -> str:
    """What a reader needs to follow the list, and a doubter to draw again."""
    if order.draw is None:
        return ""
    alphabet = _(
        "The alphabetical order is that of the names in Spanish, letter by letter, without regard to "
        "spaces and accents."
    )
    if order.draw.seed is None:
        who = _("The name was drawn from a box by %(who)s.", who=order.draw.hand) if order.draw.hand else ""
        return f"{alphabet} {who}".strip()
    again = _(
        "The program drew, and anybody can draw again: the seed %(seed)s, a colon, and the codes in the box "
        "(%(box)s) without spaces make a text whose SHA-256, divided by %(count)s, leaves the number of the "
        "name drawn, counted from 0.",
        seed=order.draw.seed,
        box=", ".join(order.draw.box),
        count=len(order.draw.box),
    )
    return f"{alphabet} {again}"
