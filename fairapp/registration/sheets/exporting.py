"""Whom an export holds: the people of a list with its filters, or of one delegation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from sqlalchemy import ColumnElement, select

from fairapp.accounts.models import User
from fairapp.core.db import db
from fairapp.core.i18n import current_language
from fairapp.edition.models import Edition
from fairapp.registration import roster
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.queries.listing import DelegationFilter, chosen
from fairapp.registration.queries.people import PeopleFilter, by_delegation, people_where
from fairapp.registration.services.approval import awaits_approval, open_changes_in
from fairapp.registration.sheets.writing import columns_for, people_sheet


def export(edition: Edition, kind: str, args: Mapping[str, str], *, private: bool) -> bytes:
    """The people that a list shows with these arguments of its address, by delegation, whatever page
    is looked at: of the list of people, or ``of`` “delegations” or “roster”."""
    columns = columns_for(private=private)
    found = _listed(edition, args, private=private)
    return people_sheet(edition, found, kind, current_language(), columns=columns)


def _listed(
    edition: Edition, args: Mapping[str, str], *, private: bool
) -> list[tuple[Delegation, Participant]]:
    if args.get("of") == "roster":
        blocks = roster.whole(edition, roster.RosterFilter.of(args))
        return [(block.delegation, line.person) for block in blocks for line in block.lines]
    if args.get("of") == "delegations":
        wanted = {f.name: args.get(f.name, "").strip() for f in fields(DelegationFilter)}
        return _people(chosen(edition.id, DelegationFilter(**wanted)))
    asked = PeopleFilter.of(args)
    # Whoever does not see needs cannot ask for those who have them either.
    return _people(people_where(edition, asked if private else replace(asked, needs="")))


def everybody(edition: Edition, kind: str) -> bytes:
    """All people of the edition, with everything: for the command line."""
    where = [Delegation.edition_id == edition.id]
    return people_sheet(edition, _people(where), kind, current_language(), columns=columns_for(private=True))


def export_delegation(delegation: Delegation, kind: str, *, by: User, private: bool) -> bytes:
    """The people of one delegation. Whoever awaits approval of changes sees them in place."""
    waiting = [person.id for person in delegation.participants if awaits_approval(person, by)]
    wishes = {
        person_id: {change.field: change.new for change in changes}
        for person_id, changes in (open_changes_in(waiting) if waiting else {}).items()
    }
    return people_sheet(
        delegation.edition,
        [(delegation, person) for person in delegation.participants],
        kind,
        current_language(),
        columns=columns_for(private=private),
        wishes=wishes,
    )


def _people(where: list[ColumnElement[bool]]) -> list[tuple[Delegation, Participant]]:
    query = (
        select(Delegation, Participant)
        .join(Participant, Participant.delegation_id == Delegation.id)
        .where(*where)
        .order_by(*by_delegation(), Participant.place, Participant.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
