"""The public list of participants: accredited delegations, as they agreed to be listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from fairapp.core.db import db
from fairapp.core.i18n import folded
from fairapp.documents import queries as documents
from fairapp.edition.models import Edition
from fairapp.registration import queries
from fairapp.registration.models import ACCREDITED, Delegation, Participant
from fairapp.registration.queries import Page, paged

PER_PAGE = 40
"""Delegations on one page of the public list."""
FINAL = frozenset({"approved", "final"})
"""Statuses of a document that will not change any more."""


@dataclass(frozen=True)
class Listed:
    """A delegation and those of its people that are shown."""

    delegation: Delegation
    people: list[Participant]


@dataclass(frozen=True)
class PublicList:
    """One page of the list, and what the whole of it holds."""

    page: Page[Listed]
    categories: list[str]
    delegations: int
    people: int


def is_provisional(edition: Edition) -> bool:
    """Whether the list may still change: until its entry in the registry of documents is final."""
    entry = documents.of_kind(edition.id, "list_of_participants")
    return entry is None or entry.status not in FINAL


def accredited(edition_id: int, *, alphabetical: bool = False) -> list[Delegation]:
    """Delegations that take part, by category, then precedence (or the current language's alphabet)."""
    found = db.session.scalars(
        select(Delegation).where(Delegation.edition_id == edition_id, Delegation.status.in_(ACCREDITED))
    )
    return sorted(found, key=queries.by_alphabet if alphabetical else queries.by_precedence)


def people_of(ids: Collection[int]) -> dict[int, list[Participant]]:
    """The people of those delegations, each in order of role, in one select."""
    people: dict[int, list[Participant]] = defaultdict(list)
    found = db.session.scalars(
        select(Participant)
        .where(Participant.delegation_id.in_(ids))
        .order_by(Participant.position, Participant.id)
    )
    for person in found:
        people[person.delegation_id].append(person)
    return people


def public_list(edition: Edition, *, category: str = "", text: str = "", number: int = 1) -> PublicList:
    """The list of participants; ``text`` finds people, offices, institutions and delegations."""
    everyone = accredited(edition.id)
    names = _names([d.id for d in everyone])
    chosen = [d for d in everyone if category in {"", d.category}]
    found = _found(chosen, names, text) if text.strip() else {}
    wanted = [d for d in chosen if not text.strip() or d.id in found]
    page = paged(wanted, number, PER_PAGE)
    people = people_of([d.id for d in page.items])
    listed = [Listed(d, [p for p in people[d.id] if not found or p.id in found[d.id]]) for d in page.items]
    return PublicList(
        Page(listed, page.page, page.pages, page.total, page.first, page.last),
        list(dict.fromkeys(d.category for d in everyone)),
        len(everyone),
        sum(len(each) for each in names.values()),
    )


def _names(ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """For each delegation the words its people are found by. Columns only: five thousand people are
    looked through in a few milliseconds."""
    words: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = db.session.execute(
        select(
            Participant.delegation_id,
            Participant.id,
            Participant.given_names,
            Participant.family_names,
            Participant.office,
            Participant.institution,
        ).where(Participant.delegation_id.in_(ids))
    )
    for delegation_id, person_id, *texts in rows:
        words[delegation_id].append((person_id, " ".join(texts)))
    return words


def _found(
    delegations: list[Delegation], names: dict[int, list[tuple[int, str]]], text: str
) -> dict[int, set[int]]:
    """Ids of the people found, by delegation. A delegation found by its own name shows everybody."""
    wanted = [folded(word) for word in text.split()]
    found = {}
    for each in delegations:
        own = folded(" ".join(each.name.values()))
        left = [word for word in wanted if word not in own]
        hits = {
            person
            for person, words in names.get(each.id, [])
            if not left or all(word in folded(words) for word in left)
        }
        if hits or not left:
            found[each.id] = hits
    return found
