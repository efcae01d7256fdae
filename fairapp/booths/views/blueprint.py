"""The blueprint all doors of the fair hang on, and what they share."""

from __future__ import annotations

from datetime import date

from flask import abort, request
from werkzeug.wrappers import Response

from fairapp.booths import plan, policy, queries, rules
from fairapp.booths.directory import Fair, booth_on, by_booth
from fairapp.booths.models import Exhibitor
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.edition import queries as editions
from fairapp.edition.models import Edition
from fairapp.edition.scope import current_edition, edition_blueprint

bp = edition_blueprint("booths", __name__, url="/fair")
bp.add_app_template_filter(plan.metres, "metres")
bp.add_app_template_filter(lambda code: rules.REGIONS.get(code, ""), "region")
bp.add_app_template_filter(by_booth, "by_booth")
bp.add_app_template_filter(rules.TONES.__getitem__, "booth_tone")
bp.app_context_processor(lambda: {"booth_on": booth_on, "fair_policy": policy})

Answer = str | Response | tuple[str, int]


def the_fair() -> Fair:
    """The fair of this page's edition."""
    edition = current_edition()
    return Fair(
        edition,
        queries.exhibitors(edition.id),
        queries.booths(edition.id),
        {topic.code: topic for topic in editions.topics(edition.id)},
    )


def the_exhibitor(exhibitor_id: int) -> Exhibitor:
    """The exhibitor of that number in this edition, or 404."""
    return queries.exhibitor(current_edition().id, exhibitor_id) or abort(404)


def day_number(edition: Edition) -> int:
    """Which day the page shows, counted from 1: the one asked for, else today, else the first."""
    asked = request.values.get("day", "")
    if asked.isdigit() and 1 <= int(asked) <= len(edition.days):
        return int(asked)
    today: date = clock.now().astimezone(zone(edition.time_zone)).date()
    return edition.days.index(today) + 1 if today in edition.days else 1
