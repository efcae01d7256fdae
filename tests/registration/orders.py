"""What the tests of precedence have at hand."""

from __future__ import annotations

from sqlalchemy import select

from fairapp.core.db import db, transaction
from fairapp.registration import services
from fairapp.registration.models import Delegation

STATES, OBSERVERS = "member_state", "permanent_observer"


def codes(demo, category=STATES):
    """Codes of those with a place, by place; and places have no gap."""
    db.session.expire_all()
    found = db.session.scalars(
        select(Delegation)
        .where(
            Delegation.edition_id == demo.edition.id,
            Delegation.category == category,
            Delegation.precedence.is_not(None),
        )
        .order_by(Delegation.precedence)
    ).all()
    assert [d.precedence for d in found] == list(range(1, len(found) + 1))
    return [d.member_code for d in found]


def choose(demo, strategy, category=STATES, **more):
    with transaction():
        services.set_rule(demo.edition, category, strategy, by=demo.user("protocol"), **more)


def leave(demo, code):
    """The delegation does not come: it declines, or withdraws once it was in."""
    delegation, owner = demo.delegation(code), demo.user("secretariat")
    with transaction():
        away = services.decline if delegation.status == "invited" else services.withdraw
        away(delegation, by=owner)
