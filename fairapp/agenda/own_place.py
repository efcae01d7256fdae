"""What a session's page tells a visitor about their own place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from fairapp.agenda import rules
from fairapp.agenda.models import Session, SignUp
from fairapp.agenda.programme import ReleasedSession
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.registration.models import Participant


@dataclass(frozen=True)
class OwnPlace:
    """How many places there are and how many are taken, and what this visitor has."""

    places: int | None
    taken: int
    standing: str
    """seated, waiting, or empty."""
    ahead: int
    """How many wait before this visitor, if they wait; how many wait at all, if they have nothing."""
    open: bool
    """Whether one may still sign up or withdraw."""

    @property
    def free(self) -> int | None:
        """Places left; None for no limit."""
        return None if self.places is None else max(self.places - self.taken, 0)


def my_participant(edition_id: int) -> Participant | None:
    """The visitor as somebody who takes part, accredited; None for anybody else."""
    if not current_user.is_authenticated:
        return None
    query = (
        select(Participant)
        .where(Participant.user_id == current_user.id, Participant.edition_id == edition_id)
        .options(joinedload(Participant.delegation))
        .order_by(Participant.id)
    )
    return next((person for person in db.session.scalars(query) if person.is_accredited), None)


def own_place(shown: ReleasedSession, edition_id: int) -> OwnPlace | None:
    """For the page of a session: None when one does not sign up for it, or not this visitor. Of strangers
    nothing is read: their page is the same for all. Two selects."""
    person = my_participant(edition_id) if rules.asks_for_sign_up(shown) else None
    row = db.session.execute(_line(shown.id, person.id)).first() if person else None
    if row is None or not row.Session.sign_up:
        return None
    return OwnPlace(
        places=row.Session.places,
        taken=row.taken,
        standing=row.standing or "",
        ahead=row.ahead,
        open=clock.now() < shown.starts_at,
    )


def _line(session_id: int, participant_id: int) -> Any:
    """The session, how many have a place, what the participant has, how many wait before them."""
    mine, others = aliased(SignUp), aliased(SignUp)
    seated = select(func.count()).where(SignUp.session_id == Session.id, SignUp.standing == "seated")
    earlier = (others.at < mine.at) | ((others.at == mine.at) & (others.id < mine.id))
    ahead = select(func.count()).where(
        others.session_id == Session.id, others.standing == "waiting", mine.id.is_(None) | earlier
    )
    return (
        select(
            Session,
            mine.standing,
            seated.scalar_subquery().label("taken"),
            ahead.correlate(Session, mine).scalar_subquery().label("ahead"),
        )
        .outerjoin(mine, (mine.session_id == Session.id) & (mine.participant_id == participant_id))
        .where(Session.id == session_id)
        .options(joinedload(Session.room))
    )
