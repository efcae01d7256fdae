"""What stands in the way of somebody entering a delegation, in the words of whoever typed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fairapp.core.dates import days_text, zone
from fairapp.core.db import db, violates
from fairapp.core.refusals import Refusal
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import rules
from fairapp.registration.errors import (
    AddressAlreadyUsed,
    AlreadyInDelegation,
    HeadAlreadyNamed,
    NotOffered,
    RoleTaken,
    StayMistyped,
)
from fairapp.registration.models import Delegation, Participant

if TYPE_CHECKING:
    from fairapp.registration.services.people import PersonDetails

PROMISES = (
    "uq_participant_head",
    "uq_participant_edition_id_email",
    "uq_participant_delegation_id_name_key",
)
"""What the database keeps about people: one head, an address of one's own, a name once."""


def fits(delegation: Delegation, person: PersonDetails, *, besides: Participant | None = None) -> None:
    """Refuse what the database does not know: with NotOffered (a category that does not come along
    with such a delegation) and StayMistyped."""
    own_or_kept = {"", delegation.category, besides.category if besides else ""}
    if person.category not in own_or_kept | {*rules.companions_of(delegation.category)}:
        raise NotOffered(_("Nobody of this category comes along with this delegation."), field="role")
    _stay_fits(delegation.edition, person)


def role_is_free(delegation: Delegation, role: str, *, besides: Participant | None = None) -> None:
    """Refuse with RoleTaken when as many as may be are in the role. One head is the database's
    promise, not ours."""
    most = rules.most_of(role)
    if most is None or role == "head":
        return
    others = [p for p in delegation.participants if p.role == role and p is not besides]
    if len(others) >= most:
        raise RoleTaken(
            _(
                "%(name)s is %(role)s; change that first.",
                name=others[0].name,
                role=reference.term("delegation_role", role).shown().text,
            ),
            field="role",
        )


def _stay_fits(edition: Edition, person: PersonDetails) -> None:
    there = zone(edition.time_zone)
    for field in ("arrives_at", "departs_at"):
        moment = getattr(person, field)
        day = moment.astimezone(there).date() if moment else None
        if day and not rules.stay_fits(day, edition.first_day, edition.last_day):
            days = days_text(edition.first_day, edition.last_day)
            raise StayMistyped(
                _("This is more than 60 days from the meeting (%(days)s). Please check it.", days=days),
                field=field,
            )
    if person.arrives_at and person.departs_at and person.arrives_at >= person.departs_at:
        raise StayMistyped(_("The departure must be later than the arrival."), field="departs_at")


def explained(
    error: IntegrityError, delegation: Delegation, person: PersonDetails, *, besides: int = 0
) -> Exception:
    """The promise that was broken, as a refusal. SQLite and PostgreSQL name one of several, and not
    the same one: so what is true is asked, always in the same order."""
    if not any(violates(error, promise) for promise in PROMISES):
        return error
    db.session.expire(delegation, ["participants"])
    head_or_address = _head_named(delegation, person, besides) or _address_used(delegation, person, besides)
    return head_or_address or _named_twice()


def _head_named(delegation: Delegation, person: PersonDetails, besides: int) -> Refusal | None:
    head = delegation.head
    if person.role != "head" or head is None or head.id == besides:
        return None
    return HeadAlreadyNamed(
        _("%(name)s is head of delegation; change that first.", name=head.name), field="role"
    )


def _address_used(delegation: Delegation, person: PersonDetails, besides: int) -> Refusal | None:
    if not person.email:
        return None
    holder = db.session.scalar(
        select(Participant).where(
            Participant.edition_id == delegation.edition_id,
            Participant.email == person.email,
            Participant.id != besides,
        )
    )
    if holder is None:
        return None
    # Who has it elsewhere is not for this delegation to know.
    theirs = holder.delegation_id == delegation.id
    message = (
        _("%(name)s, of this delegation, has this address.", name=holder.name)
        if theirs
        else _("Another participant has this address.")
    )
    return AddressAlreadyUsed(message, field="email")


def _named_twice() -> Refusal:
    return AlreadyInDelegation(
        _("Somebody of this name is in the delegation. If it is another person, add a second name."),
        field="family_names",
    )
