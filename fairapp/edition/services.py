"""The verbs of the edition room: open one, furnish it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.accounts.services import grant
from fairapp.core import clock
from fairapp.core.dates import clock_time, zone
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition import queries, reference
from fairapp.edition.errors import (
    AddressInUse,
    ChangedMeanwhile,
    CodeInUse,
    DaysOutOfOrder,
    NoSlotFits,
    SlotsOverlap,
)
from fairapp.edition.events import EditionChanged, EditionFurnished, EditionOpened
from fairapp.edition.models import Edition, Outcome, Room, Slot, Table, Topic
from fairapp.edition.rules import LONGEST, RESERVED, days_in_order
from fairapp.timetable.models import Resource
from fairapp.timetable.spans import Span
from fairapp.timetable.zones import local


@dataclass(frozen=True)
class EditionDetails:
    """What must be known to open an edition."""

    slug: str
    name: Translated
    fair_name: Translated
    place: Translated
    venue: Translated
    time_zone: str
    first_day: date
    last_day: date
    organ: Translated
    organ_acronym: str = ""
    series: str = ""
    body: str = ""
    original_lang: str = "es"
    is_demo: bool = False


def open_edition(details: EditionDetails, *, by: User) -> Edition:
    """Open an edition beside the others, with the expected outcomes and topics of the reference
    data to begin with; whoever opens it is its secretariat.

    Registration closes two weeks before the first day, at 18:00 local time, until changed.
    Refuses with AddressInUse. Tells EditionOpened.
    """
    _check_days(details.first_day, details.last_day)
    if details.slug in RESERVED:
        raise AddressInUse(_("The program needs this address itself."), field="slug")
    edition = Edition(**vars(details), created_at=clock.now(), registration_closes_at=_closing(details))
    try:
        with db.session.begin_nested():
            db.session.add(edition)
    except IntegrityError as error:
        if not violates(error, "uq_edition_slug"):
            raise
        raise AddressInUse(_("Another edition has this address."), field="slug") from error
    _furnish_from_reference(edition)
    grant(by, "secretariat", edition_id=edition.id, by=by.id)
    publish(EditionOpened(edition_id=edition.id, by=by.id, subject=_subject(edition)))
    return edition


def change_edition(edition: Edition, *, opened: int | None, by: User, **values: Any) -> None:
    """Change days, place, symbols or deadlines. ``opened`` is the version the person saw.

    Refuses with ChangedMeanwhile, naming what somebody else changed since, and with
    DaysOutOfOrder. Tells EditionChanged with what was before.
    """
    db.session.refresh(edition, with_for_update={"of": Edition})
    if opened != edition.version:
        raise _changed_meanwhile(edition, opened)
    _check_days(values.get("first_day", edition.first_day), values.get("last_day", edition.last_day))
    changes = {k: (getattr(edition, k), v) for k, v in values.items() if getattr(edition, k) != v}
    for key, (_old, new) in changes.items():
        setattr(edition, key, new)
    if changes:
        edition.version += 1
        publish(EditionChanged(edition_id=edition.id, by=by.id, subject=_subject(edition), changes=changes))


def add_room(
    edition: Edition,
    code: str,
    name: Translated,
    *,
    capacity: int | None = None,
    interpretation: bool = False,
    position: int | None = None,
    by: User | None = None,
) -> Room:
    """Add a room, after the others; it can hold one session at a time.

    Refuses with CodeInUse. Tells EditionFurnished.
    """
    room = Room(
        edition_id=edition.id,
        code=code,
        name=name,
        capacity=capacity,
        position=_next(Room.position, edition.id) if position is None else position,
        interpretation=interpretation,
        resource=Resource(edition_id=edition.id, kind="room", name=name),
    )
    try:
        with db.session.begin_nested():
            db.session.add(room)
    except IntegrityError as error:
        if not violates(error, "uq_room_edition_id_code"):
            raise
        raise CodeInUse(_("Another room has this code."), field="code") from error
    _tell(edition.id, by, rooms=(None, code))
    return room


def add_tables(room: Room, count: int, *, accessible: int = 0, by: User | None = None) -> list[Table]:
    """Put tables in a room of the meetings area, numbered on from those there are.

    A wheelchair reaches the last ``accessible`` of them. Tells EditionFurnished.
    """
    # Two people adding tables at once take turns, so that no number is given twice.
    db.session.get(Edition, room.edition_id, with_for_update=True)
    first = _next(Table.number, room.edition_id)
    end = first + count
    tables = [_table(room, n, accessible=n >= end - accessible) for n in range(first, end)]
    db.session.add_all(tables)
    db.session.flush()
    _tell(room.edition_id, by, tables=(None, f"{first}–{end - 1}"))
    return tables


def add_slot(edition: Edition, span: Span) -> Slot:
    """Add one bookable interval to the meetings grid."""
    slot = Slot(edition_id=edition.id, starts_at=span.start, ends_at=span.end)
    db.session.add(slot)
    return slot


def add_slots(edition: Edition, spans: Sequence[Span], *, by: User) -> list[Slot]:
    """Add a day's slots. Refuses with NoSlotFits for none, SlotsOverlap. Tells EditionFurnished."""
    if not spans:
        raise NoSlotFits(_("No slot of this length fits between these times."), field="minutes")
    db.session.refresh(edition, with_for_update={"of": Edition})
    for slot in queries.slots(edition.id):
        for span in spans:
            if span.overlaps(slot.span):
                raise SlotsOverlap(
                    _("There is a slot at %(time)s already.", time=clock_time(local(slot.starts_at))),
                    field="starts_at",
                )
    slots = [add_slot(edition, span) for span in spans]
    _tell(edition.id, by, slots=(None, f"{spans[0].start.isoformat()}–{spans[-1].end.isoformat()}"))
    return slots


