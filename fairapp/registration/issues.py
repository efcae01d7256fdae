"""Lists of participants that were issued: finding them, and what happened since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from fairapp.core.db import db
from fairapp.documents.letterhead import Letterhead
from fairapp.registration import rights
from fairapp.registration.models import IssuedList, ListOrder, Participant
from fairapp.registration.roll import Party, Person, Roll, from_content


def ordering_of(edition_id: int) -> str:
    """In which order the edition's list stands: `precedence` unless the secretariat chose otherwise."""
    found = db.session.scalar(select(ListOrder.ordering).where(ListOrder.edition_id == edition_id))
    return found or "precedence"


def every(edition_id: int) -> list[IssuedList]:
    """All that were issued, the newest first, without what they say."""
    return list(
        db.session.scalars(
            select(IssuedList)
            .where(IssuedList.edition_id == edition_id)
            .order_by(IssuedList.revision.desc())
            .options(defer(IssuedList.content), defer(IssuedList.heads), joinedload(IssuedList.actor))
        )
    )


def last(edition_id: int) -> IssuedList | None:
    """The newest one."""
    return db.session.scalar(
        select(IssuedList)
        .where(IssuedList.edition_id == edition_id)
        .order_by(IssuedList.revision.desc())
        .limit(1)
    )


def last_symbol(edition_id: int) -> str:
    """The symbol of the newest one; empty before the first."""
    found = db.session.scalar(
        select(IssuedList.symbol)
        .where(IssuedList.edition_id == edition_id)
        .order_by(IssuedList.revision.desc())
        .limit(1)
    )
    return found or ""


def one(edition_id: int, revision: int) -> IssuedList | None:
    """That revision."""
    return db.session.scalar(
        select(IssuedList).where(IssuedList.edition_id == edition_id, IssuedList.revision == revision)
    )


def roll_of(issued: IssuedList) -> list[Party]:
    """What the list said when it was issued."""
    return from_content(issued.content)


def public_roll_of(issued: IssuedList) -> list[Party]:
    """What the public may still read of it: without the people who took their consent back since, or
    whom the secretariat removed. Their addresses go when only that consent was taken back."""
    edition_id = issued.edition_id
    listed = rights.categories_with(edition_id, "listed")
    rows = db.session.execute(
        select(Participant.id, Participant.list_email).where(
            Participant.edition_id == edition_id, Participant.listed, Participant.category.in_(listed)
        )
    )
    still = {row.id: row.list_email for row in rows}
    return [replace(party, people=_willing(party.people, still)) for party in roll_of(issued)]


def _willing(people: tuple[Person, ...], still: Mapping[int, bool]) -> tuple[Person, ...]:
    return tuple(
        person if still[person.id] else replace(person, email="") for person in people if person.id in still
    )


def kept_head(head: Letterhead) -> dict[str, Any]:
    """The head of a paper as JSON."""
    return {**asdict(head), "dated": head.dated.isoformat()}


def head_of(issued: IssuedList, lang: str) -> Letterhead:
    """The head of the paper as it was issued in that language."""
    kept: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in issued.heads[lang].items()}
    return Letterhead(**{**kept, "dated": date.fromisoformat(kept["dated"])})


@dataclass(frozen=True)
class Difference:
    """What one roll says that another did not: people by name and delegation, and delegations."""

    joined: tuple[tuple[Person, Party], ...] = ()
    left: tuple[tuple[Person, Party], ...] = ()
    changed: tuple[tuple[Person, Party], ...] = ()
    came: tuple[Party, ...] = ()
    went: tuple[Party, ...] = ()
    moved: bool = False
    """Whether the delegations stand in another order."""

    def __bool__(self) -> bool:
        return bool(self.joined or self.left or self.changed or self.came or self.went or self.moved)


def difference(before: Roll, after: Roll) -> Difference:
    """From one roll to the other."""
    old, new = _people(before), _people(after)
    parties, now = {p.id: p for p in before}, {p.id: p for p in after}
    stayed = [p.id for p in before if p.id in now]
    return Difference(
        joined=tuple(new[i] for i in new if i not in old),
        left=tuple(old[i] for i in old if i not in new),
        changed=tuple(new[i] for i in new if i in old and _said(new[i]) != _said(old[i])),
        came=tuple(p for p in after if p.id not in parties),
        went=tuple(p for p in before if p.id not in now),
        moved=stayed != [p.id for p in after if p.id in parties]
        or any(parties[i].name != now[i].name for i in stayed),
    )


def _people(roll: Roll) -> dict[int, tuple[Person, Party]]:
    return {person.id: (person, party) for party in roll for person in party.people}


def _said(entry: tuple[Person, Party]) -> tuple[Person, int]:
    return entry[0], entry[1].id
