"""The verbs of the meetings room. Asking takes no time; accepting does, and the key answers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.cooperation.models import Entry
from fairapp.core import clock
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.edition.models import Slot, Table
from fairapp.meetings import queries, rules, words
from fairapp.meetings.errors import (
    AnsweredMeanwhile,
    AskedAlready,
    NoTableLeft,
    NotForCategory,
    NotOpenToMeetings,
    TimeHasPassed,
    TwoSides,
    UnknownEntry,
    UnknownSlot,
)
from fairapp.meetings.events import (
    MeetingAccepted,
    MeetingAsked,
    MeetingCancelled,
    MeetingDeclined,
    MeetingFact,
    MeetingWithdrawn,
)
from fairapp.meetings.models import Meeting, MeetingStep
from fairapp.registration import rights
from fairapp.registration.models import Participant
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.models import Booking
from fairapp.timetable.queries import standing_in_the_way
from fairapp.timetable.services import book, free
from fairapp.timetable.spans import Span


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: which of the meeting times, what about, on which offer or request."""

    slot_id: int | None
    purpose: str
    entry_code: str = ""


def check_sides(asker: Participant, host: Participant) -> None:
    """Whether these two can meet at all.

    Refuses with TwoSides (oneself, one's own delegation), NotForCategory (of either side) and
    NotOpenToMeetings.
    """
    if asker.id == host.id:
        raise TwoSides(_("A meeting has two sides; this is you."))
    if asker.delegation_id == host.delegation_id:
        raise TwoSides(_("%(name)s belongs to your own delegation.", name=host.name))
    rows = rights.matrix(asker.edition_id)
    check_category(asker, "request_meetings", rows)
    check_category(host, "be_requested", rows)
    if not rights.may(host, "be_requested", rows):
        raise NotOpenToMeetings(_("%(name)s does not take requests for meetings at present.", name=host.name))


def check_category(person: Participant, right: str, rows: rights.Matrix | None = None) -> None:
    """Whether people of the category ask for meetings (`request_meetings`) or are asked
    (`be_requested`) at all. Refuses with NotForCategory, in a sentence about the category."""
    rows = rights.matrix(person.edition_id) if rows is None else rows
    if not rights.category_may(person.category, right, rows):
        raise NotForCategory(words.no_meetings(person.category, right))


