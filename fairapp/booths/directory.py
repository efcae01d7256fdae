"""The directory of exhibitors and the plan of a day, put together for the pages that show them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from fairapp.booths import queries, rules
from fairapp.booths.models import Allocation, Booth, Exhibitor
from fairapp.booths.plan import Occupant, Plan, draw
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition, Topic


@dataclass(frozen=True)
class Search:
    """What a visitor looks for; empty means everything."""

    q: str = ""
    topic: str = ""
    region: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Search:
        """From the address of the page."""
        return cls(**{f.name: args.get(f.name, "").strip()[:80] for f in fields(cls)})

    def asked(self) -> dict[str, str]:
        """What was asked for, to keep it in links."""
        return {key: value for key, value in vars(self).items() if value}

    @property
    def everything(self) -> bool:
        """Whether nothing was asked for."""
        return self == Search()


@dataclass(frozen=True)
class Fair:
    """What the rooms' pages draw from: three selects, whatever the size of the fair."""

    edition: Edition
    exhibitors: Sequence[Exhibitor]
    booths: Sequence[Booth]
    topics: Mapping[str, Topic]

    def standing(self, day: date) -> dict[int, Exhibitor]:
        """Who is in which booth (by id) on that day."""
        return {row.booth_id: one for one in self.exhibitors for row in one.allocations if row.day == day}


def plain(text: str) -> str:
    """Without accents and capitals, for searching."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).casefold()


def matching(exhibitors: Sequence[Exhibitor], search: Search) -> list[Exhibitor]:
    """The exhibitors everybody may see that answer the search."""
    return [one for one in exhibitors if one.status in rules.PUBLIC and _answers(one, search)]


def by_booth(exhibitor: Exhibitor) -> list[tuple[Booth, list[date]]]:
    """Its booths with the days it stands there."""
    found: dict[str, tuple[Booth, list[date]]] = {}
    for row in exhibitor.allocations:
        found.setdefault(row.booth.code, (row.booth, []))[1].append(row.day)
    return list(found.values())


def booth_on(exhibitor: Exhibitor, day: date) -> Booth | None:
    """Where it stands on that day."""
    row: Allocation | None = next((row for row in exhibitor.allocations if row.day == day), None)
    return row.booth if row else None


def floor_plan(
    fair: Fair,
    day: date,
    title: str,
    *,
    href: Callable[[Booth, Exhibitor | None], str],
    selected: str = "",
    shown: Collection[Exhibitor] | None = None,
) -> Plan:
    """The plan of one day; exhibitors that are not ``shown`` step back."""
    standing = fair.standing(day)
    occupants = {
        booth_id: Occupant(
            str(one.delegation.name),
            [fair.topics[code].color for code in one.topic_codes if code in fair.topics],
            [str(fair.topics[code].label) for code in one.topic_codes if code in fair.topics],
        )
        for booth_id, one in standing.items()
    }
    kept = None if shown is None else {b for b, one in standing.items() if one in shown}
    return draw(
        queries.hall(fair.edition.id),
        fair.booths,
        occupants,
        title=title,
        href=lambda booth, _occupant: href(booth, standing.get(booth.id)),
        selected=selected,
        shown=kept,
    )


def _answers(exhibitor: Exhibitor, search: Search) -> bool:
    delegation = exhibitor.delegation
    words = plain(search.q).split()
    text = plain(" ".join([*_all(delegation.name), *_all(exhibitor.blurb)]))
    return (
        (not search.topic or search.topic in exhibitor.topic_codes)
        and (not search.region or search.region == delegation.region)
        and all(word in text for word in words)
    )


def _all(text: Translated) -> list[str]:
    return list(dict.fromkeys(text.values()))
