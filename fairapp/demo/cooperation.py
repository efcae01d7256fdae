"""Offers and requests of the demo."""

from __future__ import annotations

from typing import Any

from fairapp.cooperation.models import Entry
from fairapp.cooperation.services import EntryDetails, draft_entry, publish_entry, submit_entry
from fairapp.core.i18n import Translated
from fairapp.demo.stage import Stage

ONE_MORE: dict[str, Any] = {
    "kind": "offer",
    "submitted_by": "booth:C03",
    "title": {
        "en": "Open course on starting a small tourism business",
        "es": "Curso abierto para crear una pequeña empresa turística",
    },
    "summary": {
        "en": "Eight evening classes online, with two places of mentoring for each island that takes part.",
        "es": "Ocho clases vespertinas en línea y dos mentorías por cada isla participante.",
    },
    "topic": "msme",
    "sdg_targets": ["8.3", "8.9"],
    "modality": "academic",
    "instruments": ["training"],
    "duration_months": 4,
    "budget_usd_min": 8000,
    "budget_usd_max": 15000,
    "partner_role": "provider",
    "geographic_scope": "subregional",
    "languages": ["en"],
}
"""Submitted and not published: the secretariat has something to review."""


def load(stage: Stage) -> None:
    """Ten offers and ten requests, published, and one that awaits review."""
    for entry in stage.programme["offers_requests"]:
        drafted = _submitted(stage, entry)
        publish_entry(drafted, by=stage.owner)
        if drafted.code != entry["code"]:
            raise ValueError(f"{entry['code']} of the data file became {drafted.code}")
    _submitted(stage, ONE_MORE)


def _submitted(stage: Stage, entry: dict[str, Any]) -> Entry:
    details = EntryDetails(
        title=Translated(entry["title"]),
        summary=Translated(entry["summary"]),
        topic_code=entry["topic"],
        sdg_targets=entry["sdg_targets"],
        modality=entry["modality"],
        instruments=entry["instruments"],
        languages=entry["languages"],
        partner_role=entry["partner_role"],
        duration_months=entry["duration_months"],
        budget_usd_min=entry["budget_usd_min"],
        budget_usd_max=entry["budget_usd_max"],
        geographic_scope=entry["geographic_scope"],
    )
    drafted = draft_entry(stage.delegations[entry["submitted_by"]], entry["kind"], details, by=stage.owner)
    submit_entry(drafted, by=stage.owner)
    return drafted