def ask_for_meeting(asker: Participant, host: Participant, wish: Wish, *, by: User) -> Meeting:
    """Ask somebody of another delegation for a meeting at one of the edition's times.

    Takes no time yet: several may ask for the same, and the one accepted first has it. Refuses with
    TwoSides, NotForCategory, NotOpenToMeetings, UnknownSlot, UnknownEntry, TimeHasPassed, AlreadyBooked,
    NoTableLeft, and AskedAlready while a request between the two is open. Tells MeetingAsked.
    """
    check_sides(asker, host)
    slot = _slot(asker.edition_id, wish.slot_id)
    entry = _entry(asker, host, wish.entry_code)
    _be_courteous(asker, host, slot.span)
    meeting = Meeting(
        edition_id=asker.edition_id,
        asker=asker,
        host=host,
        pair=rules.pair_of(asker.id, host.id),
        purpose=wish.purpose,
        entry=entry,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        status="requested",
        uid=f"{uuid4()}@meetings.fairapp",
        asked_at=clock.now(),
        changed_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(meeting)
    except IntegrityError as error:
        if not violates(error, "uq_meeting_pending"):
            raise
        raise _asked_already(asker, host) from error
    _write_step(meeting, by=by)
    _tell(MeetingAsked, meeting, None, by=by)
    return meeting


def accept_meeting(meeting: Meeting, *, by: User, seen: int | None = None) -> None:
    """Say yes: both people and the first free table are taken for that time.

    ``seen`` is the version the person looked at. Refuses with AnsweredMeanwhile, TimeHasPassed,
    AlreadyBooked (one of the two is elsewhere) and NoTableLeft. Tells MeetingAccepted.
    """
    _open(meeting, "accepted", seen)
    if rules.is_over(meeting.starts_at, clock.now()):
        raise TimeHasPassed(_("The time of this meeting has passed. Ask for another one."))
    meeting.table, meeting.booking = _take_time(meeting)
    meeting.sequence += 1
    _move(meeting, MeetingAccepted, "accepted", by=by)


def decline_meeting(meeting: Meeting, reason: str = "", *, by: User, seen: int | None = None) -> None:
    """Say no, perhaps with a word. Refuses with AnsweredMeanwhile. Tells MeetingDeclined."""
    _open(meeting, "declined", seen)
    meeting.answer = reason
    _move(meeting, MeetingDeclined, "declined", by=by, said=reason)


def withdraw_meeting(meeting: Meeting, *, by: User, seen: int | None = None) -> None:
    """Take an unanswered request back. Refuses with AnsweredMeanwhile. Tells MeetingWithdrawn."""
    _open(meeting, "withdrawn", seen)
    _move(meeting, MeetingWithdrawn, "withdrawn", by=by)


def cancel_meeting(meeting: Meeting, reason: str, *, by: User, seen: int | None = None) -> None:
    """Call an accepted meeting off: time and table are free again, the history stays.

    Refuses with AnsweredMeanwhile, and with TimeHasPassed once it is over. Tells MeetingCancelled.
    """
    _open(meeting, "cancelled", seen)
    if rules.is_over(meeting.ends_at, clock.now()):
        raise TimeHasPassed(_("This meeting is over; it can no longer be cancelled."))
    booking = meeting.booking
    meeting.booking = meeting.table = None
    meeting.answer = reason
    meeting.sequence += 1
    _move(meeting, MeetingCancelled, "cancelled", by=by, said=reason)
    if booking is not None:
        free(booking)


def _slot(edition_id: int, slot_id: int | None) -> Slot:
    slot = queries.slot(edition_id, slot_id)
    if slot is None:
        raise UnknownSlot(_("Choose one of the meeting times."), field="slot")
    if rules.is_over(slot.starts_at, clock.now()):
        raise TimeHasPassed(_("This time has passed. Choose a later one."), field="slot")
    return slot


def _entry(asker: Participant, host: Participant, code: str) -> Entry | None:
    if not code:
        return None
    for entry in queries.entries_of(asker.delegation, host.delegation):
        if entry.code == code:
            return entry
    raise UnknownEntry(_("Choose a published offer or request of your delegation or theirs."), field="entry")


def _be_courteous(asker: Participant, host: Participant, span: Span) -> None:
    """Say now what acceptance would refuse. A courtesy only: nothing is held until then."""
    obstacles = standing_in_the_way([asker.resource_id, host.resource_id], span)
    if obstacles:
        raise AlreadyBooked(obstacles, field="slot")
    if not queries.free_tables(asker.edition_id, span):
        raise _no_table_left("slot")


def _asked_already(asker: Participant, host: Participant) -> AskedAlready:
    pending = queries.pending_of(rules.pair_of(asker.id, host.id))
    if pending is not None and pending.asker_id == host.id:
        return AskedAlready(
            _("%(name)s has asked you for a meeting. Answer that request first.", name=host.name)
        )
    return AskedAlready(_("You have asked %(name)s already. The answer is awaited.", name=host.name))


def _open(meeting: Meeting, following: str, seen: int | None) -> None:
    """Take the row for ourselves and look at it as it is now.

    Two people who answer at once stand in line here (SQLite: at the start of the transaction); the
    second one finds the answer of the first. Without the lock both would read “requested”.
    """
    db.session.scalars(
        select(Meeting)
        .where(Meeting.id == meeting.id)
        .with_for_update(of=Meeting, key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    if (seen is not None and seen != meeting.version) or not rules.may_follow(meeting.status, following):
        raise AnsweredMeanwhile(
            _("Someone answered just now: %(status)s.", status=words.status_name(meeting.status).lower())
        )


def _take_time(meeting: Meeting) -> tuple[Table, Booking]:
    """Book both people and the first table that is really free.

    What looks free may be taken a moment later, so each table is tried: when only the table stands
    in the way the next one is, when a person does, no table helps. Each try has its own savepoint:
    rolled back, it lets go of the people and the table it waited for, so that two acceptances that
    go from table to table never hold one while waiting for another.
    """
    people = [side.resource_id for side in meeting.sides]
    for table in queries.free_tables(meeting.edition_id, meeting.span):
        try:
            with db.session.begin_nested():
                return table, _book(meeting, people, table)
        except AlreadyBooked as refusal:
            in_person = [one for one in refusal.obstacles if one.resource_id in people]
            if in_person or not refusal.obstacles:
                raise AlreadyBooked(in_person) from refusal
    obstacles = standing_in_the_way(people, meeting.span)
    raise AlreadyBooked(obstacles) if obstacles else _no_table_left(None)


def _book(meeting: Meeting, people: list[int], table: Table) -> Booking:
    return book(
        [*people, table.resource_id],
        meeting.span,
        edition_id=meeting.edition_id,
        purpose="meeting",
        subject=f"meeting:{meeting.id}",
        title=words.title(meeting.asker, meeting.host),
        place=words.place(table),
    )


def _no_table_left(field: str | None) -> NoTableLeft:
    return NoTableLeft(_("Every table is taken at that time. Choose another time."), field=field)


def _move(meeting: Meeting, fact: type[MeetingFact], status: str, *, by: User, said: str = "") -> None:
    before = meeting.status
    meeting.status = status
    meeting.changed_at = clock.now()
    meeting.version += 1
    _write_step(meeting, by=by, said=said)
    _tell(fact, meeting, before, by=by)


def _write_step(meeting: Meeting, *, by: User, said: str = "") -> None:
    step = MeetingStep(
        status=meeting.status, at=meeting.changed_at, by=by.id, words=said, table=meeting.table
    )
    meeting.steps.append(step)
    db.session.flush()


def _tell(fact: type[MeetingFact], meeting: Meeting, before: str | None, *, by: User) -> None:
    publish(
        fact(
            edition_id=meeting.edition_id,
            by=by.id,
            subject=f"meeting:{meeting.id}",
            meeting_id=meeting.id,
            changes={"status": (before, meeting.status)},
        )
    )
