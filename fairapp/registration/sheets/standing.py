"""What stands, as an import compares it: the people, what awaits approval of them, the seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.core.db import db
from fairapp.edition.models import Edition
from fairapp.registration.models import Delegation, Participant, ProposedChange
from fairapp.registration.queries.seats import seats_of
from fairapp.registration.seats import Seats
from fairapp.registration.sheets.terms import Delegations


@dataclass(frozen=True)
class Standing:
    """An edition before an import by somebody, for all delegations or for one."""

    edition: Edition
    by: User
    only: Delegation | None
    """The delegation the sheet is for; None: any of the edition."""
    delegations: Delegations
    people: Mapping[int, Participant]
    wishes: Mapping[int, dict[str, Any]]
    """Of people, by field: what was asked for and awaits approval."""
    addresses: frozenset[str]
    """E-mail addresses of participants who are not among ``people``."""
    seats: Seats

    @cached_property
    def by_email(self) -> dict[str, Participant]:
        """The people by address."""
        return {person.email: person for person in self.people.values() if person.email}

    @cached_property
    def by_name(self) -> dict[tuple[int, str], Participant]:
        """The people by delegation and name, however it is spelled."""
        return {(person.delegation_id, person.name_key): person for person in self.people.values()}


def standing(edition: Edition, *, by: User, only: Delegation | None = None) -> Standing:
    """Read what stands, as it is now; half a dozen selects, whatever the number of people."""
    mine = Participant.edition_id == edition.id
    there = mine if only is None else mine & (Participant.delegation_id == only.id)
    found = db.session.scalars(
        select(Participant).where(there).order_by(Participant.id).execution_options(populate_existing=True)
    )
    people = {person.id: person for person in found}
    delegations = db.session.scalars(select(Delegation).where(Delegation.edition_id == edition.id))
    others = select(Participant.email).where(mine, Participant.email.is_not(None))
    return Standing(
        edition=edition,
        by=by,
        only=only,
        delegations=Delegations(delegations),
        people=people,
        wishes=_wishes(edition),
        addresses=frozenset(
            db.session.scalars(others.where(Participant.delegation_id != only.id)) if only else ()
        ),
        seats=seats_of(edition.id),
    )


def _wishes(edition: Edition) -> dict[int, dict[str, Any]]:
    waiting = select(ProposedChange).where(
        ProposedChange.edition_id == edition.id, ProposedChange.decided_at.is_(None)
    )
    found: dict[int, dict[str, Any]] = {}
    for change in db.session.scalars(waiting):
        found.setdefault(change.participant_id, {})[change.field] = change.new
    return found
