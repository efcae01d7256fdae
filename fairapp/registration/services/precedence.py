"""The order of precedence: by which rule, drawn once by lot, kept when somebody joins or leaves.

`settle_order` is the only writer of `Delegation.precedence`. Who calls it: the verbs below, and
`registration.handlers` when a fact changes what the order depends on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Stale
from fairapp.edition.models import Edition
from fairapp.registration import precedence, queries, rules
from fairapp.registration.errors import NotInTheBox, ReasonNeeded
from fairapp.registration.events import PrecedenceDrawn, PrecedenceRuleSet
from fairapp.registration.models import CredentialLetter, Delegation, PrecedenceDraw, PrecedenceRule
from fairapp.registration.services.guard import in_turn

STATES = "member_state"


def set_rule(
    edition: Edition, category: str, strategy: str, *, lang: str = "es", by: User | None
) -> PrecedenceRule:
    """Choose how the delegations of a category stand in order: `by_lot`, `by_credentials`, or
    `alphabetical` in ``lang``. Undone by choosing again: draws stay on record, and the last one counts
    again when the lot does. Tells PrecedenceRuleSet."""
    in_turn(edition.id)
    rule = queries.rule_of(edition.id, category)
    before = (rule.strategy, rule.lang) if rule else (None, None)
    lang = lang if strategy == "alphabetical" else "es"
    if rule and before == (strategy, lang):
        return rule
    if rule is None:
        rule = PrecedenceRule(edition_id=edition.id, category=category)
        db.session.add(rule)
    rule.strategy, rule.lang, rule.at, rule.by = strategy, lang, clock.now(), by.id if by else None
    db.session.flush()
    settle_order(edition.id, category)
    publish(
        PrecedenceRuleSet(
            edition_id=edition.id,
            by=rule.by,
            subject=f"edition:{edition.id}",
            category=category,
            changes={f"{category}.strategy": (before[0], strategy), f"{category}.lang": (before[1], lang)},
        )
    )
    return rule


def draw_precedence(
    edition: Edition,
    drawn_code: str,
    *,
    by: User | None,
    category: str = STATES,
    hand: str = "",
    reason: str = "",
    seen: int | None = None,
) -> PrecedenceDraw:
    """Record what a hand (``hand``: whose, by name and office) drew from a real box.

    Refuses with NotInTheBox; with ReasonNeeded when there was a draw before, for the order is drawn
    once; with Stale when the last draw is not the one that was ``seen`` (its id, 0 for none; None:
    never mind). Tells PrecedenceDrawn, and PrecedenceRuleSet when the lot decides from now on.
    """
    before = _may_draw(edition.id, category, reason, seen)
    box = _box(edition.id, category)
    if drawn_code not in box:
        raise NotInTheBox(_("Please choose one of those whose names are in the box."), field="drawn")
    draw = PrecedenceDraw(drawn_code=drawn_code, box=box, hand=hand, reason=reason, category=category)
    return _record(edition, draw, before, by)


def draw_by_lot(
    edition: Edition, *, by: User, category: str = STATES, reason: str = "", seen: int | None = None
) -> PrecedenceDraw:
    """Let the program draw: a fresh seed, kept with the box, says which name, so that anybody can draw
    again and compare. Refuses and tells like :func:`draw_precedence`."""
    before = _may_draw(edition.id, category, reason, seen)
    box = _box(edition.id, category)
    if not box:
        raise NotInTheBox(_("Nobody of this category is invited yet: the box is empty."), field="drawn")
    seed = precedence.new_seed()
    drawn_code = precedence.drawn_from(box, seed)
    draw = PrecedenceDraw(drawn_code=drawn_code, box=box, seed=seed, reason=reason, category=category)
    return _record(edition, draw, before, by)


def settle_order(edition_id: int, category: str) -> None:
    """Give the delegations of a category that come their places, as its rule says; none without a rule,
    or before the draw.

    By lot, whoever joins later stands where the alphabet puts them, and a drawn state that leaves still
    marks where the list begins.
    """
    in_turn(edition_id)
    rule = queries.rule_of(edition_id, category)
    if rule is None:
        return
    everyone = {d.member_code: d for d in _delegations(edition_id, category)}
    coming = [code for code in _ordered(rule, everyone) if everyone[code].status not in rules.AWAY]
    places = {code: place for place, code in enumerate(coming, 1)}
    moved = [d for code, d in everyone.items() if d.precedence != places.get(code)]
    # Places are unique at every moment, so those who move vacate theirs first.
    for delegation in moved:
        delegation.precedence = None
    db.session.flush()
    for delegation in moved:
        delegation.precedence = places.get(delegation.member_code)
    db.session.flush()


def settle_by_date(edition_id: int, category: str) -> None:
    """A letter arrived, went back, or was read: settle the order where it goes by letters."""
    in_turn(edition_id)
    rule = queries.rule_of(edition_id, category)
    if rule and rule.strategy == "by_credentials":
        settle_order(edition_id, category)


def _ordered(rule: PrecedenceRule, everyone: dict[str, Delegation]) -> Sequence[str]:
    names = {code: d.sort_name for code, d in everyone.items()}
    if rule.strategy == "alphabetical":
        return precedence.letter_by_letter(names, rule.lang)
    if rule.strategy == "by_credentials":
        return precedence.by_day(names, _letter_days(rule.edition_id, everyone))
    draw = queries.last_draw(rule.edition_id, rule.category)
    if draw is None:
        return ()
    return precedence.rotated(names, names.get(draw.drawn_code, Translated(en=draw.drawn_code)))


def _letter_days(edition_id: int, everyone: dict[str, Delegation]) -> dict[str, date]:
    """The day of the letter that counts: the date protocol read on it, else the day it arrived, where
    the meeting is. A letter that was returned does not count."""
    here = zone(db.session.get_one(Edition, edition_id).time_zone)
    codes = {d.id: code for code, d in everyone.items() if d.status != "returned"}
    letters = db.session.scalars(
        select(CredentialLetter)
        .where(CredentialLetter.delegation_id.in_(codes))
        .order_by(CredentialLetter.id)
    )
    return {
        codes[letter.delegation_id]: letter.dated or letter.uploaded_at.astimezone(here).date()
        for letter in letters
    }


def _may_draw(edition_id: int, category: str, reason: str, seen: int | None) -> PrecedenceDraw | None:
    in_turn(edition_id)
    before = queries.last_draw(edition_id, category)
    if seen is not None and seen != (before.id if before else 0):
        raise Stale(
            _("Somebody else drew meanwhile. Please look at the draws on record before you go on."),
        )
    if before and not reason:
        raise ReasonNeeded(_("The order was drawn already. A second draw needs a reason."), field="reason")
    return before


def _record(
    edition: Edition, draw: PrecedenceDraw, before: PrecedenceDraw | None, by: User | None
) -> PrecedenceDraw:
    draw.edition_id, draw.at, draw.by = edition.id, clock.now(), by.id if by else None
    db.session.add(draw)
    db.session.flush()
    set_rule(edition, draw.category, "by_lot", by=by)
    settle_order(edition.id, draw.category)
    publish(
        PrecedenceDrawn(
            edition_id=edition.id,
            by=draw.by,
            subject=f"edition:{edition.id}",
            category=draw.category,
            changes={f"{draw.category}.drawn": (before.drawn_code if before else None, draw.drawn_code)},
        )
    )
    return draw


def _box(edition_id: int, category: str) -> list[str]:
    """Codes of those that come, in Spanish alphabetical order."""
    coming = [d for d in _delegations(edition_id, category) if d.status not in rules.AWAY]
    return precedence.letter_by_letter({d.member_code: d.sort_name for d in coming}, "es")


def _delegations(edition_id: int, category: str) -> list[Delegation]:
    return list(
        db.session.scalars(
            select(Delegation)
            .where(Delegation.edition_id == edition_id, Delegation.category == category)
            .order_by(Delegation.id)
            .with_for_update(of=Delegation)
            .execution_options(populate_existing=True)
        )
    )
