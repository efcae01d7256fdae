"""The desk's list of delegations: filtered, counted and cut into pages by the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from fairapp.core.db import db
from fairapp.registration import rules, search, waiting
from fairapp.registration.conditions import LACKS, comes, has_focal_point, has_head, has_letter
from fairapp.registration.models import ACCREDITED, Delegation, Participant
from fairapp.registration.order import by_precedence
from fairapp.registration.queries.pages import Page, page_of

PER_PAGE = 60
"""Delegations on one page."""
NO_REGION = "none"
"""Those of no region: organizations and observers."""
STAGES: dict[str, tuple[str, ...]] = {
    "taking_part": ACCREDITED,
    "under_way": ("composition_received", "letter_received", "verified", "returned"),
    "invited": ("invited",),
    "away": tuple(sorted(rules.AWAY)),
}
"""How far delegations have come, in four words: each gathers statuses, and a filter takes either."""


@dataclass(frozen=True)
class DelegationFilter:
    """Which delegations are wanted; what is empty does not matter."""

    q: str = ""
    status: str = ""
    """One of STATUSES or of STAGES, or `to_verify`."""
    category: str = ""
    region: str = ""
    lacks: str = ""
    """A key of LACKS: what is missing of those that come."""


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    delegation: Delegation
    people: int
    has_head: bool
    has_letter: bool
    has_focal_point: bool


@dataclass(frozen=True)
class Listing:
    """The rows asked for, and how many of all stand where."""

    page: Page[Row]
    by_status: dict[str, int]
    categories: list[str]
    """Those there are, in their order."""
    regions: list[str]


def chosen(edition_id: int, wanted: DelegationFilter) -> list[ColumnElement[bool]]:
    """The conditions of a filter."""
    conditions = [Delegation.edition_id == edition_id, search.matches(wanted.q, Delegation.search_text)]
    if wanted.status == "to_verify":
        conditions.append(waiting.to_verify())
    elif wanted.status:
        conditions.append(Delegation.status.in_(STAGES.get(wanted.status, (wanted.status,))))
    if wanted.category:
        conditions.append(Delegation.category == wanted.category)
    if wanted.region:
        region = None if wanted.region == NO_REGION else wanted.region
        conditions.append(Delegation.region.is_(None) if region is None else Delegation.region == region)
    if wanted.lacks in LACKS:
        conditions += [comes(), *LACKS[wanted.lacks]()]
    return conditions


def listing(
    edition_id: int, wanted: DelegationFilter | None = None, *, number: int = 1, size: int = PER_PAGE
) -> Listing:
    """The list, filtered: four selects, whatever its length. Only what orders it is read of every
    delegation found; the page's own are read whole."""
    d = Delegation
    order = db.session.execute(
        select(d.id, d.category, d.precedence, d.sort_name).where(
            *chosen(edition_id, wanted or DelegationFilter())
        )
    ).all()
    ids = [row.id for row in sorted(order, key=by_precedence)]
    frame = page_of(len(ids), number, size)
    counts = db.session.execute(
        select(d.status, d.category, d.region, func.count())
        .where(d.edition_id == edition_id)
        .group_by(d.status, d.category, d.region)
    ).all()
    by_status: Counter[str] = Counter()
    for status, _category, _region, count in counts:
        by_status[status] += count
    return Listing(
        frame.of(_rows(ids[frame.first - 1 : frame.last])),
        dict(by_status),
        sorted({category for _s, category, _r, _n in counts}, key=rules.category_rank),
        sorted({region or NO_REGION for _s, _c, region, _n in counts}),
    )


def _rows(ids: Sequence[int]) -> list[Row]:
    people = select(func.count()).where(Participant.delegation_id == Delegation.id).scalar_subquery()
    found = {
        row[0].id: Row(*row)
        for row in db.session.execute(
            select(Delegation, people, has_head(), has_letter(), has_focal_point()).where(
                Delegation.id.in_(ids)
            )
        )
    }
    return [found[number] for number in ids]
