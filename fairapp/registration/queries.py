"""Reading delegations and their people."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import case, func, select
from sqlalchemy.orm import selectinload

from fairapp.core.db import db
from fairapp.core.i18n import current_language, sort_key
from fairapp.edition.models import Edition
from fairapp.registration import rules
from fairapp.registration.models import (
    CredentialLetter,
    CredentialStep,
    Delegation,
    Participant,
    PrecedenceDraw,
)
from fairapp.registration.todo import todo_for
from fairapp.timetable.errors import InTheWay
from fairapp.timetable.queries import standing_in_the_way
from fairapp.timetable.spans import Span

T = TypeVar("T")
PER_PAGE = 60
"""Delegations on one page of the secretariat's list."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, as the pager draws it."""

    items: Sequence[T]
    page: int
    pages: int
    total: int
    first: int
    last: int


@dataclass(frozen=True)
class Row:
    """A line of the secretariat's list."""

    delegation: Delegation
    people: int
    has_head: bool
    has_letter: bool


@dataclass(frozen=True)
class Listing:
    """The secretariat's list: the rows asked for, and how many of all stand where."""

    page: Page[Row]
    by_status: dict[str, int]
    categories: list[str]
    """Those there are, in their order."""


def delegation(edition_id: int, delegation_id: int) -> Delegation | None:
    """A delegation of that edition with its people, letters and steps, in four selects."""
    return db.session.scalar(
        select(Delegation)
        .where(Delegation.id == delegation_id, Delegation.edition_id == edition_id)
        .options(
            selectinload(Delegation.participants),
            selectinload(Delegation.letters).joinedload(CredentialLetter.uploader),
            selectinload(Delegation.steps).joinedload(CredentialStep.actor),
        )
    )


def participant(delegation: Delegation, participant_id: int) -> Participant | None:
    """The person of that number in the delegation."""
    return next((p for p in delegation.participants if p.id == participant_id), None)


def all_delegations(edition_id: int) -> list[Delegation]:
    """Every delegation in order of precedence: category, place drawn, else the alphabet."""
    found = db.session.scalars(select(Delegation).where(Delegation.edition_id == edition_id))
    return sorted(found, key=by_precedence)


def by_precedence(delegation: Delegation) -> tuple[Any, ...]:
    """Sort key: category, place drawn by lot, then the alphabet of the current language."""
    return (
        rules.category_rank(delegation.category),
        delegation.precedence is None,
        delegation.precedence or 0,
        sort_key(delegation.sort_name.to(current_language())),
    )


def by_alphabet(delegation: Delegation) -> tuple[Any, ...]:
    """Sort key: category, then the alphabet of the current language."""
    return (rules.category_rank(delegation.category), sort_key(str(delegation.sort_name)))


def listing(
    edition_id: int,
    *,
    status: str = "",
    category: str = "",
    text: str = "",
    number: int = 1,
    size: int = PER_PAGE,
) -> Listing:
    """The secretariat's list, filtered; three selects, whatever its length."""
    everyone = all_delegations(edition_id)
    wanted = [
        d
        for d in everyone
        if status in {"", d.status} and category in {"", d.category} and speaks_of(text, d.name.values())
    ]
    page = paged(wanted, number, size)
    return Listing(
        Page(_rows(page.items), page.page, page.pages, page.total, page.first, page.last),
        dict(Counter(d.status for d in everyone)),
        list(dict.fromkeys(d.category for d in everyone)),
    )


def paged(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Page ``number`` (from 1; beyond the end is the last) of a list."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    start = (number - 1) * size
    part = items[start : start + size]
    return Page(part, number, pages, len(items), start + 1, start + len(part))


def _rows(delegations: Iterable[Delegation]) -> list[Row]:
    found = list(delegations)
    ids = [d.id for d in found]
    people = {
        delegation_id: (count, heads)
        for delegation_id, count, heads in db.session.execute(
            select(
                Participant.delegation_id,
                func.count(),
                func.sum(case((Participant.role == "head", 1), else_=0)),
            )
            .where(Participant.delegation_id.in_(ids))
            .group_by(Participant.delegation_id)
        )
    }
    lettered = set(
        db.session.scalars(
            select(CredentialLetter.delegation_id).where(CredentialLetter.delegation_id.in_(ids)).distinct()
        )
    )
    rows = []
    for each in found:
        count, heads = people.get(each.id, (0, 0))
        rows.append(Row(each, count, bool(heads), each.id in lettered))
    return rows


def speaks_of(text: str, places: Iterable[str]) -> bool:
    """Whether every word of the text is found in one of the places, whatever accents and capitals."""
    where = [plain(place) for place in places]
    return all(any(plain(word) in place for place in where) for word in text.split())


def plain(text: str) -> str:
    """Without accents and capitals; in C, since five thousand names are looked through at a time."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def known_codes(edition_id: int) -> set[str]:
    """Codes of the states and bodies invited already."""
    return set(db.session.scalars(select(Delegation.member_code).where(Delegation.edition_id == edition_id)))


def draws(edition_id: int) -> list[PrecedenceDraw]:
    """Every draw of the order of precedence, the latest first."""
    return list(
        db.session.scalars(
            select(PrecedenceDraw)
            .where(PrecedenceDraw.edition_id == edition_id)
            .order_by(PrecedenceDraw.id.desc())
            .options(selectinload(PrecedenceDraw.actor))
        )
    )


def last_draw(edition_id: int) -> PrecedenceDraw | None:
    """The draw that counts."""
    return db.session.scalar(
        select(PrecedenceDraw)
        .where(PrecedenceDraw.edition_id == edition_id)
        .order_by(PrecedenceDraw.id.desc())
        .limit(1)
    )


def member_states(edition_id: int) -> list[Delegation]:
    """The member states that come, in order of precedence (alphabetical before the draw)."""
    found = db.session.scalars(
        select(Delegation).where(
            Delegation.edition_id == edition_id,
            Delegation.category == "member_state",
            Delegation.status.not_in(rules.AWAY),
        )
    )
    return sorted(found, key=by_precedence)


def engagements(participant: Participant) -> list[InTheWay]:
    """Where somebody is expected or held for, within a month of the edition's days."""
    edition = participant.delegation.edition
    return standing_in_the_way([participant.resource_id], _around(edition))


def _around(edition: Edition) -> Span:
    month = timedelta(days=30)
    return Span(
        datetime.combine(edition.first_day - month, time(), UTC),
        datetime.combine(edition.last_day + month, time(), UTC),
    )


__all__ = [
    "Listing",
    "Page",
    "Row",
    "all_delegations",
    "by_alphabet",
    "by_precedence",
    "delegation",
    "draws",
    "engagements",
    "known_codes",
    "last_draw",
    "listing",
    "member_states",
    "paged",
    "participant",
    "plain",
    "speaks_of",
    "todo_for",
]
