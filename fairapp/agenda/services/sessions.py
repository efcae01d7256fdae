"""Adding, moving, editing, unscheduling and removing sessions of the draft."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.agenda import queries, rules
from fairapp.agenda.errors import (
    AlreadyBegun,
    CodeInUse,
    HasRecord,
    NotAccredited,
    NotNearTheMeeting,
    NoVoice,
)
from fairapp.agenda.events import SessionAdded, SessionCancelled, SessionChanged, SessionMoved
from fairapp.agenda.models import AgendaItem, Duty, Session
from fairapp.agenda.services.pictures import kept_of, picture_of
from fairapp.agenda.services.steps import note_step, recorded
from fairapp.agenda.services.versions import hold
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.edition.models import Edition, Room
from fairapp.registration import rights
from fairapp.registration.models import Participant
from fairapp.timetable import services as timetable
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.spans import Span


@dataclass(frozen=True)
class Place:
    """Where and when: what a session needs to be on the schedule."""

    room: Room
    span: Span


@dataclass(frozen=True)
class OnDuty:
    """Somebody with a task in a session: a participant, an office in words, or both."""

    role: str
    participant: Participant | None = None
    office: Translated = Translated()  # noqa: RUF009 - immutable


@dataclass(frozen=True)
class SessionDetails:
    """What is said of a session besides where, when, who and which items."""

    kind: str
    title: Translated
    code: str = ""
    """Empty: one is assigned (“S-12”)."""
    number: int | None = None
    track: str = "main"
    note: Translated = Translated()  # noqa: RUF009 - immutable
    access: str = "all"
    outcome_codes: Sequence[str] = ()
    topic_codes: Sequence[str] = ()
    document_symbols: Sequence[str] = ()


def add_session(
    edition: Edition,
    details: SessionDetails,
    *,
    duties: Sequence[OnDuty] = (),
    items: Sequence[AgendaItem] = (),
    place: Place | None = None,
    by: User,
    verb: str = "add",
) -> Session:
    """Add a session to the draft, on the schedule if a place is given; ``verb`` names the step to undo.

    Refuses with AlreadyBooked (room or people on duty are taken), CodeInUse, NotAccredited, NoVoice,
    NotNearTheMeeting. Tells SessionAdded.
    """
    code = details.code or queries.next_code(edition.id)
    session = Session(edition=edition, code=code, track="main")
    _write(session, details, code)
    try:
        with db.session.begin_nested():
            db.session.add(session)
    except IntegrityError as error:
        raise code_refusal(error) from error
    session.items = list(items)
    _put_on_duty(session, duties)
    occupy(session, place)
    publish(
        SessionAdded(
            edition_id=edition.id,
            by=by.id,
            subject=subject_of(session),
            changes={"title": (None, session.title), **place_change(None, place)},
        )
    )
    note_step(verb, edition.id, session.id, None, picture_of(session), by=by.id)
    return session


@recorded("edit")
def edit_session(
    session: Session,
    details: SessionDetails,
    *,
    duties: Sequence[OnDuty],
    items: Sequence[AgendaItem],
    place: Place | None,
    version: int | None,
    by: User,
) -> None:
    """Write a session anew: everything about it, its place included.

    Refuses as `add_session` does, with ChangedMeanwhile when ``version`` is not the present one, and
    with AlreadyBegun when a session under way would lose its time. Tells SessionChanged.
    """
    hold(session, version)
    before, stood = described(session), place_of(session)
    if place is None:
        require_not_begun(session)
    try:
        with db.session.begin_nested():
            _write(session, details, details.code or session.code)
    except IntegrityError as error:
        raise code_refusal(error) from error
    session.items = list(items)
    _put_on_duty(session, duties)
    occupy(session, place)
    after = described(session)
    changes = {key: (before[key], after[key]) for key in after if before[key] != after[key]}
    changes |= place_change(stood, place)
    if changes:
        session.version += 1
        publish(
            SessionChanged(
                edition_id=session.edition_id, by=by.id, subject=subject_of(session), changes=changes
            )
        )


@recorded("move")
def move_session(session: Session, place: Place, *, version: int | None, by: User) -> None:
    """Give a session another time or room, or its first.

    Refuses with AlreadyBooked, NotNearTheMeeting and ChangedMeanwhile. Tells SessionMoved; a move to
    where it is already changes nothing and tells nothing.
    """
    hold(session, version)
    stood = place_of(session)
    if stood == place:
        return
    occupy(session, place)
    _moved(session, stood, place, by)


@recorded("unschedule")
def unschedule_session(session: Session, *, version: int | None, by: User) -> None:
    """Take a session off the schedule; its room and people are free again.

    Refuses with ChangedMeanwhile and AlreadyBegun. Tells SessionMoved.
    """
    hold(session, version)
    require_not_begun(session)
    stood = place_of(session)
    if stood:
        occupy(session, None)
        _moved(session, stood, None, by)


def remove_session(session: Session, *, version: int | None, by: User) -> None:
    """Take a session out of the draft. A released one is shown as cancelled with the next release.

    Refuses with ChangedMeanwhile, AlreadyBegun, and HasRecord when something was recorded of it.
    Tells SessionCancelled.
    """
    hold(session, version)
    before = {**picture_of(session), "kept": kept_of(session)}
    take_out(session, by=by)
    note_step("remove", session.edition_id, session.id, before, None, by=by.id)


def take_out(session: Session, *, by: User) -> None:
    """What removing does, of a session that is held. Refuses and tells as `remove_session`."""
    require_not_begun(session)
    fact = SessionCancelled(
        edition_id=session.edition_id,
        by=by.id,
        subject=subject_of(session),
        changes={"title": (session.title, None), **place_change(place_of(session), None)},
    )
    occupy(session, None)
    try:
        with db.session.begin_nested():
            db.session.delete(session)
    except IntegrityError as error:
        raise HasRecord(_("Something was recorded of this session; it stays.")) from error
    publish(fact)


def place_of(session: Session) -> Place | None:
    """Where and when a session is, or None if it is not on the schedule."""
    return Place(session.room, session.booking.span) if session.room and session.booking else None


def _write(session: Session, details: SessionDetails, code: str) -> None:
    for name, value in vars(details).items():
        setattr(session, name, list(value) if name.endswith(("codes", "symbols")) else value)
    session.code = code


def _put_on_duty(session: Session, duties: Sequence[OnDuty]) -> None:
    known = {duty.participant_id for duty in session.duties}
    for duty in duties:
        person = duty.participant
        # Who is on duty already stays, whatever became of the accreditation since.
        if person and person.id not in known and not _is_accredited(person, session.edition_id):
            raise NotAccredited(
                _("The delegation of %(name)s is not accredited yet.", name=person.name), field="duties"
            )
    _require_voice(session, duties)
    wanted = [(d.role, d.participant.id if d.participant else None, d.office) for d in duties]
    if wanted != [(d.role, d.participant_id, d.office) for d in session.duties]:
        session.duties = [
            Duty(role=d.role, participant=d.participant, office=d.office, position=position)
            for position, d in enumerate(duties)
        ]
    db.session.flush()


def _require_voice(session: Session, duties: Sequence[OnDuty]) -> None:
    """Who is to speak has a voice at this meeting; who had the task already keeps it."""
    had = {(duty.participant_id, duty.role) for duty in session.duties}
    new = [
        duty.participant
        for duty in duties
        if duty.participant and rules.speaks(duty.role) and (duty.participant.id, duty.role) not in had
    ]
    rows = rights.matrix(session.edition_id) if new else {}
    for person in new:
        if not rights.category_may(person.category, "voice", rows):
            category = reference.term("participant_category", person.category)
            raise NoVoice(
                _(
                    "%(name)s cannot be given a task that speaks: people of the category “%(category)s”"
                    " have no voice at this meeting.",
                    name=person.name,
                    category=category,
                ),
                field="duties",
            )


def _is_accredited(person: Participant, edition_id: int) -> bool:
    return person.edition_id == edition_id and person.is_accredited


def occupy(session: Session, place: Place | None) -> None:
    """Book the room and everybody on duty for the span, or give all of it back."""
    if place is None:
        booking, session.room, session.booking = session.booking, None, None
        db.session.flush()
        if booking:
            timetable.free(booking)
        return
    _require_near(session.edition, place.span)
    taken = [place.room.resource_id, *(d.participant.resource_id for d in session.duties if d.participant)]
    try:
        if session.booking:
            timetable.change(session.booking, place.span, taken, title=session.title, place=place.room.name)
        else:
            session.booking = timetable.book(
                taken,
                place.span,
                edition_id=session.edition_id,
                purpose="session",
                subject=subject_of(session),
                title=session.title,
                place=place.room.name,
            )
    except AlreadyBooked as refusal:
        refusal.field = "starts_at"
        raise
    session.room = place.room
    db.session.flush()


def _require_near(edition: Edition, span: Span) -> None:
    day = span.start.astimezone(zone(edition.time_zone)).date()
    if not rules.is_near(day, edition.first_day, edition.last_day):
        raise NotNearTheMeeting(_("This day is too far from the days of the meeting."), field="day")


def require_not_begun(session: Session) -> None:
    if session.booking and session.booking.starts_at <= clock.now():
        raise AlreadyBegun(_("This session has begun; it stays on the schedule."))


def code_refusal(error: IntegrityError) -> Exception:
    if violates(error, "uq_session_edition_id_code"):
        return CodeInUse(_("Another session has this code."), field="code")
    return error


def _moved(session: Session, stood: Place | None, place: Place | None, by: User) -> None:
    session.version += 1
    publish(
        SessionMoved(
            edition_id=session.edition_id,
            by=by.id,
            subject=subject_of(session),
            changes=place_change(stood, place),
        )
    )


def place_change(stood: Place | None, place: Place | None) -> dict[str, tuple[Any, Any]]:
    pairs = {
        "room": (stood and stood.room.code, place and place.room.code),
        "starts_at": (stood and stood.span.start, place and place.span.start),
        "ends_at": (stood and stood.span.end, place and place.span.end),
    }
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def described(session: Session) -> dict[str, Any]:
    """What may be edited, as plain values to compare."""
    plain = ("code", "kind", "number", "track", "title", "note", "access")
    lists: Collection[str] = ("outcome_codes", "topic_codes", "document_symbols")
    return {
        **{name: getattr(session, name) for name in plain},
        **{name: ", ".join(getattr(session, name)) for name in lists},
        "items": ", ".join(str(item.number) for item in session.items),
        "duties": "; ".join(
            f"{d.role}: {d.participant.name if d.participant else d.office.to('en')}" for d in session.duties
        ),
    }


def subject_of(session: Session) -> str:
    return f"session:{session.id}"
