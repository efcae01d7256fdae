"""The verbs of the rapporteur's desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.agenda.models import Session
from fairapp.core import clock
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import LANGUAGES, Translated
from fairapp.edition.models import Edition, Outcome
from fairapp.outcomes import events, rules
from fairapp.outcomes.errors import NumberIsFinal, RecordIsEmpty, RecordIsFinal, WrittenMeanwhile
from fairapp.outcomes.models import Decision, SessionRecord

ASIDE = 1_000_000
"""Where numbers wait while others move: UNIQUE is checked row by row."""


@dataclass(frozen=True)
class DecisionDetails:
    """What the meeting decided, how, and which expected outcomes it serves."""

    text: Translated
    adopted: str = "consensus"
    outcome_codes: tuple[str, ...] = ()


def open_record(session: Session, *, by: User) -> SessionRecord:
    """The record of a session; begun if there is none yet.

    Takes no lock: decisions lock the edition first and the record then, and whoever came here with
    the record in hand would be in their way.
    """
    found = db.session.scalar(select(SessionRecord).where(SessionRecord.session_id == session.id))
    if found:
        return found
    record = SessionRecord(session=session, rapporteur_id=by.id, updated_at=clock.now(), summary=Translated())
    try:
        with db.session.begin_nested():
            db.session.add(record)
    except IntegrityError as error:
        if not violates(error, "uq_session_record_session_id"):
            raise
        return db.session.scalars(select(SessionRecord).where(SessionRecord.session_id == session.id)).one()
    return record


def write_summary(record: SessionRecord, summary: Translated, *, version: int | None, by: User) -> None:
    """Put the summary on record. Saving what is there already changes nothing.

    Refuses with RecordIsFinal, WrittenMeanwhile. Tells SummaryWritten.
    """
    _lock(record)
    if record.summary == summary:
        return
    _expect(record, version)
    _expect_open(record)
    changed = [code for code in LANGUAGES if record.summary.get(code) != summary.get(code)]
    record.summary = summary
    _touch(record, by, rewritten=True)
    publish(events.SummaryWritten(**_about(record, by), changes={"languages": (None, ", ".join(changed))}))


def add_decision(record: SessionRecord, details: DecisionDetails, *, by: User) -> Decision:
    """Put a decision on record under the next number of the edition.

    Refuses with RecordIsFinal. Tells DecisionAdded.
    """
    edition_id = _numbering(record)
    _lock(record)
    _expect_open(record)
    decision = Decision(
        edition_id=edition_id,
        record=record,
        number=_last_number(edition_id) + 1,
        created_at=clock.now(),
        **_values(details),
    )
    db.session.add(decision)
    _touch(record, by)
    publish(events.DecisionAdded(**_about(record, by), changes={"number": (None, decision.number)}))
    return decision


def change_decision(decision: Decision, details: DecisionDetails, *, version: int | None, by: User) -> None:
    """Change wording, adoption or outcomes. Refuses with RecordIsFinal, WrittenMeanwhile.

    Tells DecisionChanged with what was before.
    """
    _lock(decision.record)
    _lock(decision)
    changes = {k: (getattr(decision, k), v) for k, v in _values(details).items() if getattr(decision, k) != v}
    if not changes:
        return
    _expect(decision, version)
    _expect_open(decision.record)
    for name, (_before, after) in changes.items():
        setattr(decision, name, after)
    decision.version += 1
    _touch(decision.record, by)
    publish(events.DecisionChanged(**_about(decision.record, by), changes=changes))


def remove_decision(decision: Decision, *, version: int | None, by: User) -> None:
    """Strike a decision; later ones move up, so that numbers stay without gaps.

    Refuses with RecordIsFinal, WrittenMeanwhile; with NumberIsFinal when a later number stands in a
    final record. Tells DecisionRemoved.
    """
    record, number, wording = decision.record, decision.number, decision.text
    edition_id = _numbering(record)
    _lock(record)
    _lock(decision)
    _expect(decision, version)
    _expect_open(record)
    _expect_free_numbers(edition_id, number + 1, _last_number(edition_id))
    db.session.delete(decision)
    db.session.flush()
    db.session.expire(record, ["decisions"])
    later = (Decision.edition_id == edition_id, Decision.number > number)
    db.session.execute(update(Decision).where(*later).values(number=Decision.number + ASIDE))
    db.session.execute(update(Decision).where(*later).values(number=Decision.number - ASIDE - 1))
    _touch(record, by)
    publish(events.DecisionRemoved(**_about(record, by), changes={f"decision {number}": (wording, None)}))


def move_decision(decision: Decision, step: int, *, version: int | None, by: User) -> None:
    """Change places with the decision before (-1) or after (+1). At either end nothing happens.

    Refuses with RecordIsFinal, WrittenMeanwhile, NumberIsFinal. Tells DecisionMoved.
    """
    edition_id = _numbering(decision.record)
    _lock(decision.record)
    _lock(decision)
    _expect(decision, version)
    _expect_open(decision.record)
    old, new = decision.number, decision.number + step
    other = db.session.scalar(
        select(Decision).where(Decision.edition_id == edition_id, Decision.number == new)
    )
    if other is None:
        return
    _expect_free_numbers(edition_id, new, new)
    for each, number in ((decision, ASIDE), (other, old), (decision, new)):
        each.number = number
        db.session.flush()
    decision.version += 1
    db.session.expire(decision.record, ["decisions"])
    _touch(decision.record, by)
    publish(events.DecisionMoved(**_about(decision.record, by), changes={"number": (old, new)}))


def finalise(record: SessionRecord, *, version: int | None, by: User) -> None:
    """Close the record: it is public from now on. Refuses with RecordIsEmpty, WrittenMeanwhile.

    Tells RecordFinalised.
    """
    _lock(record)
    if record.status == "final":
        return
    _expect(record, version)
    if not record.summary and not record.decisions:
        raise RecordIsEmpty(_("Write a summary or put a decision on record first."), field="summary")
    record.status = "final"
    _touch(record, by, rewritten=True)
    publish(events.RecordFinalised(**_about(record, by), changes={"status": ("open", "final")}))


def reopen(record: SessionRecord, *, version: int | None, by: User) -> None:
    """Let a final record be written on again. Refuses with WrittenMeanwhile. Tells RecordReopened."""
    _lock(record)
    if record.status == "open":
        return
    _expect(record, version)
    record.status = "open"
    _touch(record, by, rewritten=True)
    publish(events.RecordReopened(**_about(record, by), changes={"status": ("final", "open")}))


def set_outcome_status(outcome: Outcome, status: str, *, was: str, by: User) -> None:
    """Say how far an outcome has come; ``was`` is what the person saw. Refuses with WrittenMeanwhile.

    Tells OutcomeStatusSet.
    """
    db.session.refresh(outcome, with_for_update={"of": Outcome})
    if outcome.status == status:
        return
    if outcome.status != was:
        now = rules.statuses()[outcome.status]
        raise WrittenMeanwhile(_("Somebody set the status to “%(status)s” in the meantime.", status=now))
    before, outcome.status = outcome.status, status
    publish(
        events.OutcomeStatusSet(
            edition_id=outcome.edition_id,
            by=by.id,
            subject=f"outcome:{outcome.id}",
            changes={"status": (before, status)},
        )
    )


def _values(details: DecisionDetails) -> dict[str, Any]:
    return {**vars(details), "outcome_codes": list(details.outcome_codes)}


def _numbering(record: SessionRecord) -> int:
    """Wait for one's turn to number: the edition's row is the lock."""
    edition_id = record.session.edition_id
    db.session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update())
    return edition_id


def _last_number(edition_id: int) -> int:
    last = db.session.scalar(select(func.max(Decision.number)).where(Decision.edition_id == edition_id))
    return last or 0


def _lock(row: SessionRecord | Decision) -> None:
    db.session.refresh(row, with_for_update={"of": type(row)})


def _expect(row: SessionRecord | Decision, version: int | None) -> None:
    if row.version != version:
        raise WrittenMeanwhile(
            _("Somebody else saved this in the meantime. Compare both texts, then save yours again.")
        )


def _expect_open(record: SessionRecord) -> None:
    if record.status == "final":
        raise RecordIsFinal(_("This record is final. Reopen it to write on."))


def _expect_free_numbers(edition_id: int, first: int, last: int) -> None:
    fixed = db.session.scalar(
        select(func.min(Decision.number))
        .join(SessionRecord)
        .where(Decision.edition_id == edition_id, Decision.number.between(first, last))
        .where(SessionRecord.status == "final")
    )
    if fixed:
        raise NumberIsFinal(
            _(
                "Decision No. %(number)s stands in a final record, and its number would change. "
                "Reopen that record first.",
                number=fixed,
            )
        )


def _touch(record: SessionRecord, by: User, *, rewritten: bool = False) -> None:
    """Note who wrote last. Decisions do not raise the record's version: one person may put them on
    record while another writes the summary."""
    record.version += rewritten
    record.updated_at = clock.now()
    record.rapporteur_id = by.id
    db.session.flush()


def _about(record: SessionRecord, by: User) -> dict[str, Any]:
    return {"edition_id": record.session.edition_id, "by": by.id, "subject": f"record:{record.id}"}
