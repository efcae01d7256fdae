"""Reading delegations with their people."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from fairapp.accounts.models import User
from fairapp.core.db import db
from fairapp.edition.models import Edition
from fairapp.registration import rules
from fairapp.registration.models import CredentialLetter, CredentialStep, Delegation, Participant
from fairapp.registration.order import by_precedence
from fairapp.timetable.errors import InTheWay
from fairapp.timetable.queries import standing_in_the_way
from fairapp.timetable.spans import Span


def delegation(edition_id: int, delegation_id: int) -> Delegation | None:
    """A delegation of that edition with its people, letters and steps, in four selects."""
    return db.session.scalar(
        select(Delegation)
        .where(Delegation.id == delegation_id, Delegation.edition_id == edition_id)
        .options(
            selectinload(Delegation.participants),
            selectinload(Delegation.letters).joinedload(CredentialLetter.uploader).lazyload(User.grants),
            selectinload(Delegation.steps).joinedload(CredentialStep.actor).joinedload(User.grants),
        )
    )


def participant(delegation: Delegation, participant_id: int) -> Participant | None:
    """The person of that number in the delegation."""
    return next((p for p in delegation.participants if p.id == participant_id), None)


def all_delegations(edition_id: int) -> list[Delegation]:
    """Every delegation in order of precedence: category, place drawn, else the alphabet."""
    found = db.session.scalars(select(Delegation).where(Delegation.edition_id == edition_id))
    return sorted(found, key=by_precedence)


def known_codes(edition_id: int) -> set[str]:
    """Codes of the states and bodies invited already."""
    return set(db.session.scalars(select(Delegation.member_code).where(Delegation.edition_id == edition_id)))


def member_states(edition_id: int) -> list[Delegation]:
    """The member states that come, in order of precedence (alphabetical before the draw)."""
    found = db.session.scalars(
        select(Delegation).where(
            Delegation.edition_id == edition_id,
            Delegation.category == "member_state",
            Delegation.status.not_in(rules.AWAY),
        )
    )
    return sorted(found, key=by_precedence)


def engagements(participant: Participant) -> list[InTheWay]:
    """Where somebody is expected or held for, within a month of the edition's days."""
    edition = participant.delegation.edition
    return standing_in_the_way([participant.resource_id], _around(edition))


def _around(edition: Edition) -> Span:
    month = timedelta(days=30)
    return Span(
        datetime.combine(edition.first_day - month, time(), UTC),
        datetime.combine(edition.last_day + month, time(), UTC),
    )
