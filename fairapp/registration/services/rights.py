"""The matrix of rights, the zones of the venue and the numbers of seats, as the secretariat sets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import ngettext
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition
from fairapp.registration import rights
from fairapp.registration.errors import ZoneInUse
from fairapp.registration.events import RightsChanged, SeatsSet, ZoneAdded, ZoneChanged, ZoneRemoved
from fairapp.registration.models import CategoryRights, Delegation, SeatQuota, Zone
from fairapp.registration.services.guard import in_turn, lock, same_version
from fairapp.registration.services.seating import recount


def rights_row(edition: Edition, category: str) -> CategoryRights:
    """The row of a category; a category that came into use later gets one without any right."""
    query = select(CategoryRights).where(
        CategoryRights.edition_id == edition.id, CategoryRights.category == category
    )
    in_turn(edition.id)
    row = db.session.scalar(query)
    if row is None:
        row = rights.blank(edition.id, category)
        db.session.add(row)
        db.session.flush()
    return row


def change_rights(
    row: CategoryRights, values: Mapping[str, Any], *, by: User, version: int | None = None
) -> None:
    """Change what people of a category may do, where they may go, how many may come (``capacity``; a
    lower number takes nobody's seat, a higher one lets people move up).

    Refuses with Stale. Tells RightsChanged with what was before, and SeatGiven of each who moves up.
    """
    in_turn(row.edition_id)
    db.session.refresh(row)
    same_version(row, version)
    changes = {key: (getattr(row, key), new) for key, new in values.items() if getattr(row, key) != new}
    if not changes:
        return
    for key, (_old, new) in changes.items():
        setattr(row, key, new)
    row.version += 1
    db.session.flush()
    subject = f"category_rights:{row.id}"
    told = {key: (_said(old), _said(new)) for key, (old, new) in changes.items()}
    publish(RightsChanged(edition_id=row.edition_id, by=by.id, subject=subject, changes=told))
    if "capacity" in changes:
        recount(row.edition_id, {row.category})


def _said(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value


def add_zone(edition: Edition, name: Translated, *, by: User) -> Zone:
    """Add a part of the venue with a door of its own; no badge opens it yet. Tells ZoneAdded."""
    zones = _zones(edition.id)
    numbers = [int(z.code.removeprefix("zone_")) for z in zones if z.code.removeprefix("zone_").isdigit()]
    zone = Zone(
        edition_id=edition.id,
        code=f"zone_{max(numbers, default=0) + 1}",
        name=name,
        position=max((z.position for z in zones), default=-1) + 1,
    )
    db.session.add(zone)
    db.session.flush()
    publish(ZoneAdded(**_about(zone, by), changes={"name": (None, name)}))
    return zone


def rename_zone(zone: Zone, name: Translated, *, by: User) -> None:
    """Call a zone something else; badges that open it still do. Tells ZoneChanged."""
    if zone.name != name:
        before, zone.name = zone.name, name
        db.session.flush()
        publish(ZoneChanged(**_about(zone, by), changes={"name": (before, name)}))


def move_zone(zone: Zone, step: int, *, by: User) -> None:
    """Move a zone up (-1) or down (1) in the order, which numbers the zones on badges; at the end nothing
    happens. Tells ZoneChanged."""
    zones = _zones(zone.edition_id)
    place = zones.index(zone)
    target = place + step
    if not 0 <= target < len(zones):
        return
    zones.insert(target, zones.pop(place))
    for position, each in enumerate(zones):
        each.position = position
    db.session.flush()
    publish(ZoneChanged(**_about(zone, by), changes={"place": (place + 1, target + 1)}))


def remove_zone(zone: Zone, *, by: User, confirmed: bool = False) -> None:
    """Remove a zone; badges that opened it lose it. Refuses with ZoneInUse unless ``confirmed``, while
    any category may enter. Tells ZoneRemoved."""
    in_turn(zone.edition_id)
    query = select(CategoryRights).where(CategoryRights.edition_id == zone.edition_id)
    rows = db.session.scalars(
        query.order_by(CategoryRights.category).execution_options(populate_existing=True)
    )
    using = [row for row in rows if zone.code in row.zones]
    if using and not confirmed:
        raise ZoneInUse(
            ngettext(
                "People of %(num)s category may enter this zone.",
                "People of %(num)s categories may enter this zone.",
                len(using),
            )
        )
    for row in using:
        row.zones = [code for code in row.zones if code != zone.code]
        row.version += 1
    fact = ZoneRemoved(
        **_about(zone, by),
        changes={"name": (zone.name, None), "categories": (_said([row.category for row in using]), None)},
    )
    db.session.delete(zone)
    db.session.flush()
    publish(fact)


def set_general_seats(edition: Edition, home: str, category: str, seats: int | None, *, by: User) -> None:
    """How many people of a category each delegation of the category ``home`` may bring; None: any number.

    A lower number takes nobody's seat, a higher one lets people move up. Tells SeatsSet, and SeatGiven.
    """
    query = select(SeatQuota).where(
        SeatQuota.edition_id == edition.id,
        SeatQuota.delegation_id.is_(None),
        SeatQuota.delegation_category == home,
        SeatQuota.category == category,
    )
    new = SeatQuota(edition_id=edition.id, delegation_category=home, category=category)
    _set(query, new, seats, subject=f"edition:{edition.id}", label=f"{home} × {category}", by=by)


def set_own_seats(delegation: Delegation, category: str, seats: int | None, *, by: User) -> None:
    """How many people of a category this delegation may bring, whatever others may; None: as many as
    others of its category. Like :func:`set_general_seats`."""
    lock(delegation)
    query = select(SeatQuota).where(SeatQuota.delegation_id == delegation.id, SeatQuota.category == category)
    new = SeatQuota(edition_id=delegation.edition_id, delegation_id=delegation.id, category=category)
    _set(query, new, seats, subject=f"delegation:{delegation.id}", label=category, by=by)


def _set(query: Any, new: SeatQuota, seats: int | None, *, subject: str, label: str, by: User) -> None:
    in_turn(new.edition_id)
    found: SeatQuota | None = db.session.scalar(query)
    before = found.seats if found else None
    if before == seats:
        return
    if seats is None and found:
        db.session.delete(found)
    elif seats is not None:
        found = found or new
        found.seats = seats
        db.session.add(found)
    db.session.flush()
    changes = {label: (before, seats)}
    publish(SeatsSet(edition_id=new.edition_id, by=by.id, subject=subject, changes=changes))
    recount(new.edition_id, {new.category})


def _zones(edition_id: int) -> list[Zone]:
    query = select(Zone).where(Zone.edition_id == edition_id).order_by(Zone.position, Zone.id)
    in_turn(edition_id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _about(zone: Zone, by: User) -> dict[str, Any]:
    return {"edition_id": zone.edition_id, "by": by.id, "subject": f"zone:{zone.id}"}
