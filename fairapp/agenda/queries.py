"""Reading the agenda, the draft programme and its releases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer

from fairapp.accounts.models import User
from fairapp.accounts.policy import holds
from fairapp.agenda import rules
from fairapp.agenda.models import (
    Agenda,
    AgendaItem,
    Duty,
    Interpreter,
    Release,
    Session,
    SessionInterpreter,
    SessionItem,
    SignUp,
)
from fairapp.agenda.numbering import USUAL
from fairapp.agenda.programme import Programme, parse
from fairapp.agenda.shelf import Shelf
from fairapp.core import clock
from fairapp.core.audit import AuditEntry
from fairapp.core.dates import clock_time, weekday_text
from fairapp.core.db import db
from fairapp.core.front import Mark
from fairapp.core.todo import Todo
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration.models import ACCREDITED, Delegation, Participant
from fairapp.timetable.models import Booking
from fairapp.timetable.zones import local

_parsed: Shelf[Programme] = Shelf(8)


def items(edition_id: int) -> list[AgendaItem]:
    """The agenda, by number."""
    return list(
        db.session.scalars(
            select(AgendaItem).where(AgendaItem.edition_id == edition_id).order_by(AgendaItem.place)
        )
    )


def item(edition_id: int, item_id: int) -> AgendaItem | None:
    """The item of that id, if it belongs to the edition."""
    return db.session.scalar(
        select(AgendaItem).where(AgendaItem.edition_id == edition_id, AgendaItem.id == item_id)
    )


def agenda(edition_id: int) -> Agenda:
    """The agenda as a whole; of an edition that never touched it, an unsaved draft of version 0."""
    found = db.session.scalar(select(Agenda).where(Agenda.edition_id == edition_id))
    return found or Agenda(edition_id=edition_id, status="draft", numbering=list(USUAL), version=0)


def taking_up(item_ids: Collection[int]) -> list[Session]:
    """The sessions of the draft that take up any of the items, by code. One select."""
    takes = select(SessionItem.session_id).where(SessionItem.item_id.in_(item_ids))
    return list(db.session.scalars(select(Session).where(Session.id.in_(takes)).order_by(Session.code)))


def sessions(edition_id: int) -> list[Session]:
    """The draft with rooms, times, people and items; unscheduled sessions last. Four selects."""
    return list(
        db.session.scalars(
            select(Session)
            .outerjoin(Booking)
            .where(Session.edition_id == edition_id)
            .options(
                joinedload(Session.room),
                joinedload(Session.booking),
                selectinload(Session.items),
                selectinload(Session.interpreters),
                selectinload(Session.duties).joinedload(Duty.participant).joinedload(Participant.delegation),
            )
            .order_by(Booking.starts_at.is_(None), Booking.starts_at, Session.code)
        )
    )


def placed(edition_id: int) -> list[Session]:
    """The draft with rooms and times only. One select."""
    return list(
        db.session.scalars(
            select(Session)
            .where(Session.edition_id == edition_id)
            .options(joinedload(Session.room), joinedload(Session.booking))
            .order_by(Session.id)
        )
    )


def last_line(edition_id: int) -> int:
    """Number of the last line of the log about the edition."""
    return db.session.scalar(select(func.max(AuditEntry.id)).where(AuditEntry.edition_id == edition_id)) or 0


def session(edition_id: int, session_id: int) -> Session | None:
    """The session of that id, if it belongs to the edition."""
    return db.session.scalar(
        select(Session)
        .where(Session.edition_id == edition_id, Session.id == session_id)
        .options(joinedload(Session.room), joinedload(Session.booking))
    )


def next_code(edition_id: int) -> str:
    """The code the next session gets."""
    return rules.next_code(db.session.scalars(select(Session.code).where(Session.edition_id == edition_id)))


def interpreters(edition_id: int) -> list[Interpreter]:
    """Who interprets at this edition, by name."""
    return list(
        db.session.scalars(
            select(Interpreter).where(Interpreter.edition_id == edition_id).order_by(Interpreter.name)
        )
    )


def interpreter(edition_id: int, interpreter_id: int) -> Interpreter | None:
    """The interpreter of that id, if they belong to the edition."""
    return db.session.scalar(
        select(Interpreter).where(Interpreter.edition_id == edition_id, Interpreter.id == interpreter_id)
    )


def booths_of(*interpreter_ids: int) -> list[tuple[SessionInterpreter, Session]]:
    """In which sessions these people interpret, in order of time; one select for any number."""
    query = (
        select(SessionInterpreter, Session)
        .join(Session, Session.id == SessionInterpreter.session_id)
        .outerjoin(Booking, Booking.id == Session.booking_id)
        .where(SessionInterpreter.interpreter_id.in_(interpreter_ids))
        .options(contains_eager(Session.booking), joinedload(Session.room))
        .order_by(Booking.starts_at.is_(None), Booking.starts_at, SessionInterpreter.id)
    )
    return [(row, session) for row, session in db.session.execute(query)]


def signed_up(session_id: int) -> list[SignUp]:
    """Who has a place in a session and who waits, each in order of time."""
    query = (
        select(SignUp)
        .where(SignUp.session_id == session_id)
        .options(joinedload(SignUp.participant).joinedload(Participant.delegation))
        .order_by(SignUp.standing, SignUp.at, SignUp.id)
    )
    return list(db.session.scalars(query))


def people(edition_id: int) -> list[Participant]:
    """Who can be put on duty: the participants of accredited delegations, by name."""
    return list(
        db.session.scalars(
            select(Participant)
            .join(Delegation)
            .where(
                Participant.edition_id == edition_id,
                Delegation.status.in_(ACCREDITED),
                Participant.standing == "accredited",
            )
            .options(joinedload(Participant.delegation))
            .order_by(Participant.family_names, Participant.given_names, Participant.id)
        )
    )


def last_release(edition_id: int, *, whole: bool = False) -> Release | None:
    """The newest release; its content is read when asked for, or at once (``whole``)."""
    query = select(Release).where(Release.edition_id == edition_id)
    query = query.options(undefer(Release.content)) if whole else query
    return db.session.scalar(query.order_by(Release.number.desc()).limit(1))


def release(edition_id: int, number: int) -> Release | None:
    """The release of that number."""
    return db.session.scalar(
        select(Release).where(Release.edition_id == edition_id, Release.number == number)
    )


def releases(edition_id: int) -> list[Release]:
    """Every release, the newest first."""
    return list(
        db.session.scalars(
            select(Release).where(Release.edition_id == edition_id).order_by(Release.number.desc())
        )
    )


def programme(release: Release) -> Programme:
    """The release as values; read once per process."""
    return _parsed.get(
        (release.id, release.digest),
        lambda: parse(
            release.content, number=release.number, released_at=release.released_at, digest=release.digest
        ),
    )


def public_programme(edition_id: int) -> Programme | None:
    """What everybody may see: the newest release, or nothing yet."""
    release = last_release(edition_id)
    return programme(release) if release else None


def public_mark(slug: str, *, by_minute: bool = True) -> Mark:
    """How to ask whether what strangers see of a programme is still the same: one narrow select, and
    the minute, for pages that say what goes on now. The function works outside of any context."""
    engine = db.engine
    question = (
        select(Edition.version, Release.digest)
        .outerjoin(Release, Release.edition_id == Edition.id)
        .where(Edition.slug == slug)
        .order_by(Release.number.desc())
        .limit(1)
    )

    def ask() -> object:
        with engine.connect() as connection:
            row = connection.execute(question).first()
        minute = int(clock.now().timestamp()) // 60 if by_minute else None
        return (tuple(row) if row else None, minute)

    return ask


def frame_changed_at(edition_id: int) -> datetime | None:
    """When the particulars of the meeting, such as its name and venue, were last changed."""
    return db.session.scalar(
        select(func.max(AuditEntry.at)).where(
            AuditEntry.subject == f"edition:{edition_id}", AuditEntry.fact == "EditionChanged"
        )
    )


def changes_since(subject: str, steps: int) -> tuple[str, list[str]]:
    """Who last changed the subject, and the fields of its last ``steps`` changes."""
    rows: list[tuple[dict[str, Any], str | None]] = [
        (row[0], row[1])
        for row in db.session.execute(
            select(AuditEntry.changes, User.name)
            .outerjoin(User, User.id == AuditEntry.by)
            .where(AuditEntry.subject == subject)
            .order_by(AuditEntry.id.desc())
            .limit(max(steps, 1))
        )
    ]
    who = rows[0][1] if rows else None
    return who or _("Somebody"), [name for changes, _who in rows for name in changes]


def todo_for(user: Any, edition: Edition) -> list[Todo]:
    """What waits here: the secretariat's unreleased work, a person's next duty."""
    if not user.is_authenticated:
        return []
    found = _secretariat(edition.id) if holds(user, "secretariat", edition.id) else []
    return found + _next_duty(user, edition.id)


def _secretariat(edition_id: int) -> list[Todo]:
    released = (
        select(func.coalesce(func.max(AuditEntry.id), 0))
        .where(AuditEntry.edition_id == edition_id, AuditEntry.fact == "ProgrammeReleased")
        .scalar_subquery()
    )
    touched = (
        select(func.count(AuditEntry.subject.distinct()))
        .where(
            AuditEntry.edition_id == edition_id,
            AuditEntry.subject.like("session:%"),
            AuditEntry.fact.in_(("SessionAdded", "SessionMoved", "SessionChanged", "SessionCancelled")),
            AuditEntry.id > released,
        )
        .scalar_subquery()
    )
    waiting = (
        select(func.count())
        .select_from(Session)
        .where(Session.edition_id == edition_id, Session.booking_id.is_(None))
        .scalar_subquery()
    )
    unreleased, unscheduled = db.session.execute(select(touched, waiting)).one()
    found = []
    if unreleased:
        words = ngettext(
            "%(num)d session was changed since the last release of the programme.",
            "%(num)d sessions were changed since the last release of the programme.",
            unreleased,
        )
        found.append(Todo(words, url_for("agenda.release"), unreleased, "warn", "send"))
    if unscheduled:
        words = ngettext(
            "%(num)d session has no time and room yet.",
            "%(num)d sessions have no time and room yet.",
            unscheduled,
        )
        found.append(Todo(words, url_for("agenda.editor"), unscheduled, "info", "calendar-clock"))
    return found


def _next_duty(user: Any, edition_id: int) -> list[Todo]:
    row = db.session.execute(
        select(Session, Duty.role, Booking.starts_at)
        .join(Duty, Duty.session_id == Session.id)
        .join(Participant, Participant.id == Duty.participant_id)
        .join(Booking, Booking.id == Session.booking_id)
        .where(
            Session.edition_id == edition_id,
            Participant.user_id == user.id,
            Booking.ends_at > clock.now(),
        )
        .order_by(Booking.starts_at)
        .limit(1)
    ).first()
    if row is None:
        return []
    there = local(row.starts_at)
    words = _(
        "Your next duty, %(day)s, %(time)s: %(role)s, “%(title)s”.",
        role=reference.term("session_role", row.role),
        title=row.Session.title,
        day=weekday_text(there.date()),
        time=clock_time(there),
    )
    href = url_for("agenda.sitting", code=row.Session.code)
    return [Todo(words, href, 1, "info", "calendar-check")]
