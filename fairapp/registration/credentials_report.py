"""Where the credentials of all delegations stand, as plain values for the report on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from fairapp.core.db import db
from fairapp.registration import order, roll, rules
from fairapp.registration.models import (
    ACCREDITED,
    CredentialLetter,
    CredentialStep,
    Delegation,
    Participant,
)

INCOMPLETE = ("composition_received", "letter_received", "returned", "verified")
"""Who answered and is not accredited yet."""


@dataclass(frozen=True)
class Head:
    """Who leads a delegation."""

    honorific: str
    given_names: str
    family_names: str

    @property
    def name(self) -> str:
        """“Amara NKEMELU”."""
        return f"{self.given_names} {self.family_names.upper()}"


@dataclass(frozen=True)
class Standing:
    """A delegation in the report: its head, its letter, when it came to where it stands, what it lacks."""

    delegation: Delegation
    head: Head | None
    letter: CredentialLetter | None
    since: datetime | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Delegations that need credentials, in order of precedence, by where they stand."""

    accredited: tuple[Standing, ...]
    incomplete: tuple[Standing, ...]
    silent: tuple[Standing, ...]
    away: tuple[Standing, ...]

    @property
    def everyone(self) -> tuple[Standing, ...]:
        """All of them, group by group."""
        return self.accredited + self.incomplete + self.silent + self.away

    def in_category(self, category: str) -> tuple[int, ...]:
        """Of that category how many are invited, accredited, incomplete, silent, away."""
        groups = (self.everyone, self.accredited, self.incomplete, self.silent, self.away)
        return tuple(sum(s.delegation.category == category for s in group) for group in groups)

    @property
    def categories(self) -> list[str]:
        """Those there are, in the order of the list of participants."""
        return sorted({s.delegation.category for s in self.everyone}, key=roll.place_of)


def report(edition_id: int) -> Report:
    """Read it: seven selects, whatever the number of delegations."""
    found = [
        d
        for d in db.session.scalars(select(Delegation).where(Delegation.edition_id == edition_id))
        if rules.needs_letter(d.category)
    ]
    found.sort(key=lambda d: (roll.place_of(d.category), order.by_precedence(d)))
    heads, letters, since = _heads(edition_id), _letters(edition_id), _since(edition_id)
    lacks = _lacks(d.id for d in found if d.status in INCOMPLETE)

    def those(statuses: Collection[str]) -> tuple[Standing, ...]:
        return tuple(
            Standing(
                d, heads.get(d.id), letters.get(d.id), since.get((d.id, _moved_to(d))), lacks.get(d.id, ())
            )
            for d in found
            if d.status in statuses
        )

    return Report(those(ACCREDITED), those(INCOMPLETE), those({"invited"}), those(rules.AWAY))


def _moved_to(delegation: Delegation) -> str:
    return "accredited" if delegation.is_accredited else delegation.status


def _heads(edition_id: int) -> dict[int, Head]:
    p = Participant
    rows = db.session.execute(
        select(p.delegation_id, p.honorific, p.given_names, p.family_names).where(
            p.edition_id == edition_id, p.role == "head"
        )
    )
    return {row[0]: Head(*row[1:]) for row in rows}


def _letters(edition_id: int) -> dict[int, CredentialLetter]:
    """The last letter of each delegation."""
    rows = db.session.scalars(
        select(CredentialLetter)
        .join(Delegation)
        .where(Delegation.edition_id == edition_id)
        .order_by(CredentialLetter.id)
    )
    return {letter.delegation_id: letter for letter in rows}


def _since(edition_id: int) -> dict[tuple[int, str], datetime]:
    """When each delegation last came to each state it was in."""
    step = CredentialStep
    rows = db.session.execute(
        select(step.delegation_id, step.to_status, func.max(step.at))
        .join(Delegation)
        .where(Delegation.edition_id == edition_id)
        .group_by(step.delegation_id, step.to_status)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _lacks(ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    found = db.session.scalars(
        select(Delegation)
        .where(Delegation.id.in_(list(ids)))
        .options(selectinload(Delegation.participants), selectinload(Delegation.letters))
    )
    return {d.id: tuple(rules.lacks_of(d)) for d in found}
