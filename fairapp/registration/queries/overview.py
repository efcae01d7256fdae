"""Where registration stands: everything the desk's overview counts, in a handful of selects.

Delegations are read one narrow row each (there are hundreds); people are counted by the database,
once, by everything they are shown by (there are thousands).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import and_, case, func, select

from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition
from fairapp.registration import rules, stays
from fairapp.registration.conditions import (
    comes,
    has_focal_point,
    has_head,
    has_letter,
    has_people,
    is_awaited,
    lacks_office,
)
from fairapp.registration.models import ACCREDITED, CredentialStep, Delegation, Participant, ProposedChange
from fairapp.registration.queries.listing import NO_REGION, STAGES


@dataclass(frozen=True)
class Line:
    """A delegation as the overview counts it."""

    id: int
    status: str
    category: str
    region: str | None
    has_head: bool
    has_people: bool
    lacks_office: bool
    has_letter: bool
    has_focal_point: bool
    is_awaited: bool
    """Whether an invitation to manage it is open."""
    since: datetime | None
    """When its credential came to where it stands."""

    @property
    def comes(self) -> bool:
        """Whether it is still expected."""
        return self.status not in rules.AWAY

    @property
    def lacks(self) -> list[str]:
        """What is missing, in the words of the list's filter."""
        if not self.comes:
            return []
        missing = {
            "head": rules.needs_head(self.category) and not self.has_head,
            "people": not self.has_people,
            "office": self.lacks_office,
            "letter": rules.needs_letter(self.category) and not self.has_letter,
            "focal_point": not self.has_focal_point,
        }
        return [what for what, is_missing in missing.items() if is_missing]

    @property
    def stage(self) -> str:
        """How far it has come: a key of STAGES."""
        return next(stage for stage, statuses in STAGES.items() if self.status in statuses)


@dataclass(frozen=True)
class Delegations:
    """Every delegation, and what can be counted of them."""

    lines: list[Line]

    @cached_property
    def by_status(self) -> Counter[str]:
        """How many stand where."""
        return Counter(line.status for line in self.lines)

    @property
    def by_region(self) -> dict[str, Counter[str]]:
        """How far those of each region have come."""
        found: dict[str, Counter[str]] = {}
        for line in self.lines:
            found.setdefault(line.region or NO_REGION, Counter())[line.stage] += 1
        return found

    @property
    def to_verify(self) -> int:
        """How many credentials await verification."""
        return sum(
            line.status == "letter_received"
            or (line.status == "composition_received" and not rules.needs_letter(line.category))
            for line in self.lines
        )

    @property
    def coming(self) -> int:
        """How many are still expected."""
        return sum(line.comes for line in self.lines)

    @cached_property
    def _lacking(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            for what in line.lacks:
                found.setdefault(what, []).append(line)
        return found

    def lacking(self, what: str) -> list[Line]:
        """Those that lack it, who have stood still longest first."""
        return sorted(self._lacking.get(what, []), key=lambda line: (line.since is None, line.since, line.id))


@dataclass(frozen=True)
class People:
    """People of the delegations that come, counted by category, standing and days."""

    total: int
    by_category: dict[str, Counter[str]]
    """Of each category, how many have which standing."""
    homes: dict[str, set[str]]
    """Of each category, of which categories the delegations are that its people belong to."""
    arrivals: Counter[str]
    departures: Counter[str]
    """By codes of `stays`."""
    new: int
    """How many were entered into delegations that are accredited already: they await approval."""
    badges: int
    """How many are accredited and have no badge yet."""
    access: int
    """How many told of access needs."""
    diets: int

    def standing(self, standing: str) -> int:
        """How many have that standing, of all categories."""
        return sum(counts[standing] for counts in self.by_category.values())


def delegations_counted(edition_id: int) -> Delegations:
    """Every delegation with what it has, in one select."""
    d = Delegation
    since = (
        select(CredentialStep.delegation_id, func.max(CredentialStep.at).label("since"))
        .group_by(CredentialStep.delegation_id)
        .subquery()
    )
    columns = (
        *(d.id, d.status, d.category, d.region),
        *(has_head(), has_people(), lacks_office(), has_letter(), has_focal_point(), is_awaited()),
        since.c.since,
    )
    rows = db.session.execute(
        select(*columns)
        .outerjoin(since, since.c.delegation_id == d.id)
        .where(d.edition_id == edition_id)
        .order_by(d.id)
    )
    return Delegations([Line(*row) for row in rows])


def people_counted(edition: Edition) -> People:
    """People by everything the overview shows them by, in one select."""
    p = Participant
    arrives = stays.day_of(edition, p.arrives_at).label("arrives")
    departs = stays.day_of(edition, p.departs_at).label("departs")
    in_part = Delegation.status.in_(ACCREDITED)
    counted = {
        "new": and_(p.standing == "entered", in_part),
        "badges": and_(p.standing == "accredited", p.badge_issued_at.is_(None), in_part),
        "access": p.access_needs != "",
        "diets": p.diet != "",
    }
    rows = db.session.execute(
        select(
            *(p.category, Delegation.category, p.standing, arrives, departs, func.count()),
            *(func.sum(case((which, 1), else_=0)) for which in counted.values()),
        )
        .join(p.delegation)
        .where(p.edition_id == edition.id, comes())
        .group_by(p.category, Delegation.category, p.standing, "arrives", "departs")
    )
    by_category: dict[str, Counter[str]] = {}
    homes: dict[str, set[str]] = {}
    arrivals: Counter[str] = Counter()
    departures: Counter[str] = Counter()
    total, sums = 0, [0] * len(counted)
    for category, home, standing, arrival, departure, count, *some in rows:
        by_category.setdefault(category, Counter())[standing] += count
        homes.setdefault(category, set()).add(home)
        arrivals[arrival] += count
        departures[departure] += count
        total, sums = total + count, [a + b for a, b in zip(sums, some, strict=True)]
    return People(total, by_category, homes, arrivals, departures, *sums)


def changed_people(edition_id: int) -> int:
    """How many people who come have changes that await approval."""
    found = db.session.scalar(
        select(func.count(ProposedChange.participant_id.distinct()))
        .join(ProposedChange.participant)
        .join(Participant.delegation)
        .where(ProposedChange.edition_id == edition_id, ProposedChange.decided_at.is_(None), comes())
    )
    return found or 0


def names_of(ids: Iterable[int]) -> dict[int, Translated]:
    """The names of some delegations."""
    rows = db.session.execute(select(Delegation.id, Delegation.name).where(Delegation.id.in_(list(ids))))
    return dict(iter(rows))
