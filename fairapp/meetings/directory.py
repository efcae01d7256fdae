"""Who can be met: people open to meetings, by party, with what their party offers and seeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from fairapp.cooperation.models import Entry
from fairapp.core.db import db
from fairapp.meetings.queries import SHOWN, entries_of
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.queries import Page, all_delegations, paged, speaks_of

PER_PAGE = 50
"""People on one page of the directory."""


@dataclass(frozen=True)
class Search:
    """What somebody looks for; what is empty does not matter."""

    q: str = ""
    party: str = ""
    category: str = ""
    topic: str = ""
    language: str = ""


@dataclass(frozen=True)
class Party:
    """A state or organization, those of its people who can be met, and what it offers and seeks."""

    delegation: Delegation
    people: list[Participant]
    entries: list[Entry]


def parties_of(edition_id: int, *, besides: int | None = None) -> list[Delegation]:
    """Accredited delegations in order of precedence, one's own (``besides``) left out."""
    return [d for d in all_delegations(edition_id) if d.is_accredited and d.id != besides]


def find(delegations: Sequence[Delegation], search: Search, *, number: int = 1) -> Page[Party]:
    """The people of those delegations who match: page ``number`` of them, grouped by party.

    The page counts people. Names are compared without accents and capitals, which no two databases
    do alike; so the comparison is made here, over one narrow select.
    """
    matching = _matching(delegations, search)
    places = {d.id: place for place, d in enumerate(matching)}
    names = {d.id: " ".join(d.name.values()) for d in matching}
    rows = [row for row in _open_people(places) if _fits(row, names[row.delegation_id], search)]
    rows.sort(key=lambda row: (places[row.delegation_id], row.position, row.id))
    page = paged([row.id for row in rows], number, PER_PAGE)
    return Page(_grouped(page.items), page.page, page.pages, page.total, page.first, page.last)


def _matching(delegations: Sequence[Delegation], search: Search) -> list[Delegation]:
    with_topic = _with_topic(search.topic) if search.topic else None
    return [
        d
        for d in delegations
        if search.party in {"", d.member_code}
        and search.category in {"", d.category}
        and (with_topic is None or d.id in with_topic)
    ]


def _with_topic(code: str) -> set[int]:
    return set(
        db.session.scalars(
            select(Entry.delegation_id).where(Entry.topic_code == code, Entry.status.in_(SHOWN))
        )
    )


def _open_people(delegation_ids: Any) -> list[Any]:
    p = Participant
    columns = (
        p.id,
        p.delegation_id,
        p.position,
        p.given_names,
        p.family_names,
        p.office,
        p.institution,
        p.languages,
    )
    return list(
        db.session.execute(
            select(*columns).where(
                p.delegation_id.in_(list(delegation_ids)),
                p.open_to_meetings.is_(True),
                p.standing == "accredited",
            )
        )
    )


def _fits(row: Any, party: str, search: Search) -> bool:
    if search.language and search.language not in row.languages:
        return False
    return speaks_of(search.q, (f"{row.given_names} {row.family_names}", row.office, row.institution, party))


def _grouped(ids: Sequence[int]) -> list[Party]:
    found = {
        person.id: person
        for person in db.session.scalars(
            select(Participant).where(Participant.id.in_(ids)).options(joinedload(Participant.delegation))
        )
    }
    people: dict[Delegation, list[Participant]] = defaultdict(list)
    for number in ids:
        people[found[number].delegation].append(found[number])
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries_of(*people) if people else []:
        entries[entry.delegation_id].append(entry)
    return [Party(d, group, entries[d.id]) for d, group in people.items()]
