"""The order of precedence: drawn once by lot, kept when somebody joins or leaves."""

from __future__ import annotations

import secrets

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition.models import Edition
from fairapp.registration import queries, rules
from fairapp.registration.errors import NotInTheBox, ReasonNeeded
from fairapp.registration.events import PrecedenceDrawn
from fairapp.registration.models import Delegation, PrecedenceDraw


def draw_precedence(
    edition: Edition, drawn_code: str, *, by: User | None, reason: str = ""
) -> PrecedenceDraw:
    """Set the order of member states from the state drawn by lot.

    Refuses with NotInTheBox, and with ReasonNeeded when there was a draw before: the order is drawn
    once. Tells PrecedenceDrawn.
    """
    before = queries.last_draw(edition.id)
    if before and not reason:
        raise ReasonNeeded(_("The order was drawn already. A second draw needs a reason."), field="reason")
    if drawn_code not in {d.member_code for d in _box(edition.id)}:
        raise NotInTheBox(_("Please choose one of the member states that come."), field="drawn")
    draw = PrecedenceDraw(
        edition_id=edition.id, drawn_code=drawn_code, at=clock.now(), by=by.id if by else None, reason=reason
    )
    db.session.add(draw)
    db.session.flush()
    settle_order(edition.id)
    publish(
        PrecedenceDrawn(
            edition_id=edition.id,
            by=draw.by,
            subject=f"edition:{edition.id}",
            changes={"drawn": (before.drawn_code if before else None, drawn_code)},
        )
    )
    return draw


def draw_by_lot(edition: Edition, *, by: User, reason: str = "") -> PrecedenceDraw:
    """Let the program draw, from the same box, with the system's source of randomness."""
    box = _box(edition.id)
    if not box:
        raise NotInTheBox(_("No member state is invited yet: the box is empty."), field="drawn")
    return draw_precedence(edition, secrets.choice(box).member_code, by=by, reason=reason)


def settle_order(edition_id: int) -> None:
    """Number the member states that come, beginning with the state last drawn; nothing without a draw.

    A state that joins later stands where the alphabet puts it; a drawn state that leaves still
    marks where the list begins.
    """
    draw = queries.last_draw(edition_id)
    if draw is None:
        return
    states = {d.member_code: d for d in _member_states(edition_id)}
    order = rules.rotated([(code, d.name) for code, d in states.items()], draw.drawn_code)
    # Places are unique at every moment, so the old ones are vacated first.
    for delegation in states.values():
        delegation.precedence = None
    db.session.flush()
    coming = [states[code] for code in order if states[code].status not in rules.AWAY]
    for place, delegation in enumerate(coming, 1):
        delegation.precedence = place
    db.session.flush()


def _box(edition_id: int) -> list[Delegation]:
    return [d for d in _member_states(edition_id) if d.status not in rules.AWAY]


def _member_states(edition_id: int) -> list[Delegation]:
    return list(
        db.session.scalars(
            select(Delegation)
            .where(Delegation.edition_id == edition_id, Delegation.category == "member_state")
            .order_by(Delegation.id)
            .with_for_update()
        )
    )
