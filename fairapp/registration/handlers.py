"""What follows from the facts of registration: letters to those who manage the delegation."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from fairapp.accounts.models import User
from fairapp.accounts.queries import holders
from fairapp.accounts.services import LINK_MINUTES, ask_for_link
from fairapp.core.db import db
from fairapp.core.events import Fact, subscribe
from fairapp.core.i18n import speaking
from fairapp.core.outbox import Recipient, write
from fairapp.core.web import absolute_url
from fairapp.edition.events import EditionOpened
from fairapp.edition.models import Edition
from fairapp.registration.events import (
    CredentialReturned,
    DelegationAccredited,
    FocalPointAppointed,
    ParticipantAdmitted,
    SeatGiven,
)
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.services.furnishing import lay_out_rights
from fairapp.timetable.zones import spoken_in


@subscribe(EditionOpened)
def furnish(fact: EditionOpened) -> None:
    """A new edition begins with the rights and zones of the reference data."""
    lay_out_rights(int(fact.subject.partition(":")[2]))


@subscribe(CredentialReturned)
def tell_returned(fact: CredentialReturned) -> None:
    """Say why the credential came back, to every focal point."""
    _to_focal_points(fact, "credential-returned", reason=fact.reason)


@subscribe(DelegationAccredited)
def tell_accredited(fact: DelegationAccredited) -> None:
    """Say that the delegation takes part."""
    _to_focal_points(fact, "delegation-accredited")


@subscribe(SeatGiven)
def tell_seat(fact: SeatGiven) -> None:
    """Say who moved up from the waiting list."""
    participant = db.session.get_one(Participant, int(fact.subject.partition(":")[2]))
    _to_focal_points(fact, "seat-given", participant=participant)


@subscribe(FocalPointAppointed)
def invite_focal_point(fact: FocalPointAppointed) -> None:
    """Send the new focal point a link to come in by."""
    user = db.session.get_one(User, fact.user_id)
    asked = ask_for_link(user.email)
    if asked is None:  # a closed account: the secretariat sees who cannot come in
        return
    delegation = _delegation(fact)
    with speaking(user.lang), spoken_in(delegation.edition.time_zone):
        write(
            "focal-point-invited",
            Recipient(user.email, user.name, user.lang),
            edition_id=fact.edition_id,
            edition=delegation.edition,
            delegation=delegation,
            action_url=absolute_url("accounts.use_link", token=asked[1]),
            action_label=_("Sign in"),
            page_url=_page(delegation),
            minutes=LINK_MINUTES,
        )


@subscribe(ParticipantAdmitted)
def welcome_participant(fact: ParticipantAdmitted) -> None:
    """Tell somebody that they take part, and how to come in. No link: this letter may wait for days
    in the outbox, and whoever holds the address can ask for one."""
    participant = db.session.get_one(Participant, int(fact.subject.partition(":")[2]))
    user = db.session.get_one(User, fact.user_id)
    edition = participant.delegation.edition
    with speaking(user.lang), spoken_in(edition.time_zone):
        write(
            "participant-welcome",
            Recipient(user.email, user.name, user.lang),
            edition_id=fact.edition_id,
            edition=edition,
            delegation=participant.delegation,
            role=participant.role,
            action_url=absolute_url("accounts.sign_in", email=user.email),
            action_label=_("To the sign-in page"),
        )


def _to_focal_points(fact: Fact, kind: str, **values: Any) -> None:
    delegation = _delegation(fact)
    for user in holders("focal_point", delegation.edition_id, scope_id=delegation.id):
        with speaking(user.lang), spoken_in(delegation.edition.time_zone):
            write(
                kind,
                Recipient(user.email, user.name, user.lang),
                edition_id=fact.edition_id,
                edition=delegation.edition,
                delegation=delegation,
                action_url=_page(delegation),
                action_label=_("Open the delegation"),
                **values,
            )


def _delegation(fact: Fact) -> Delegation:
    kind, _colon, number = fact.subject.partition(":")
    if kind == "participant":
        return db.session.get_one(Participant, int(number)).delegation
    return db.session.get_one(Delegation, int(number))


def _page(delegation: Delegation) -> str:
    edition: Edition = delegation.edition
    return absolute_url("registration.delegation", edition_slug=edition.slug, delegation_id=delegation.id)
