"""The orders in force, category by category, as pages and papers show them, and how each came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.core.dates import day_text
from fairapp.core.db import db
from fairapp.core.i18n import Translated, current_language
from fairapp.edition import reference
from fairapp.registration import precedence, queries, rules
from fairapp.registration.models import Delegation, PrecedenceDraw, PrecedenceRule
from fairapp.registration.order import in_order
from fairapp.timetable.zones import local

PUBLISHED = ("member_state", "permanent_observer")
"""Categories whose order the General Assembly publishes."""


@dataclass(frozen=True)
class Order:
    """How the delegations of one category stand."""

    category: str
    rule: PrecedenceRule | None
    draw: PrecedenceDraw | None
    """The draw that counts, where the lot decides."""
    delegations: list[Delegation]
    """Those that come, in order."""
    names: Mapping[str, Translated]
    """Of everybody invited, by code: a state that was drawn may have left."""

    @property
    def is_settled(self) -> bool:
        """Whether there is an order: a rule, and the draw it needs."""
        return self.rule is not None and (self.rule.strategy != "by_lot" or self.draw is not None)

    @property
    def since(self) -> datetime | None:
        """When the rule was chosen, or the name drawn."""
        return self.draw.at if self.draw else self.rule.at if self.rule else None


def orders(edition_id: int) -> list[Order]:
    """The order of every category somebody was invited of, in the order of categories; three selects."""
    found = db.session.scalars(select(Delegation).where(Delegation.edition_id == edition_id))
    by_category: dict[str, list[Delegation]] = {}
    for delegation in in_order(found):
        by_category.setdefault(delegation.category, []).append(delegation)
    chosen, draws = queries.rules_of(edition_id), queries.last_draws(edition_id)
    return [
        _order(category, chosen.get(category), draws.get(category), everyone)
        for category, everyone in by_category.items()
    ]


def published(edition_id: int) -> list[Order]:
    """What the public reads: member states and permanent observers that come, and whoever else has an
    order of their own."""
    return [
        order
        for order in orders(edition_id)
        if order.delegations and (order.category in PUBLISHED or order.is_settled)
    ]


def how(order: Order) -> str:
    """How the order came about, in one or two sentences."""
    rule, draw = order.rule, order.draw
    if rule is None:
        return _("No order was chosen yet: lists are alphabetical in the language they are read in.")
    if rule.strategy == "alphabetical":
        language = reference.language_name(rule.lang, current_language())
        return _("Alphabetical order in %(language)s, letter by letter.", language=language)
    if rule.strategy == "by_credentials":
        return _(
            "By the date of the credential letter. Letters of the same day, and after them delegations "
            "whose letter has not arrived, follow the Spanish alphabet."
        )
    if draw is None:
        return _("By lot; not drawn yet. Until then lists are alphabetical.")
    return _drawn(order, draw)


def _drawn(order: Order, draw: PrecedenceDraw) -> str:
    name = drawn_name(order, draw)
    day = day_text(local(draw.at).date())
    if draw.drawn_code not in {d.member_code for d in order.delegations}:
        return _(
            "Drawn by lot on %(day)s: %(state)s, which does not come. The list begins with the next name "
            "in Spanish alphabetical order.",
            day=day,
            state=name,
        )
    return _(
        "Drawn by lot on %(day)s: %(state)s. The others follow in Spanish alphabetical order.",
        day=day,
        state=name,
    )


def drawn_name(order: Order, draw: PrecedenceDraw) -> str:
    """The name that came out of the box, in the current language."""
    return _name(order, draw.drawn_code)


def box_of(order: Order) -> list[tuple[str, str]]:
    """Code and name, in the current language, of those whose names are in the box: as it is laid out,
    in Spanish alphabetical order."""
    coming = {d.member_code: d.sort_name for d in order.delegations}
    return [(code, _name(order, code)) for code in precedence.letter_by_letter(coming, "es")]


@dataclass(frozen=True)
class Check:
    """A draw done again before the reader's eyes: what was hashed, what came of it, whose name it was."""

    seed: str
    box: tuple[tuple[int, str, str], ...]
    """Number (from 0), code and name, in the order of the box."""
    digest: str
    remainder: int
    drawn: str
    command: str


def check(order: Order, draw: PrecedenceDraw) -> Check | None:
    """How to draw again; None where a hand drew."""
    if draw.seed is None:
        return None
    digest = precedence.digest_of(draw.box, draw.seed)
    code = precedence.drawn_from(draw.box, draw.seed)
    return Check(
        seed=draw.seed,
        box=tuple((n, each, _name(order, each)) for n, each in enumerate(draw.box)),
        digest=f"{digest:064x}",
        remainder=digest % len(draw.box),
        drawn=_name(order, code),
        command=precedence.command_to_check(draw.box, draw.seed),
    )


def _name(order: Order, code: str) -> str:
    return order.names[code].to(current_language()) if code in order.names else code


def _order(
    category: str, rule: PrecedenceRule | None, draw: PrecedenceDraw | None, everyone: list[Delegation]
) -> Order:
    by_lot = rule is not None and rule.strategy == "by_lot"
    return Order(
        category,
        rule,
        draw if by_lot else None,
        [d for d in everyone if d.status not in rules.AWAY],
        {d.member_code: d.name for d in everyone},
    )
