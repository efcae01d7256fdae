"""What every verb on a delegation asks first: is it still as it was seen, may it still change?"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from fairapp.accounts.models import User
from fairapp.accounts.policy import holds
from fairapp.core import clock
from fairapp.core.dates import clock_time, day_text, zone
from fairapp.core.db import Versioned, db
from fairapp.core.refusals import Stale
from fairapp.edition.errors import RegistrationClosed
from fairapp.edition.models import Edition
from fairapp.edition.rules import registration_is_open
from fairapp.registration import rules
from fairapp.registration.errors import CredentialElsewhere
from fairapp.registration.models import Delegation, Participant


def in_turn(edition_id: int) -> None:
    """Nobody else changes delegations of this edition until our transaction ends.

    Taken before any row of a delegation: an order of precedence moves many at once, and two of those
    would otherwise wait for each other. Does not stand in the way of rows that only belong to it.
    """
    db.session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update(key_share=True))


def lock(delegation: Delegation) -> None:
    """Nobody else moves this delegation until our transaction ends."""
    in_turn(delegation.edition_id)
    db.session.refresh(delegation, with_for_update={"of": Delegation})


def fresh_people(delegation: Delegation) -> list[Participant]:
    """The people of a locked delegation as they are now, whatever was read before the lock."""
    return list(
        db.session.scalars(
            select(Participant)
            .where(Participant.delegation_id == delegation.id)
            .order_by(Participant.position, Participant.id)
            .execution_options(populate_existing=True)
        )
    )


def read_anew(participant: Participant) -> None:
    """Somebody of a locked delegation as they are now. Refuses with Stale when they are gone."""
    try:
        db.session.refresh(participant)
    except InvalidRequestError as error:
        raise Stale(_("Somebody took this person out of the delegation meanwhile.")) from error


def same_version(row: Versioned, version: int | None) -> None:
    """Refuse with Stale when the row changed since the person opened it (None: never mind)."""
    if version is not None and version != row.version:
        raise Stale(_("Somebody changed this meanwhile. Please look at it again before you go on."))


def open_for_changes(delegation: Delegation, by: User) -> None:
    """Refuse with CredentialElsewhere when the delegation does not come, and with RegistrationClosed
    when its time is over. The secretariat may always change; so may whoever got a letter back."""
    if delegation.status in rules.AWAY:
        raise CredentialElsewhere(delegation.status)
    late = not registration_is_open(delegation.edition, clock.now())
    if late and delegation.status != "returned" and not holds(by, "secretariat", delegation.edition_id):
        raise closed(delegation.edition)


def closed(edition: Edition) -> RegistrationClosed:
    """“Registration closed on April 1, 2027, 6:00 p.m.: the secretariat can still …”"""
    when = edition.registration_closes_at.astimezone(zone(edition.time_zone))
    return RegistrationClosed(
        _(
            "Registration closed on %(day)s, %(time)s: the secretariat can still make changes for you.",
            day=day_text(when.date()),
            time=clock_time(when),
        )
    )
