"""The programme and its editor. One module per group of pages; the blueprint is here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fairapp.agenda import visitor_zone, words
from fairapp.core.dates import zone
from fairapp.edition.scope import edition_blueprint
from fairapp.timetable.zones import local

bp = edition_blueprint("agenda", __name__, url="")


@bp.app_template_filter("anchor")
def anchor(moment: datetime) -> str:
    """A moment as part of an address within a page."""
    return moment.strftime("%m%d-%H%M")


@bp.context_processor
def vocabulary() -> dict[str, Any]:
    """Words and small facts that only the templates of this room use."""
    return {
        "together": words.together,
        "whom": words.whom,
        "person": words.person,
        "standing_words": words.standing,
        "own_time": visitor_zone.own_time,
        "city": visitor_zone.city,
        "zone_of": lambda edition: zone(edition.time_zone),
        "local_day": lambda moment: local(moment).date().isoformat(),
    }


from fairapp.agenda.views import (  # noqa: E402
    adoption,  # noqa: F401
    agenda,  # noqa: F401
    business,  # noqa: F401
    doors,  # noqa: F401
    drafting,  # noqa: F401
    editor,  # noqa: F401
    feeds,  # noqa: F401
    following,  # noqa: F401
    interpreters,  # noqa: F401
    items,  # noqa: F401
    public,  # noqa: F401
    releases,  # noqa: F401
    sessions,  # noqa: F401
    signing_up,  # noqa: F401
    warnings,  # noqa: F401
)
