"""The registry of official documents of the demo."""

from __future__ import annotations

from datetime import date, timedelta

from fairapp.demo.stage import Stage
from fairapp.documents.services import DocumentDetails, register_document

STATUSES = {
    "concept_note": "final",
    "rules_of_procedure": "approved",
    "draft_communique": "in_negotiation",
    "roadmap": "in_negotiation",
    "information_bulletin": "final",
    "order_of_precedence": "final",
}
"""Others are drafts."""
AT_THE_MEETING = ("wg_report", "fair_report", "rapporteur_report", "final_report", "statement")
"""Kinds that are dated of its last day; the rest were circulated three weeks before."""
IN_ENGLISH = ("doc.6", "doc.8", "doc.10", "INF.3")
"""Written in English first; the others in Spanish."""


def load(stage: Stage) -> None:
    """Register them in the order of the data file, which is the order of their numbers."""
    for entry in stage.programme["documents"]:
        details = DocumentDetails(
            kind=entry["type"],
            title=stage.words(entry["title_en"]),
            dated=_dated(stage, entry["type"]),
            original_lang="en" if entry["symbol"] in IN_ENGLISH else "es",
            status=STATUSES.get(entry["type"], "draft"),
            series=entry["symbol"].rstrip("0123456789"),
        )
        register_document(stage.edition, details, by=stage.owner)


def _dated(stage: Stage, kind: str) -> date:
    if kind in AT_THE_MEETING:
        return stage.edition.last_day
    if kind == "list_of_participants":
        return stage.edition.first_day
    return stage.edition.first_day - timedelta(days=21)
