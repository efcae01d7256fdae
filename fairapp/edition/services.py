"""The verbs of the edition room: open one, furnish it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.accounts.services import grant
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.edition.errors import AddressInUse
from fairapp.edition.events import EditionChanged, EditionOpened
from fairapp.edition.models import Edition, Outcome, Room, Slot, Table, Topic
from fairapp.edition.rules import RESERVED
from fairapp.timetable.services import add_resource
from fairapp.timetable.spans import Span


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
    publish(EditionOpened(edition_id=edition.id, by=by.id, subject=f"edition:{edition.id}"))
    return edition


def change_edition(edition: Edition, *, by: User, **values: Any) -> None:
    """Change days, place, symbols or deadlines. Tells EditionChanged with what was before."""
    changes = {k: (getattr(edition, k), v) for k, v in values.items() if getattr(edition, k) != v}
    for key, (_old, new) in changes.items():
        setattr(edition, key, new)
    if changes:
        edition.version += 1
        publish(
            EditionChanged(edition_id=edition.id, by=by.id, subject=f"edition:{edition.id}", changes=changes)
        )


def add_room(
    edition: Edition,
    code: str,
    name: Translated,
    *,
    capacity: int | None = None,
    interpretation: bool = False,
    position: int = 0,
) -> Room:
    """Add a room; it can hold one session at a time."""
    resource = add_resource(edition.id, "room", name)
    room = Room(
        edition_id=edition.id,
        code=code,
        name=name,
        capacity=capacity,
        position=position,
        interpretation=interpretation,
        resource=resource,
    )
    db.session.add(room)
    db.session.flush()
    return room


def add_tables(room: Room, count: int, *, accessible: Iterable[int] = ()) -> list[Table]:
    """Put numbered tables in a room of the meetings area."""
    tables = []
    for number in range(1, count + 1):
        name = Translated(
            en=f"Table {number}", es=f"Mesa {number}", fr=f"Table {number}", pt=f"Mesa {number}"
        )
        resource = add_resource(room.edition_id, "table", name)
        tables.append(
            Table(
                edition_id=room.edition_id,
                room=room,
                number=number,
                resource=resource,
                accessible=number in set(accessible),
            )
        )
    db.session.add_all(tables)
    db.session.flush()
    return tables


def add_slot(edition: Edition, span: Span) -> Slot:
    """Add one bookable interval to the meetings grid."""
    slot = Slot(edition_id=edition.id, starts_at=span.start, ends_at=span.end)
    db.session.add(slot)
    return slot


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
