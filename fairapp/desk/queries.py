"""Where do we stand? One or two selects a room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import defer

from fairapp.accounts.models import User
from fairapp.agenda.models import Release, Session
from fairapp.booths.models import Allocation, Exhibitor
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db
from fairapp.core.outbox import Letter
from fairapp.edition.models import Edition
from fairapp.meetings.models import Meeting
from fairapp.registration.models import ACCREDITED, Delegation, Participant

PER_PAGE = 40
EXHIBITOR = "exhibitor"
"""Exhibitors are delegations too; the desk counts them with the fair."""


@dataclass(frozen=True)
class Standing:
    """The figures of one edition at one moment."""

    delegations: dict[str, int]
    """By status, exhibitors left out."""
    people: int
    sessions: int
    scheduled: int
    release: Release | None
    exhibitors: int
    placed: int
    meetings: dict[str, int]
    letters: dict[str, int]

    @property
    def expected(self) -> int:
        """Delegations that have not declined or withdrawn."""
        return sum(n for s, n in self.delegations.items() if s not in {"declined", "withdrawn"})

    @property
    def accredited(self) -> int:
        """Delegations that take part, with or without badges."""
        return sum(self.delegations.get(status, 0) for status in ACCREDITED)

    @property
    def to_verify(self) -> int:
        """Credentials that wait for the secretariat: a letter to verify, a verified one to accredit."""
        return self.delegations.get("letter_received", 0) + self.delegations.get("verified", 0)

    @property
    def waiting(self) -> int:
        """Letters that have not left, of themselves or because they are held."""
        return self.letters.get("queued", 0) + self.letters.get("held", 0)


def standing(edition: Edition) -> Standing:
    """The figures now."""
    sessions, scheduled = db.session.execute(
        select(func.count(), func.count(Session.booking_id)).where(_of(Session, edition))
    ).one()
    return Standing(
        delegations=_counts(
            select(Delegation.status, func.count())
            .where(Delegation.edition_id == edition.id, Delegation.category != EXHIBITOR)
            .group_by(Delegation.status)
        ),
        people=_count(select(func.count()).select_from(Participant).where(_of(Participant, edition))),
        sessions=sessions,
        scheduled=scheduled,
        release=db.session.scalar(
            select(Release)
            .where(_of(Release, edition))
            .order_by(Release.number.desc())
            .limit(1)
            .options(defer(Release.content))
        ),
        exhibitors=_count(
            select(func.count())
            .select_from(Exhibitor)
            .where(_of(Exhibitor, edition), Exhibitor.status.not_in(("declined", "canceled")))
        ),
        placed=_count(
            select(func.count(Allocation.exhibitor_id.distinct()))
            .join(Exhibitor, Exhibitor.id == Allocation.exhibitor_id)
            .where(_of(Exhibitor, edition))
        ),
        meetings=_counts(
            select(Meeting.status, func.count()).where(_of(Meeting, edition)).group_by(Meeting.status)
        ),
        letters=_counts(
            select(Letter.status, func.count()).where(_of(Letter, edition)).group_by(Letter.status)
        ),
    )


def letters(
    edition: Edition, *, status: str = "", about: str = "", words: str = "", page: int = 1
) -> Pagination:
    """The letters of an edition, the latest first; ``words`` are looked for in subject and address,
    ``about`` is the subject they tell of."""
    found = select(Letter).where(_of(Letter, edition)).order_by(Letter.id.desc())
    if about:
        found = found.where(Letter.about == about)
    if status:
        found = found.where(Letter.status == status)
    if words:
        found = found.where(
            or_(
                *(
                    column.icontains(words, autoescape=True)
                    for column in (Letter.subject, Letter.to_email, Letter.to_name)
                )
            )
        )
    # A list does not carry the letters' texts about.
    found = found.options(defer(Letter.text), defer(Letter.html), defer(Letter.calendar))
    return db.paginate(found, page=page, per_page=PER_PAGE, error_out=False)


def letter_counts(edition: Edition, *, about: str = "") -> dict[str, int]:
    """How many letters (about one thing) are in which state."""
    found = select(Letter.status, func.count()).where(_of(Letter, edition)).group_by(Letter.status)
    return _counts(found.where(Letter.about == about) if about else found)


def letter(edition: Edition, letter_id: int) -> Letter | None:
    """The letter of that number, if it belongs to the edition."""
    return db.session.scalar(select(Letter).where(Letter.id == letter_id, _of(Letter, edition)))


@dataclass(frozen=True)
class Line:
    """One line of the log with the name of who acted."""

    entry: AuditEntry
    who: str | None


def log(
    edition: Edition, *, fact: str = "", subject: str = "", page: int = 1
) -> tuple[list[Line], Pagination]:
    """The log of an edition, the latest first, and its pages. Three selects."""
    found = select(AuditEntry).where(_of(AuditEntry, edition)).order_by(AuditEntry.id.desc())
    if fact:
        found = found.where(AuditEntry.fact == fact)
    if subject:
        found = found.where(AuditEntry.subject == subject)
    pages = db.paginate(found, page=page, per_page=PER_PAGE, error_out=False)
    ids = {entry.by for entry in pages.items if entry.by is not None}
    names = _names(ids)
    return [Line(entry, names.get(entry.by or 0)) for entry in pages.items], pages


def facts_told(edition: Edition) -> list[str]:
    """The kinds of facts the log of an edition has."""
    return list(
        db.session.scalars(
            select(AuditEntry.fact).where(_of(AuditEntry, edition)).distinct().order_by(AuditEntry.fact)
        )
    )


def _names(ids: set[int]) -> dict[int, str]:
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return dict(rows.all())


def _of(model: Any, edition: Edition) -> Any:
    return model.edition_id == edition.id


def _count(query: Select[Any]) -> int:
    return int(db.session.scalar(query) or 0)


def _counts(query: Select[str, int]) -> dict[str, int]:
    return dict(db.session.execute(query).all())
