"""What changed in registration lately: lines of the log, with the names of what they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db
from fairapp.core.events import Fact
from fairapp.registration import events
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.queries.pages import Page, page_of

T = TypeVar("T", Participant, Delegation, User)
LATELY = timedelta(hours=24)
CHANGES_PER_PAGE = 60
FACTS = tuple(
    name
    for name, found in vars(events).items()
    if isinstance(found, type) and issubclass(found, Fact) and found is not Fact
)
"""Names of everything registration tells."""


@dataclass(frozen=True)
class Change:
    """One line of the log: what happened, to whom, by whom, when."""

    fact: str
    at: datetime
    who: str
    """Empty: the program."""
    delegation: Delegation | None
    person: str
    """Empty when it is not about a person, or the person is gone."""


def lately(edition_id: int) -> Counter[str]:
    """How often each fact was told within the last day."""
    rows = db.session.execute(
        select(AuditEntry.fact, func.count()).where(*_recent(edition_id)).group_by(AuditEntry.fact)
    )
    return Counter(dict(iter(rows)))


def changes(edition_id: int, *, fact: str = "", number: int = 1) -> Page[Change]:
    """The lines of the last day, the latest first; in five selects at most."""
    recent = [*_recent(edition_id), *([AuditEntry.fact == fact] if fact else [])]
    total = db.session.scalar(select(func.count()).select_from(AuditEntry).where(*recent)) or 0
    page = page_of(total, number, CHANGES_PER_PAGE)
    entries = db.session.scalars(
        select(AuditEntry)
        .where(*recent)
        .order_by(AuditEntry.id.desc())
        .offset(page.first - 1)
        .limit(CHANGES_PER_PAGE)
    ).all()
    return page.of(_told(entries))


def _told(entries: Iterable[AuditEntry]) -> list[Change]:
    found = list(entries)
    people = {p.id: p for p in _all(Participant, (_number(e, "participant") for e in found))}
    about = {_number(e, "delegation") for e in found} | {p.delegation_id for p in people.values()}
    delegations = {d.id: d for d in _all(Delegation, about)}
    users = {u.id: u for u in _all(User, (e.by for e in found))}
    told = []
    for entry in found:
        person = people.get(_number(entry, "participant") or 0)
        number = person.delegation_id if person else _number(entry, "delegation")
        who = users.get(entry.by or 0)
        told.append(
            Change(
                entry.fact,
                entry.at,
                who.name if who else "",
                delegations.get(number or 0),
                person.name if person else "",
            )
        )
    return told


def _all(model: type[T], ids: Iterable[int | None]) -> list[T]:
    wanted = {number for number in ids if number}
    return list(db.session.scalars(select(model).where(model.id.in_(wanted)))) if wanted else []


def _number(entry: AuditEntry, kind: str) -> int | None:
    name, _, number = entry.subject.partition(":")
    return int(number) if name == kind and number.isdecimal() else None


def _recent(edition_id: int) -> list[ColumnElement[bool]]:
    return [
        AuditEntry.edition_id == edition_id,
        AuditEntry.at >= clock.now() - LATELY,
        AuditEntry.fact.in_(FACTS),
    ]
