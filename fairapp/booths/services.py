"""The verbs of the fair: furnishing the hall, handing out booths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Delete, delete, insert, select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.booths import queries, rules
from fairapp.booths.errors import (
    BoothInUse,
    BoothTaken,
    CodeTaken,
    DoesNotFollow,
    NotADayOfTheFair,
    NotApproved,
)
from fairapp.booths.events import BoothAdded, BoothAssigned, BoothChanged, BoothFreed, BoothRemoved
from fairapp.booths.models import Allocation, Booth, Exhibitor
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.versions import take
from fairapp.edition.models import Edition


@dataclass(frozen=True)
class BoothDetails:
    """A booth as the plan has it; measures in decimetres."""

    code: str
    x: int
    y: int
    width: int
    depth: int
    power: bool = True
    accessible: bool = True


def add_booth(edition: Edition, details: BoothDetails, *, by: User) -> Booth:
    """Put a booth on the plan. Refuses with CodeTaken (also when another stands there)."""
    _one_at_a_time(edition)
    _nothing_stands_there(edition.id, details)
    booth = Booth(edition_id=edition.id, **vars(details))
    _keep(booth)
    publish(BoothAdded(edition_id=edition.id, by=by.id, subject=f"booth:{booth.id}"))
    return booth


def change_booth(
    edition: Edition, booth: Booth, details: BoothDetails, *, by: User, version: int | None = None
) -> None:
    """Move, resize or rename a booth; whoever stands in it stays. Refuses with CodeTaken and Stale."""
    _one_at_a_time(edition)
    take(booth, version)
    _nothing_stands_there(edition.id, details, but=booth)
    changes = {k: (getattr(booth, k), v) for k, v in vars(details).items() if getattr(booth, k) != v}
    _keep(booth, {key: new for key, (_old, new) in changes.items()})
    publish(BoothChanged(edition_id=edition.id, by=by.id, subject=f"booth:{booth.id}", changes=changes))


def remove_booth(edition: Edition, booth: Booth, *, by: User) -> None:
    """Take a booth off the plan. Refuses with BoothInUse while an exhibitor has it."""
    _one_at_a_time(edition)
    standing = queries.in_booth(booth.id, edition.days)
    if standing:
        name = standing[0][1].delegation.name
        raise BoothInUse(_("Booth %(code)s is given to %(name)s; free it first.", code=booth.code, name=name))
    changes = {"code": (booth.code, None)}
    publish(BoothRemoved(edition_id=edition.id, by=by.id, subject=f"booth:{booth.id}", changes=changes))
    db.session.delete(booth)
    db.session.flush()


def assign_booth(
    edition: Edition, exhibitor: Exhibitor, booth: Booth, days: Sequence[date], *, by: User
) -> None:
    """Give an exhibitor a booth on those days; on them it leaves the booth it had.

    Refuses with BoothTaken (the key answers, not a look beforehand), NotApproved and
    NotADayOfTheFair. Tells BoothAssigned. A booth too small or without power is the secretariat's
    to judge: see `rules.drawbacks`.
    """
    chosen = _days_of(edition, days)
    _one_at_a_time(edition)
    _may_be_placed(exhibitor)
    try:
        with db.session.begin_nested():
            db.session.execute(_standing(exhibitor, chosen))
            db.session.execute(
                insert(Allocation),
                [{"booth_id": booth.id, "exhibitor_id": exhibitor.id, "day": day} for day in chosen],
            )
    except IntegrityError as error:
        if not violates(error, "uq_allocation_booth_id_day"):
            raise
        raise _taken(edition, booth, exhibitor, chosen) from error
    db.session.expire(exhibitor, ["allocations"])
    exhibitor.status = "assigned"
    publish(
        BoothAssigned(
            edition_id=edition.id,
            by=by.id,
            subject=f"exhibitor:{exhibitor.id}",
            booth=booth.code,
            days=tuple(chosen),
            changes={str(day): (None, booth.code) for day in chosen},
        )
    )


def free_booth(edition: Edition, exhibitor: Exhibitor, days: Sequence[date], *, by: User) -> None:
    """Take an exhibitor's booths away on those days; without any it waits for one again.

    Freeing what is free changes nothing. Refuses with NotADayOfTheFair. Tells BoothFreed.
    """
    chosen = _days_of(edition, days)
    _one_at_a_time(edition)
    db.session.expire(exhibitor, ["allocations", "status"])
    gone = {str(row.day): (row.booth.code, None) for row in exhibitor.allocations if row.day in chosen}
    if not gone:
        return
    db.session.execute(_standing(exhibitor, chosen))
    db.session.expire(exhibitor, ["allocations"])
    if exhibitor.status == "assigned" and not exhibitor.allocations:
        exhibitor.status = "approved"
    publish(
        BoothFreed(
            edition_id=edition.id,
            by=by.id,
            subject=f"exhibitor:{exhibitor.id}",
            days=tuple(chosen),
            changes=gone,
        )
    )


def settle(exhibitor: Exhibitor, status: str) -> None:
    """Move the status along its table. Refuses with DoesNotFollow."""
    if status not in rules.NEXT[exhibitor.status]:
        raise DoesNotFollow(_("Somebody decided about this exhibitor meanwhile. Please look again."))
    exhibitor.status = status


def _one_at_a_time(edition: Edition) -> None:
    """Changes to one edition's plan queue here, so that two exhibitors changing places at once cannot
    wait for each other. Who may have a booth is decided by the key alone."""
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update(key_share=True))


def _days_of(edition: Edition, days: Sequence[date]) -> list[date]:
    if not days or set(days) - set(edition.days):
        raise NotADayOfTheFair(_("Please choose at least one day of the fair."), field="days")
    return sorted(set(days))


def _may_be_placed(exhibitor: Exhibitor) -> None:
    db.session.refresh(exhibitor, ["status"])
    if "assigned" not in rules.NEXT[exhibitor.status]:
        raise NotApproved(
            _("%(name)s is not approved for a booth.", name=exhibitor.delegation.name), field="exhibitor"
        )


def _standing(exhibitor: Exhibitor, days: Sequence[date]) -> Delete:
    return (
        delete(Allocation)
        .where(Allocation.exhibitor_id == exhibitor.id, Allocation.day.in_(days))
        .execution_options(synchronize_session=False)
    )


def _taken(edition: Edition, booth: Booth, exhibitor: Exhibitor, days: list[date]) -> BoothTaken:
    """“Booth B12 is taken on day 1 by …”: a sentence for each day in the way."""
    sentences = [
        _(
            "Booth %(code)s is taken on day %(day)s by %(name)s.",
            code=booth.code,
            day=edition.days.index(day) + 1,
            name=other.delegation.name,
        )
        for day, other in queries.in_booth(booth.id, days)
        if other.id != exhibitor.id
    ]
    return BoothTaken(" ".join(sentences), field="booth")


def _nothing_stands_there(edition_id: int, details: BoothDetails, but: Booth | None = None) -> None:
    for other in queries.booths(edition_id):
        if other is not but and rules.overlap(details, other):
            raise CodeTaken(_("Booth %(code)s stands there already.", code=other.code), field="x")


def _keep(booth: Booth, values: dict[str, Any] | None = None) -> None:
    try:
        with db.session.begin_nested():
            for key, value in (values or {}).items():
                setattr(booth, key, value)
            db.session.add(booth)
    except IntegrityError as error:
        if not violates(error, "uq_booth_edition_id_code"):
            raise
        raise CodeTaken(_("There is a booth with this code already."), field="code") from error
