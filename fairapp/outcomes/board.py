"""The two overviews: what each outcome has gathered, and where the records stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select

from fairapp.agenda import queries as agenda
from fairapp.agenda.models import Session
from fairapp.agenda.programme import ReleasedItem, ReleasedSession
from fairapp.cooperation.models import Entry
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition import queries as editions
from fairapp.edition.models import Edition, Outcome
from fairapp.outcomes import queries, rules
from fairapp.outcomes.models import Decision, SessionRecord
from fairapp.timetable.zones import local

PUBLIC = ("published", "matched", "agreed", "in_implementation", "completed")
"""Statuses of offers and requests that everybody may see."""


@dataclass(frozen=True)
class Gathered:
    """An outcome with everything that is tied to it, as the public may see it."""

    code: str
    title: Translated
    text: Translated
    targets: tuple[str, ...]
    status: str
    status_words: Translated
    tone: str
    items: tuple[ReleasedItem, ...]
    sessions: tuple[ReleasedSession, ...]
    decisions: tuple[Decision, ...]
    offers: int
    requests: int


@dataclass(frozen=True)
class Recorded:
    """A session and the state of its record: none, open or final."""

    session: Session
    starts_at: datetime
    ends_at: datetime
    record: SessionRecord | None
    is_over: bool

    @property
    def state(self) -> str:
        """“none”, “open” or “final”."""
        return self.record.status if self.record else "none"


@dataclass(frozen=True)
class Desk:
    """The rapporteur's desk: sessions by day, and how the work stands."""

    days: tuple[tuple[date, tuple[Recorded, ...]], ...]
    missing: int
    opened: int
    final: int
    decisions: int


def outcomes_board(edition: Edition) -> list[Gathered]:
    """O1, O2 … each with the items, sessions, decisions and entries that serve it. Five selects."""
    programme = agenda.public_programme(edition.id)
    items = programme.items if programme else ()
    sessions = [s for s in programme.standing if not s.minor] if programme else []
    decisions = queries.decisions(edition.id, final_only=True)
    entries = [
        (kind, targets)
        for kind, targets in db.session.execute(
            select(Entry.kind, Entry.sdg_targets).where(
                Entry.edition_id == edition.id, Entry.status.in_(PUBLIC)
            )
        )
    ]
    return [_gather(o, items, sessions, decisions, entries) for o in editions.outcomes(edition.id)]


def _gather(
    outcome: Outcome,
    items: Iterable[ReleasedItem],
    sessions: Iterable[ReleasedSession],
    decisions: Iterable[Decision],
    entries: Iterable[tuple[str, list[str]]],
) -> Gathered:
    kinds = [
        kind
        for kind, targets in entries
        if rules.collected_by(outcome.code, outcome.sdg_targets, kind, targets)
    ]
    return Gathered(
        code=outcome.code,
        title=outcome.title,
        text=outcome.text,
        targets=tuple(outcome.sdg_targets),
        status=outcome.status,
        status_words=rules.statuses()[outcome.status],
        tone=rules.TONES[outcome.status],
        items=tuple(i for i in items if outcome.code in i.outcomes),
        sessions=tuple(s for s in sessions if outcome.code in s.outcomes),
        decisions=tuple(d for d in decisions if outcome.code in d.outcome_codes),
        offers=kinds.count("offer"),
        requests=kinds.count("request"),
    )


def desk(edition: Edition) -> Desk:
    """Every session that is to be recorded, by day, in order of time."""
    found = queries.records(edition.id)
    rows = [
        _recorded(session, found.get(session.id))
        for session in agenda.sessions(edition.id)
        if session.booking and (rules.is_recorded(session.kind) or session.id in found)
    ]
    return Desk(
        days=tuple(
            (day, tuple(group)) for day, group in groupby(rows, key=lambda r: local(r.starts_at).date())
        ),
        missing=sum(r.is_over and r.record is None for r in rows),
        opened=sum(r.state == "open" for r in rows),
        final=sum(r.state == "final" for r in rows),
        decisions=sum(len(record.decisions) for record in found.values()),
    )


def _recorded(session: Session, record: SessionRecord | None) -> Recorded:
    assert session.booking is not None
    start, end = session.booking.starts_at, session.booking.ends_at
    return Recorded(session, start, end, record, end <= clock.now())
