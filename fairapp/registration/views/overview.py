"""Where registration stands, and the people and changes behind its figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user

from fairapp.accounts.policy import PROTOCOL
from fairapp.core import clock
from fairapp.core.doors import door, may_knock
from fairapp.core.i18n import Translated
from fairapp.edition.scope import current_edition
from fairapp.registration import board, dashboard, policy, queries, stays, words
from fairapp.registration.queries.overview import Delegations
from fairapp.registration.queries.people import SORTS
from fairapp.registration.queries.seats import limits_of
from fairapp.registration.views.blueprint import bp

LETTERS_SHOWN = 12
"""Delegations without a letter named on the overview; the list has them all."""


@bp.get("/delegations/overview")
@door(PROTOCOL)
def overview() -> str:
    """Delegations, people and journeys in figures, each with a way to its rows."""
    edition = current_edition()
    counted = queries.delegations_counted(edition.id)
    people = queries.people_counted(edition)
    return render_template(
        "registration/overview.html",
        counted=counted,
        people=people,
        states=dashboard.states(counted.by_status),
        regions=dashboard.regions(counted),
        categories=dashboard.categories(counted, people, limits_of(edition.id)),
        journeys=dashboard.journeys(edition, people),
        changed=queries.changed_people(edition.id),
        lately=queries.lately(edition.id),
        letters=_letters(counted),
        labels={status: str(word) for status, word in words.STATUS.items()},
        tones=words.TONE,
        days_left=board.days_left(edition),
        now=clock.now(),
        sees_needs=policy.may_invite(current_user, edition.id),
    )


@dataclass(frozen=True)
class LetterAwaited:
    """A delegation whose letter has not come: where it stands, since when."""

    id: int
    name: Translated
    status: str
    since: datetime | None
    days: int | None


def _letters(counted: Delegations) -> list[LetterAwaited]:
    lines = counted.lacking("letter")[:LETTERS_SHOWN]
    names = queries.names_of(line.id for line in lines)
    now = clock.now()
    return [
        LetterAwaited(
            line.id, names[line.id], line.status, line.since, (now - line.since).days if line.since else None
        )
        for line in lines
    ]


@bp.get("/delegations/people")
@door(PROTOCOL)
def people() -> str:
    """The people of the meeting: filtered, sorted, sixty at a time."""
    edition = current_edition()
    sees_needs = policy.may_invite(current_user, edition.id)
    wanted = queries.PeopleFilter.of(request.args)
    if not sees_needs:
        wanted = replace(wanted, needs="")
    return render_template(
        "registration/people.html",
        found=queries.people(edition, wanted, number=request.args.get("page", 1, int)),
        wanted=wanted,
        sorts=SORTS,
        days=[(code, dashboard.day_label(code)) for code in stays.codes(edition)],
        day_label=dashboard.day_label,
        categories=dashboard.category_choices(),
        regions=dashboard.region_choices(),
        words=words,
        standings={standing: str(word) for standing, word in words.STANDING.items()},
        sees_needs=sees_needs,
        export_href=_export_of(wanted),
    )


def _export_of(wanted: queries.PeopleFilter) -> str:
    """The same people as a spreadsheet."""
    exports = may_knock("registration.export", current_user, current_edition().id)
    asked: dict[str, Any] = dict(wanted.args)
    return url_for("registration.export", ending="xlsx", **asked) if exports else ""


@bp.get("/delegations/changes")
@door(PROTOCOL)
def changes() -> str:
    """What changed within the last day, line by line."""
    edition = current_edition()
    fact = request.args.get("fact", "").strip()
    return render_template(
        "registration/changes.html",
        found=queries.changes(edition.id, fact=fact, number=request.args.get("page", 1, int)),
        lately=queries.lately(edition.id),
        fact=fact,
    )
