"""Reading meetings. “Which times are common?” is a choice to show; the key answers when it counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from fairapp.accounts.models import User
from fairapp.accounts.policy import holds
from fairapp.cooperation.models import Entry
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.todo import Todo
from fairapp.edition import queries as editions
from fairapp.edition.models import Edition, Slot, Table
from fairapp.meetings.models import Meeting, MeetingStep
from fairapp.registration.models import Delegation, Participant
from fairapp.timetable.queries import free_spans, taken_ticks
from fairapp.timetable.spans import Span

SHOWN = ("published", "matched", "agreed", "in_implementation", "completed")
"""Statuses in which an offer or request is public."""


def participant_of(user: Any, edition_id: int | None) -> Participant | None:
    """The person of the edition the visitor is, with the delegation."""
    if edition_id is None or not user.is_authenticated:
        return None
    return db.session.scalar(
        select(Participant)
        .where(Participant.user_id == user.id, Participant.edition_id == edition_id)
        .order_by(Participant.id)
        .limit(1)
        .options(joinedload(Participant.delegation))
    )


def participant(edition_id: int, participant_id: int) -> Participant | None:
    """The person of that number in this edition."""
    return db.session.scalar(
        select(Participant)
        .where(Participant.id == participant_id, Participant.edition_id == edition_id)
        .options(joinedload(Participant.delegation), _account())
    )


def meeting(edition_id: int, meeting_id: int) -> Meeting | None:
    """One meeting with everything its page shows."""
    return db.session.scalar(
        _with_sides(select(Meeting))
        .where(Meeting.id == meeting_id, Meeting.edition_id == edition_id)
        .options(
            joinedload(Meeting.entry).joinedload(Entry.delegation),
            selectinload(Meeting.steps).options(
                joinedload(MeetingStep.actor).lazyload(User.grants),
                joinedload(MeetingStep.table).joinedload(Table.resource),
            ),
        )
    )


def of(person: Participant) -> list[Meeting]:
    """Every meeting of a person, asked or being asked, in order of time."""
    return list(
        db.session.scalars(
            _with_sides(select(Meeting))
            .where(or_(Meeting.asker_id == person.id, Meeting.host_id == person.id))
            .order_by(Meeting.starts_at, Meeting.id)
        )
    )


@dataclass(frozen=True)
class Mine:
    """A person's meetings as their page shows them."""

    to_answer: list[Meeting]
    ahead: list[Meeting]
    asked: list[Meeting]
    closed: list[Meeting]


def sorted_for(person: Participant) -> Mine:
    """What awaits the person's answer, what is ahead, what they asked for, what is closed."""
    now = clock.now()
    found = of(person)
    live = [m for m in found if m.starts_at > now and m.status == "requested"]
    ahead = [m for m in found if m.status == "accepted" and m.ends_at > now]
    shown = {m.id for m in [*live, *ahead]}
    return Mine(
        [m for m in live if m.host_id == person.id],
        ahead,
        [m for m in live if m.asker_id == person.id],
        [m for m in reversed(found) if m.id not in shown],
    )


def open_between(person: Participant) -> dict[int, Meeting]:
    """By the other side's id, what is open between the person and somebody: asked or accepted."""
    found = db.session.scalars(
        select(Meeting).where(
            or_(Meeting.asker_id == person.id, Meeting.host_id == person.id),
            Meeting.status.in_(("requested", "accepted")),
            Meeting.ends_at > clock.now(),
        )
    )
    return {m.asker_id if m.host_id == person.id else m.host_id: m for m in found}


def pending_of(pair: str) -> Meeting | None:
    """The open request between two people, whoever asked."""
    return db.session.scalar(select(Meeting).where(Meeting.pair == pair, Meeting.status == "requested"))


def slot(edition_id: int, slot_id: int | None) -> Slot | None:
    """The meeting time of that number in this edition."""
    return db.session.scalar(select(Slot).where(Slot.id == slot_id, Slot.edition_id == edition_id))


def free_tables(edition_id: int, span: Span) -> list[Table]:
    """Tables free at this moment within the span, by number. A choice to try, not a promise."""
    tables = editions.tables(edition_id)
    taken = taken_ticks([table.resource_id for table in tables], span)
    return [table for table in tables if not taken.get(table.resource_id)]


@dataclass(frozen=True)
class CommonTimes:
    """The meeting times two people could choose, of how many still ahead."""

    free: list[Slot]
    ahead: int


