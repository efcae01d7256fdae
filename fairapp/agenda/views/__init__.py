"""The programme and its editor. One module per group of pages; the blueprint is here."""

from __future__ import annotations

from typing import Any

from fairapp.agenda import words
from fairapp.core.dates import zone
from fairapp.edition.scope import edition_blueprint
from fairapp.timetable.zones import local

bp = edition_blueprint("agenda", __name__, url="")


@bp.context_processor
def vocabulary() -> dict[str, Any]:
    """Words and small facts that only the templates of this room use."""
    return {
        "together": words.together,
        "whom": words.whom,
        "person": words.person,
        "zone_of": lambda edition: zone(edition.time_zone),
        "local_day": lambda moment: local(moment).date().isoformat(),
    }


from fairapp.agenda.views import drafting, editor, feeds, items, public, releases, sessions, warnings  # noqa: E402, F401
