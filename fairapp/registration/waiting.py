"""What waits for a decision of protocol, as cases: one select, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.registration import rules
from fairapp.registration.models import (
    ACCREDITED,
    CredentialStep,
    Delegation,
    Participant,
    ProposedChange,
)

KINDS = ("letter", "accredit", "person", "changes", "badges")
"""A credential to verify, one to accredit, somebody new to approve, changed fields to approve, and,
when all of that is decided, badges to issue."""


@dataclass(frozen=True)
class Case:
    """Something that waits, and since when."""

    kind: str
    id: int
    """Of the delegation; of the person where one is to be approved."""
    delegation_id: int
    name: Translated
    """The delegation's."""
    person: str
    count: int
    """People without a badge, fields to change."""
    since: datetime

    @property
    def key(self) -> str:
        """What addresses call it: “letter-12”."""
        return f"{self.kind}-{self.id}"


def cases(edition_id: int) -> list[Case]:
    """Everything that waits, oldest first; badges, which nobody needs to think about, at the end."""
    found = [Case(*row) for row in db.session.execute(_everything(edition_id))]
    return sorted(found, key=lambda case: (case.kind == "badges", case.since, case.id))


def counts(edition_id: int) -> dict[str, int]:
    """How many cases of each kind wait; kinds without any are zero."""
    waiting = _everything(edition_id).subquery()
    rows = db.session.execute(select(waiting.c.kind, func.count()).group_by(waiting.c.kind))
    return {**dict.fromkeys(KINDS, 0), **{row[0]: row[1] for row in rows}}


def _everything(edition_id: int) -> CompoundSelect[Any]:
    return union_all(
        _standing(edition_id, "letter", to_verify()),
        _standing(edition_id, "accredit", Delegation.status == "verified"),
        _newcomers(edition_id),
        _changes(edition_id),
        _badges(edition_id),
    )


def to_verify() -> Any:
    """Of a delegation: whether its credential awaits verification."""
    return or_(
        Delegation.status == "letter_received",
        and_(
            Delegation.status == "composition_received",
            Delegation.category.in_(sorted(rules.WITHOUT_LETTER)),
        ),
    )


def _standing(edition_id: int, kind: str, where: Any) -> Select[Any]:
    """Delegations that stand somewhere, since they came there."""
    return _case(kind, Delegation.id, literal(""), literal(1), _arrived()).where(
        Delegation.edition_id == edition_id, where
    )


def _newcomers(edition_id: int) -> Select[Any]:
    person = Participant.given_names + " " + Participant.family_names
    return (
        _case("person", Participant.id, person, literal(1), Participant.created_at)
        .join(Participant, Participant.delegation_id == Delegation.id)
        .where(*_accredited(edition_id), Participant.standing == "entered")
    )


def _changes(edition_id: int) -> Select[Any]:
    asked = func.min(ProposedChange.asked_at)
    return (
        _case("changes", Delegation.id, literal(""), func.count(), asked)
        .join(Participant, Participant.delegation_id == Delegation.id)
        .join(ProposedChange, ProposedChange.participant_id == Participant.id)
        .where(*_accredited(edition_id), ProposedChange.decided_at.is_(None))
        .group_by(Delegation.id)
    )


def _badges(edition_id: int) -> Select[Any]:
    return (
        _case("badges", Delegation.id, literal(""), func.count(), _arrived())
        .join(Participant, Participant.delegation_id == Delegation.id)
        .where(
            *_accredited(edition_id),
            Participant.standing == "accredited",
            Participant.badge_issued_at.is_(None),
        )
        .group_by(Delegation.id)
    )


def _case(kind: str, number: InstrumentedAttribute[int], person: Any, count: Any, since: Any) -> Select[Any]:
    return select(
        literal(kind).label("kind"),
        number.label("id"),
        Delegation.id.label("delegation_id"),
        Delegation.name,
        person.label("person"),
        count.label("count"),
        since.label("since"),
    )


def _arrived() -> Any:
    """When the delegation came where it stands."""
    return (
        select(func.max(CredentialStep.at))
        .where(CredentialStep.delegation_id == Delegation.id, CredentialStep.to_status == Delegation.status)
        .correlate(Delegation)
        .scalar_subquery()
    )


def _accredited(edition_id: int) -> tuple[Any, ...]:
    return (Delegation.edition_id == edition_id, Delegation.status.in_(ACCREDITED))
