"""The public list of participants as a page: accredited delegations, as their people agreed to be listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import ColumnElement, func, select

from fairapp.core.db import db
from fairapp.core.i18n import current_language
from fairapp.documents import queries as documents
from fairapp.edition.models import Edition
from fairapp.registration import issues, order, rights, roll, search
from fairapp.registration.models import ACCREDITED, Delegation, Participant
from fairapp.registration.queries import Page
from fairapp.registration.roll import Party

PER_PAGE = 120
"""People on one page of the public list, about: a delegation is never divided."""
FINAL = frozenset({"approved", "final"})
"""Statuses of a document that will not change any more."""


@dataclass(frozen=True)
class Section:
    """A section of the page: its code, and by category the delegations in it."""

    code: str
    groups: tuple[tuple[str, tuple[Party, ...]], ...]


@dataclass(frozen=True)
class PublicList:
    """One page of the list, and what the whole of it holds."""

    page: Page[Party]
    sections: tuple[Section, ...]
    categories: list[str]
    delegations: int
    people: int


def is_provisional(edition: Edition) -> bool:
    """Whether the list may still change: until its entry in the registry of documents is final."""
    entry = documents.of_kind(edition.id, "list_of_participants")
    return entry is None or entry.status not in FINAL


def accredited(edition_id: int) -> list[Delegation]:
    """Delegations that take part, in order of precedence."""
    found = db.session.scalars(
        select(Delegation).where(Delegation.edition_id == edition_id, Delegation.status.in_(ACCREDITED))
    )
    return order.in_order(found)


def public_list(edition: Edition, *, category: str = "", text: str = "", number: int = 1) -> PublicList:
    """The list as it stands now; ``text`` finds people, offices, institutions and delegations. A
    delegation found by its own name shows everybody."""
    listed = rights.categories_with(edition.id, "listed")
    willing = roll.on_it(edition.id, listed)
    counts = _counts(willing)
    everyone = [d for d in roll.accredited(edition.id) if d.category in listed or d.id in counts]
    found = _counts(willing & _speaks_of(text)) if text.strip() else counts
    wanted = [d for d in everyone if (d.id in found or _is_called(d, text)) and category in {"", d.category}]
    entries = roll.ordered(roll.parties(wanted, {}), current_language(), issues.ordering_of(edition.id))
    page = _page(entries, found, number)
    people = roll.people_on_it(
        willing & Participant.delegation_id.in_([party.id for party in page.items]) & _speaks_of(text)
    )
    shown = [replace(party, people=tuple(people.get(party.id, ()))) for party in page.items]
    return PublicList(
        page.of(shown),
        _sections(shown),
        sorted({d.category for d in everyone}, key=roll.place_of),
        len(everyone),
        sum(counts[d.id] for d in everyone),
    )


def _counts(wanted: ColumnElement[bool]) -> Counter[int]:
    """How many such people there are, by delegation. Asked of people, not of delegations with their
    people: SQLite would go through everybody for each delegation."""
    rows = db.session.execute(
        select(Participant.delegation_id, func.count())
        .join(Participant.delegation)
        .where(wanted)
        .group_by(Participant.delegation_id)
    )
    return Counter({row[0]: row[1] for row in rows})


def _is_called(delegation: Delegation, text: str) -> bool:
    return all(word in delegation.search_text for word in search.words_of(text))


def _speaks_of(text: str) -> ColumnElement[bool]:
    return search.matches(text, Participant.search_text, Delegation.search_text)


def _page(entries: Sequence[Party], counts: Mapping[int, int], number: int) -> Page[Party]:
    """Page ``number``: as many delegations as bring about PER_PAGE people, none divided."""
    pages: list[list[Party]] = [[]]
    room = PER_PAGE
    for party in entries:
        if pages[-1] and room < counts[party.id]:
            pages.append([])
            room = PER_PAGE
        pages[-1].append(party)
        room -= counts[party.id] + 1
    number = min(max(number, 1), len(pages))
    first = sum(map(len, pages[: number - 1])) + 1
    items = pages[number - 1]
    return Page(items, number, len(pages), len(entries), first, first + len(items) - 1)


def _sections(parties: Sequence[Party]) -> tuple[Section, ...]:
    return tuple(
        Section(
            code,
            tuple((category, tuple(each)) for category, each in groupby(group, key=lambda p: p.category)),
        )
        for code, group in groupby(parties, key=lambda p: roll.section_of(p.category))
    )
