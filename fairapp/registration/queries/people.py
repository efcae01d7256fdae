"""The desk's list of people: five thousand of them, filtered, sorted and cut into pages by the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, false, func, select
from sqlalchemy.orm import InstrumentedAttribute

from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import search, stays
from fairapp.registration.conditions import comes
from fairapp.registration.models import ACCREDITED, Delegation, Participant, ProposedChange
from fairapp.registration.queries.listing import DelegationFilter, chosen
from fairapp.registration.queries.pages import Page, page_of

PEOPLE_PER_PAGE = 60
SEATED = ("entered", "accredited")


@dataclass(frozen=True)
class PeopleFilter:
    """Which people are wanted; what is empty does not matter.

    Unless a state of the credential is asked for, people of delegations that do not come are left
    out: they take no seat and need no badge.
    """

    q: str = ""
    category: str = ""
    """Of the person, which may be another than the delegation's."""
    standing: str = ""
    """One of STANDINGS, or `seated`: who has a seat."""
    status: str = ""
    region: str = ""
    delegation: str = ""
    """The delegation's number, as text."""
    arrives: str = ""
    """A day as `stays.codes` names them, or any other as “2027-04-22”."""
    departs: str = ""
    needs: str = ""
    """`access` or `diet`: who told of needs. For the secretariat only; the view takes care of that."""
    approval: str = ""
    """`new`: entered into a delegation that is accredited already; `changed`: with changes that await
    approval."""
    badge: str = ""
    """`missing`: who is accredited and has no badge yet."""
    sort: str = ""
    """A key of SORTS; with “-” before it from the last to the first."""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> PeopleFilter:
        """As an address asks for it."""
        return cls(**{f.name: args.get(f.name, "").strip() for f in fields(cls)})

    @property
    def args(self) -> dict[str, str]:
        """As an address would ask for it: what matters only."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class PersonRow:
    """A line of the list: what it shows, and no more."""

    id: int
    delegation_id: int
    honorific: str
    given_names: str
    family_names: str
    role: str
    category: str
    office: str
    standing: str
    waiting_since: datetime | None
    arrives_at: datetime | None
    departs_at: datetime | None
    access_needs: str
    diet: str
    delegation: Translated
    status: str
    changes: bool

    @property
    def formal_name(self) -> str:
        """“Amara NKEMELU”."""
        return f"{self.given_names} {self.family_names.upper()}"


def has_open_changes() -> ColumnElement[bool]:
    """Of a person: whether changes of theirs await approval."""
    return exists().where(
        ProposedChange.participant_id == Participant.id, ProposedChange.decided_at.is_(None)
    )


def people_where(edition: Edition, wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    """The conditions of a filter, for any select of participants joined with their delegation."""
    p = Participant
    whole = DelegationFilter(status=wanted.status, region=wanted.region)
    conditions = [
        p.edition_id == edition.id,
        *chosen(edition.id, whole),
        search.matches(wanted.q, p.search_text, Delegation.search_text),
    ]
    if not wanted.status:
        conditions.append(comes())
    if wanted.category:
        conditions.append(p.category == wanted.category)
    if wanted.standing:
        conditions.append(p.standing.in_(SEATED if wanted.standing == "seated" else (wanted.standing,)))
    if wanted.delegation:
        number = wanted.delegation
        conditions.append(
            p.delegation_id == int(number) if number.isdecimal() and len(number) < 10 else false()
        )
    return conditions + _particulars(edition, wanted)


def _particulars(edition: Edition, wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    p = Participant
    conditions: list[ColumnElement[bool]] = []
    for moment, code in ((p.arrives_at, wanted.arrives), (p.departs_at, wanted.departs)):
        if code:
            conditions.append(stays.falls_on(edition, moment, code))
    if wanted.needs in {"access", "diet"}:
        conditions.append((p.access_needs if wanted.needs == "access" else p.diet) != "")
    if wanted.badge:
        conditions += [p.standing == "accredited", p.badge_issued_at.is_(None)]
        conditions.append(Delegation.status.in_(ACCREDITED))
    if wanted.approval == "new":
        conditions += [p.standing == "entered", Delegation.status.in_(ACCREDITED)]
    elif wanted.approval:
        conditions.append(has_open_changes())
    return conditions


def people(
    edition: Edition, wanted: PeopleFilter, *, number: int = 1, size: int = PEOPLE_PER_PAGE
) -> Page[PersonRow]:
    """Page ``number`` of the people wanted: two selects, whatever there are."""
    total = db.session.scalar(_joined(select(func.count()), edition, wanted)) or 0
    page = page_of(total, number, size)
    found = db.session.execute(page_of_people(edition, wanted).offset(page.first - 1).limit(size))
    return page.of([PersonRow(*row) for row in found])


def page_of_people(edition: Edition, wanted: PeopleFilter) -> Select[Any]:
    """The select behind the list, in order, uncut."""
    p, d = Participant, Delegation
    columns = (
        *(p.id, p.delegation_id, p.honorific, p.given_names, p.family_names, p.role, p.category, p.office),
        *(p.standing, p.waiting_since, p.arrives_at, p.departs_at, p.access_needs, p.diet),
        *(d.name, d.status, has_open_changes()),
    )
    return _joined(select(*columns), edition, wanted).order_by(*_order(wanted.sort))


def _joined(query: Any, edition: Edition, wanted: PeopleFilter) -> Select[Any]:
    joined = query.select_from(Participant).join(Participant.delegation)
    found: Select[Any] = joined.where(*people_where(edition, wanted))
    return found


def by_delegation() -> tuple[Any, ...]:
    """What orders people by their delegation: category, place, name, then their rank in it."""
    d = Delegation
    return (_rank(d.category), func.coalesce(d.precedence, 100_000), d.search_text, Participant.position)


def _rank(category: InstrumentedAttribute[str]) -> ColumnElement[int]:
    terms = reference.vocabulary("participant_category").items()
    return case({code: int(term.extra["order"]) for code, term in terms}, value=category, else_=99)


SORTS: dict[str, Any] = {
    "name": lambda: (Participant.sort_key,),
    "delegation": by_delegation,
    "category": lambda: (_rank(Participant.category),),
    "standing": lambda: (Participant.standing, Participant.waiting_since),
    "arrives": lambda: (Participant.arrives_at,),
    "departs": lambda: (Participant.departs_at,),
}
"""What the list can be sorted by; among equals the alphabet decides."""


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    columns = SORTS.get(sort.removeprefix("-"), SORTS["name"])()
    if sort.startswith("-"):
        columns = tuple(column.desc().nulls_last() for column in columns)
    else:
        columns = tuple(column.asc().nulls_last() for column in columns)
    return (*columns, Participant.sort_key, Participant.id)