def remove_slots(edition: Edition, day: date, *, by: User) -> int:
    """Take the slots of a local day off the grid; meetings already agreed stay. Returns how many.

    Tells EditionFurnished.
    """
    gone = [slot for slot in queries.slots(edition.id) if local(slot.starts_at).date() == day]
    for slot in gone:
        db.session.delete(slot)
    if gone:
        _tell(edition.id, by, slots=(day.isoformat(), None))
    return len(gone)


def _table(room: Room, number: int, *, accessible: bool) -> Table:
    name = Translated(en=f"Table {number}", es=f"Mesa {number}", fr=f"Table {number}", pt=f"Mesa {number}")
    return Table(
        edition_id=room.edition_id,
        room=room,
        number=number,
        accessible=accessible,
        resource=Resource(edition_id=room.edition_id, kind="table", name=name),
    )


def _next(column: Any, edition_id: int) -> int:
    return (
        int(db.session.scalar(select(func.max(column)).where(column.class_.edition_id == edition_id)) or 0)
        + 1
    )


def _tell(edition_id: int, by: User | None, **changes: tuple[Any, Any]) -> None:
    publish(
        EditionFurnished(
            edition_id=edition_id,
            by=by.id if by else None,
            subject=f"edition:{edition_id}",
            changes=changes,
        )
    )


def _subject(edition: Edition) -> str:
    return f"edition:{edition.id}"


def _check_days(first: date, last: date) -> None:
    if first > last:
        raise DaysOutOfOrder(_("The last day cannot be before the first."), field="last_day")
    if not days_in_order(first, last):
        raise DaysOutOfOrder(
            _("A meeting lasts at most %(count)s days here.", count=LONGEST), field="last_day"
        )


def _changed_meanwhile(edition: Edition, opened: int | None) -> ChangedMeanwhile:
    """What the log says was changed since, and by whom."""
    who, changes = queries.changes_since(edition, opened)
    return ChangedMeanwhile(who or _("Somebody"), changes)


def _closing(details: EditionDetails) -> datetime:
    day = details.first_day - timedelta(days=14)
    return datetime.combine(day, time(18), zone(details.time_zone))


def _furnish_from_reference(edition: Edition) -> None:
    for position, entry in enumerate(reference.read("outcomes")["outcomes"], 1):
        db.session.add(
            Outcome(
                edition_id=edition.id,
                code=entry["code"],
                position=position,
                title=Translated(entry["title"]),
                text=Translated(entry["text"]),
                sdg_targets=entry["sdg"],
            )
        )
    for entry in reference.read("fair_topics")["topics"]:
        db.session.add(
            Topic(
                edition_id=edition.id,
                code=entry["code"],
                position=entry["order"],
                icon=entry["icon"],
                color=entry["color"],
                label=Translated(entry["label"]),
                long_label=Translated(entry["long"]),
                sdg_targets=entry["primary"],
            )
        )
    db.session.flush()
