"""Reading records, decisions and what each outcome has gathered."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from fairapp.accounts.models import User
from fairapp.agenda.models import Duty, Session
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.todo import Todo
from fairapp.edition.models import Edition, Outcome
from fairapp.outcomes import policy
from fairapp.outcomes.models import Decision, SessionRecord
from fairapp.outcomes.rules import WITHOUT_RECORD
from fairapp.registration.models import Participant
from fairapp.timetable.models import Booking


def records(edition_id: int) -> dict[int, SessionRecord]:
    """The records there are, with their decisions, by the id of the session. Two selects."""
    found = db.session.scalars(
        select(SessionRecord)
        .join(Session)
        .where(Session.edition_id == edition_id)
        .options(selectinload(SessionRecord.decisions))
    )
    return {record.session_id: record for record in found}


def session(edition_id: int, session_id: int) -> Session | None:
    """A session with all that the rapporteur looks up: room, time, people on duty, agenda items."""
    return db.session.scalar(
        select(Session)
        .where(Session.edition_id == edition_id, Session.id == session_id)
        .options(
            joinedload(Session.room),
            joinedload(Session.booking),
            selectinload(Session.items),
            selectinload(Session.duties).joinedload(Duty.participant).joinedload(Participant.delegation),
        )
    )


def record_of(session_id: int) -> SessionRecord | None:
    """The record of a session with its decisions, once begun."""
    return db.session.scalar(
        select(SessionRecord)
        .where(SessionRecord.session_id == session_id)
        .options(
            selectinload(SessionRecord.decisions), joinedload(SessionRecord.rapporteur).lazyload(User.grants)
        )
    )


def decision(edition_id: int, session_id: int, decision_id: int) -> Decision | None:
    """A decision on the record of that session."""
    return db.session.scalar(
        select(Decision)
        .join(SessionRecord)
        .where(
            Decision.id == decision_id,
            Decision.edition_id == edition_id,
            SessionRecord.session_id == session_id,
        )
        .options(contains_eager(Decision.record).joinedload(SessionRecord.session))
    )


def decisions(edition_id: int, *, final_only: bool) -> list[Decision]:
    """Decisions by number, with the session each was taken in; only those of final records, or all."""
    query = (
        select(Decision)
        .join(SessionRecord)
        .where(Decision.edition_id == edition_id)
        .options(contains_eager(Decision.record).joinedload(SessionRecord.session))
        .order_by(Decision.number)
    )
    if final_only:
        query = query.where(SessionRecord.status == "final")
    return list(db.session.scalars(query))


def outcome(edition_id: int, code: str) -> Outcome | None:
    """An expected outcome by its code."""
    return db.session.scalar(select(Outcome).where(Outcome.edition_id == edition_id, Outcome.code == code))


def todo_for(user: Any, edition: Edition) -> list[Todo]:
    """For the rapporteur: sessions that are over and have no record, records still open."""
    if not policy.may_record(user, edition.id):
        return []
    over = (
        select(func.count(Session.id), func.count(SessionRecord.id))
        .join(Booking, Booking.id == Session.booking_id)
        .outerjoin(SessionRecord, SessionRecord.session_id == Session.id)
        .where(
            Session.edition_id == edition.id,
            Session.kind.not_in(WITHOUT_RECORD),
            Booking.ends_at <= clock.now(),
        )
    )
    opened = (
        select(func.count())
        .select_from(SessionRecord)
        .join(Session)
        .where(Session.edition_id == edition.id, SessionRecord.status == "open")
        .scalar_subquery()
    )
    past, recorded, waiting = db.session.execute(over.add_columns(opened)).one()
    return _todos(past - recorded, waiting)


def _todos(missing: int, waiting: int) -> list[Todo]:
    found = []
    if missing:
        words = ngettext(
            "%(num)d session is over and has no record yet.",
            "%(num)d sessions are over and have no record yet.",
            missing,
        )
        found.append(Todo(words, url_for("outcomes.records"), missing, "warn", "file-pen"))
    if waiting:
        words = ngettext(
            "%(num)d record is open: finish it and make it final.",
            "%(num)d records are open: finish them and make them final.",
            waiting,
        )
        found.append(Todo(words, url_for("outcomes.records"), waiting, "info", "file-text"))
    return found