def common_times(one: Participant, other: Participant) -> CommonTimes:
    """The edition's meeting times ahead in which both are free and some table is."""
    now = clock.now()
    ahead = [s for s in editions.slots(one.edition_id) if s.starts_at > now]
    open_to_both = free_spans([one.resource_id, other.resource_id], [s.span for s in ahead])
    seated = _with_a_table(one.edition_id, open_to_both)
    return CommonTimes([s for s in ahead if s.span in seated], len(ahead))


def _with_a_table(edition_id: int, spans: Sequence[Span]) -> set[Span]:
    """Those of the spans in which at least one table is free. Two selects for any number."""
    if not spans:
        return set()
    tables = [table.resource_id for table in editions.tables(edition_id)]
    taken = taken_ticks(tables, Span(spans[0].start, max(span.end for span in spans)))
    nothing: set[int] = set()
    return {
        span for span in spans if any(taken.get(table, nothing).isdisjoint(span.ticks) for table in tables)
    }


def entries_of(*delegations: Delegation) -> list[Entry]:
    """The public offers and requests of the delegations, by code."""
    return list(
        db.session.scalars(
            select(Entry)
            .where(Entry.delegation_id.in_([d.id for d in delegations]), Entry.status.in_(SHOWN))
            .order_by(Entry.code)
            .options(joinedload(Entry.delegation))
        )
    )


def all_meetings(
    edition_id: int,
    *,
    status: str = "",
    day: tuple[datetime, datetime] | None = None,
    table_id: int | None = None,
) -> Any:
    """The meetings of an edition for the secretariat, in order of time, to be paged through."""
    query = _with_sides(select(Meeting)).where(Meeting.edition_id == edition_id)
    if status:
        query = query.where(Meeting.status == status)
    if day:
        query = query.where(Meeting.starts_at >= day[0], Meeting.starts_at < day[1])
    if table_id:
        query = query.where(Meeting.table_id == table_id)
    return query.order_by(Meeting.starts_at, Meeting.id)


def called_off(edition_id: int, participant_ids: Collection[int]) -> list[Meeting]:
    """Meetings that any of the people had agreed to and that take place no more, in order of time."""
    query = _with_sides(select(Meeting)).where(
        Meeting.edition_id == edition_id,
        Meeting.status == "cancelled",
        or_(Meeting.asker_id.in_(participant_ids), Meeting.host_id.in_(participant_ids)),
    )
    return list(db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def todo_for(user: Any, edition: Edition) -> list[Todo]:
    """Requests that await this visitor's answer; for the secretariat also those addressed to people
    who cannot sign in."""
    todos = []
    if count := _awaiting(edition.id, Participant.user_id == user.id):
        sentence = ngettext(
            "%(num)d request for a meeting awaits your answer",
            "%(num)d requests for a meeting await your answer",
            count,
        )
        todos.append(Todo(sentence, url_for("meetings.mine"), count, "warn", "messages-square"))
    if holds(user, "secretariat", edition.id) and (
        count := _awaiting(edition.id, Participant.user_id.is_(None))
    ):
        sentence = ngettext(
            "%(num)d request for a meeting is addressed to somebody who cannot sign in",
            "%(num)d requests for a meeting are addressed to people who cannot sign in",
            count,
        )
        address = url_for("meetings.board", status="requested")
        todos.append(Todo(sentence, address, count, "warn", "messages-square"))
    return todos


def _awaiting(edition_id: int, whom: Any) -> int:
    """How many requests still in time await the answer of such people."""
    query = (
        select(func.count())
        .select_from(Meeting)
        .join(Meeting.host)
        .where(
            Meeting.edition_id == edition_id,
            Meeting.status == "requested",
            Meeting.starts_at > clock.now(),
            whom,
        )
    )
    return db.session.scalar(query) or 0


def _with_sides(query: Any) -> Any:
    return query.options(
        joinedload(Meeting.asker).options(joinedload(Participant.delegation), _account()),
        joinedload(Meeting.host).options(joinedload(Participant.delegation), _account()),
        joinedload(Meeting.table).options(joinedload(Table.resource), joinedload(Table.room)),
    )


def _account() -> Any:
    # Whether there is an account is all we ask; the roles held would cost a select each time.
    return joinedload(Participant.user).lazyload(User.grants)
