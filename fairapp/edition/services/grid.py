"""Tables and slots: the grid on which delegations and exhibitors meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from fairapp.accounts.models import User
from fairapp.core.dates import clock_time
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition import queries
from fairapp.edition.errors import NoSlotFits, SlotsOverlap
from fairapp.edition.models import Edition, Room, Slot, Table
from fairapp.edition.services.furnishing import next_number, tell
from fairapp.timetable.models import Resource
from fairapp.timetable.spans import Span
from fairapp.timetable.zones import local


def add_tables(room: Room, count: int, *, accessible: int = 0, by: User | None = None) -> list[Table]:
    """Put tables in a room of the meetings area, numbered on from those there are.

    A wheelchair reaches the last ``accessible`` of them. Tells EditionFurnished.
    """
    # Two people adding tables at once take turns, so that no number is given twice.
    db.session.get(Edition, room.edition_id, with_for_update=True)
    first = next_number(Table.number, room.edition_id)
    end = first + count
    tables = [_table(room, n, accessible=n >= end - accessible) for n in range(first, end)]
    db.session.add_all(tables)
    db.session.flush()
    tell(room.edition_id, by, tables=(None, f"{first}–{end - 1}"))
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
    tell(edition.id, by, slots=(None, f"{spans[0].start.isoformat()}–{spans[-1].end.isoformat()}"))
    return slots


def remove_slots(edition: Edition, day: date, *, by: User) -> int:
    """Take the slots of a local day off the grid; meetings already agreed stay. Returns how many.

    Tells EditionFurnished.
    """
    gone = [slot for slot in queries.slots(edition.id) if local(slot.starts_at).date() == day]
    for slot in gone:
        db.session.delete(slot)
    if gone:
        tell(edition.id, by, slots=(day.isoformat(), None))
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
