"""How the overview shows what was counted: pictures, rows, and where each figure leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from fairapp.core import dates
from fairapp.core.charts import Columns, Group, Part, Segment, Series, Stacked, segments
from fairapp.core.i18n import current_language
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import rules, stays, words
from fairapp.registration.models import ACCREDITED
from fairapp.registration.queries.listing import NO_REGION, STAGES
from fairapp.registration.queries.overview import Delegations, People
from fairapp.registration.seats import Seats


def states(by_status: Mapping[str, int]) -> Stacked:
    """Delegations by state of their credential, in the order of its way."""
    total = sum(by_status.values())
    accredited = sum(by_status.get(status, 0) for status in ACCREDITED)
    sentence = ngettext(
        "%(accredited)s of %(num)s delegation is accredited.",
        "%(accredited)s of %(num)s delegations are accredited.",
        total,
        accredited=accredited,
    )
    parts = [
        Part(
            str(word),
            by_status.get(status, 0),
            words.COLOUR[status],
            words.TEXTURE.get(status, ""),
            url_for("registration.delegations", status=status),
        )
        for status, word in words.STATUS.items()
    ]
    return Stacked(_("Delegations by state of their credential"), sentence, parts)


STAGE_LOOK = {
    "taking_part": ("var(--ok)", ""),
    "under_way": ("var(--accent)", "hatch"),
    "invited": ("var(--line)", "outline"),
    "away": ("var(--muted)", "cross"),
}


@dataclass(frozen=True)
class Region:
    """A region: how many delegations, how far they have come."""

    label: str
    total: int
    href: str
    parts: list[Part]
    segments: list[Segment]
    """Against the largest region."""


def region_label(code: str) -> str:
    """The name of a region; organizations and observers have none."""
    known = reference.regions().get(code)
    return known.to(current_language()) if known else _("Beyond the regions")


def regions(counted: Delegations) -> list[Region]:
    """The regions of the hemisphere in the order of the reference data, then those of none."""
    by_region = counted.by_region
    most = max((counts.total() for counts in by_region.values()), default=1)
    found = []
    for code in (*reference.regions(), NO_REGION):
        if code not in by_region:
            continue
        counts = by_region[code]
        parts = [
            Part(
                str(words.STAGE[stage]),
                counts[stage],
                *STAGE_LOOK[stage],
                url_for("registration.delegations", region=code, status=stage),
            )
            for stage in STAGES
        ]
        href = url_for("registration.delegations", region=code)
        found.append(Region(region_label(code), counts.total(), href, parts, segments(parts, most)))
    return found


@dataclass(frozen=True)
class Category:
    """People of one category: how many have a seat, of how many, who waits."""

    code: str
    seated: int
    accredited: int
    waiting: int
    seats: int | None
    """None: any number may come."""

    segments: list[Segment]
    """Accredited, seated, seats still free: against the largest category."""


def categories(counted: Delegations, people: People, limits: Seats) -> list[Category]:
    """People by category, in the order of the lists."""
    codes = {*people.by_category, *limits.capacity}
    seats = {code: _seats(code, counted, people, limits) for code in codes}
    seated = {code: counts["entered"] + counts["accredited"] for code, counts in people.by_category.items()}
    most = max((max(seated.get(code, 0), seats[code] or 0) for code in codes), default=1)
    found = []
    for code in sorted(codes, key=rules.category_rank):
        counts = people.by_category.get(code, Counter())
        bar = segments(_seats_bar(counts["accredited"], seated.get(code, 0), seats[code]), most or 1)
        found.append(
            Category(code, seated.get(code, 0), counts["accredited"], counts["waiting"], seats[code], bar)
        )
    return found


def _seats_bar(accredited: int, seated: int, seats: int | None) -> list[Part]:
    return [
        Part("", accredited, "var(--ok)"),
        Part("", seated - accredited, "var(--accent)", "hatch"),
        Part("", max(0, (seats or 0) - seated), "var(--line)", "outline"),
    ]


def _seats(category: str, counted: Delegations, people: People, limits: Seats) -> int | None:
    """Seats of the whole edition; else those of its delegations, if all who send people of the category
    have a number to keep to."""
    if category in limits.capacity:
        return limits.capacity[category]
    homes = people.homes.get(category, set())
    if not homes or any((home, category) not in limits.general for home in homes):
        return None
    return sum(
        limits.own.get((line.id, category), limits.general.get((line.category, category), 0))
        for line in counted.lines
        if line.comes
    )


def journeys(edition: Edition, people: People) -> Columns:
    """Arrivals and departures by day, as the edition's zone counts days."""
    shown = _days_shown(edition, people)
    groups = [
        Group(
            day_label(code),
            (people.arrivals[code], people.departures[code]),
            _short(code),
            (
                url_for("registration.people", arrives=code),
                url_for("registration.people", departs=code),
            ),
        )
        for code in shown
    ]
    series = [Series(_("Arrivals"), "var(--accent)"), Series(_("Departures"), "var(--mark)", "hatch")]
    return Columns(_("Arrivals and departures per day"), _busiest(people), series, groups)


def _busiest(people: People) -> str:
    """The sentence under the picture: when most people arrive."""
    vague = {stays.EARLIER, stays.LATER, stays.UNKNOWN}
    known = Counter({code: n for code, n in people.arrivals.items() if code not in vague})
    if not known:
        return _("Nobody has said yet when they arrive.")
    code, count = known.most_common(1)[0]
    return _("Most people arrive on %(day)s: %(count)s.", day=day_label(code), count=count)


def _days_shown(edition: Edition, people: People) -> list[str]:
    """From the first day somebody travels, or the edition's first, to the last."""
    codes = [code for code in stays.codes(edition) if code != stays.UNKNOWN]
    used = [n for n, code in enumerate(codes) if people.arrivals[code] or people.departures[code]]
    own = [codes.index(edition.first_day.isoformat()), codes.index(edition.last_day.isoformat())]
    return codes[min(used + own) : max(used + own) + 1]


def day_label(code: str) -> str:
    """“Thursday, April 22, 2027”, “earlier”, “later”, “not known”."""
    beyond = {stays.EARLIER: _("Earlier"), stays.LATER: _("Later"), stays.UNKNOWN: _("Not known")}
    if code in beyond:
        return beyond[code]
    try:
        return dates.weekday_text(date.fromisoformat(code))
    except ValueError:
        return code


def _short(code: str) -> str:
    if code in {stays.EARLIER, stays.LATER}:
        return "<" if code == stays.EARLIER else ">"
    day = date.fromisoformat(code)
    weekday = format_date(day, "EEE", locale=current_language()).rstrip(".")
    return f"{weekday}\n{day.day}"


def region_choices() -> list[tuple[str, str]]:
    """Codes and names of the regions, for a filter."""
    return [(code, region_label(code)) for code in (*reference.regions(), NO_REGION)]


def category_choices() -> list[tuple[str, str]]:
    """Codes and names of the categories, for a filter."""
    terms = reference.vocabulary("participant_category")
    return [(code, term.label.to(current_language())) for code, term in terms.items()]
