"""Who can be met: people open to meetings, by party, with what their party offers and seeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import ColumnElement, String, cast, func, select

from fairapp.cooperation.models import Entry
from fairapp.core.db import db
from fairapp.meetings.queries import SHOWN, entries_of
from fairapp.registration import rights
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.queries import Page, all_delegations, page_of
from fairapp.registration.search import matches

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


def find(
    delegations: Sequence[Delegation], search: Search, *, number: int = 1, rows: rights.Matrix | None = None
) -> Page[Party]:
    """The people of those delegations who may be asked and match: page ``number`` of them, grouped by
    party. ``rows`` are the edition's rights, when they are at hand.

    The page counts people. They are counted by party first, so that only the parties on the page are read.
    """
    matching = _matching(delegations, search)
    sought = _sought(matching, search, rows)
    counted = db.session.execute(
        select(Participant.delegation_id, func.count())
        .join(Participant.delegation)
        .where(*sought)
        .group_by(Participant.delegation_id)
    )
    counts: dict[int, int] = {row[0]: row[1] for row in counted}
    page = page_of(sum(counts.values()), number, PER_PAGE)
    return page.of(_on_page([d for d in matching if d.id in counts], counts, page, sought))


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


def _sought(
    parties: Sequence[Delegation], search: Search, rows: rights.Matrix | None
) -> list[ColumnElement[bool]]:
    """Who can be met and fits; each word may speak of the person or of their delegation."""
    asked = rights.categories_with(parties[0].edition_id, "be_requested", rows) if parties else set()
    conditions = [
        Participant.delegation_id.in_([d.id for d in parties]),
        Participant.category.in_(asked),
        Participant.open_to_meetings.is_(True),
        Participant.standing == "accredited",
        matches(search.q, Participant.search_text, Delegation.search_text),
    ]
    if search.language:
        # A list of codes is kept as JSON: ["es", "en"].
        spoken = cast(Participant.languages, String)
        conditions.append(spoken.contains(f'"{search.language}"', autoescape=True))
    return conditions


def _on_page(
    parties: Sequence[Delegation],
    counts: dict[int, int],
    page: Page[int],
    sought: Sequence[ColumnElement[bool]],
) -> list[Party]:
    """The people from the page's first to its last, in the order of the parties."""
    ends = list(accumulate(counts[d.id] for d in parties))
    shown = [
        d
        for d, end in zip(parties, ends, strict=True)
        if end >= page.first and end - counts[d.id] < page.last
    ]
    before = sum(counts[d.id] for d in parties[: parties.index(shown[0])]) if shown else 0
    people: dict[int, list[Participant]] = defaultdict(list)
    for person in db.session.scalars(
        select(Participant)
        .join(Participant.delegation)
        .where(*sought, Participant.delegation_id.in_([d.id for d in shown]))
        .order_by(Participant.position, Participant.place, Participant.id)
    ):
        people[person.delegation_id].append(person)
    in_order = [person for d in shown for person in people[d.id]][
        page.first - 1 - before : page.last - before
    ]
    return _grouped(shown, in_order)


def _grouped(parties: Sequence[Delegation], people: Sequence[Participant]) -> list[Party]:
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries_of(*parties) if parties else []:
        entries[entry.delegation_id].append(entry)
    of = {d.id: [p for p in people if p.delegation_id == d.id] for d in parties}
    return [Party(d, of[d.id], entries[d.id]) for d in parties if of[d.id]]
