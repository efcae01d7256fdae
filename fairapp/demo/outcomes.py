"""Records and decisions of the first sessions of the demo. Nothing in them was ever said or decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from fairapp.agenda.models import Session
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.demo.stage import Stage
from fairapp.edition import reference
from fairapp.outcomes.services import DecisionDetails, add_decision, finalise, open_record, write_summary


def load(stage: Stage) -> None:
    """The first plenary session with a final record, the second with one that is still open. One
    decision waits for its French and Portuguese, as happens in every meeting."""
    by = stage.users["rapporteur"]
    for entry in reference.read("demo_records")["records"]:
        record = open_record(_plenary(stage, entry["plenary"]), by=by)
        write_summary(record, Translated(entry["summary"]), version=record.version, by=by)
        for decision in entry["decisions"]:
            add_decision(record, _details(decision), by=by)
        if entry["final"]:
            finalise(record, version=record.version, by=by)


def _details(decision: dict[str, Any]) -> DecisionDetails:
    return DecisionDetails(Translated(decision["text"]), decision["adopted"], tuple(decision["outcomes"]))


def _plenary(stage: Stage, number: int) -> Session:
    return db.session.scalars(
        select(Session).where(
            Session.edition_id == stage.edition.id, Session.kind == "plenary", Session.number == number
        )
    ).one()
