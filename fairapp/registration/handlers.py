"""What follows from the facts of registration: letters to those who manage the delegation."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from fairapp.accounts.models import User
from fairapp.accounts.queries import holders
from fairapp.core.db import db
from fairapp.core.events import Fact, subscribe
from fairapp.core.i18n import speaking
from fairapp.core.outbox import Recipient, sender_address, write
from fairapp.core.web import absolute_url
from fairapp.edition.events import EditionOpened
from fairapp.edition.models import Edition
from fairapp.registration import history
from fairapp.registration.events import (
    ChangesApproved,
    ChangesRefused,
    CompositionSubmitted,
    CredentialReturned,
    CredentialVerified,
    DelegationAccredited,
    FocalPointInvited,
    FocalPointRemoved,
    LetterDescribed,
    LetterReceived,
    ParticipantAdmitted,
    PersonRefused,
    SeatGiven,
)
from fairapp.registration.models import Delegation, Invitation, Participant, ProposedChange
from fairapp.registration.services.focal_points import link_of
from fairapp.registration.services.furnishing import lay_out_rights
from fairapp.registration.services.precedence import settle_by_date
from fairapp.timetable.zones import spoken_in


@subscribe(EditionOpened)
def furnish(fact: EditionOpened) -> None:
    """A new edition begins with the rights and zones of the reference data."""
    lay_out_rights(int(fact.subject.partition(":")[2]))


def keep_order_by_date(fact: Fact) -> None:
    """A letter arrived, went back, came again or was read: delegations that stand by the date of their
    letters may change places. (Who joins or leaves is settled by the verb, once for many.)"""
    delegation = _delegation(fact)
    settle_by_date(delegation.edition_id, delegation.category)


for _kind in (CompositionSubmitted, LetterReceived, LetterDescribed, CredentialReturned, CredentialVerified):
    subscribe(_kind)(keep_order_by_date)


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


@subscribe(PersonRefused)
def tell_person_refused(fact: PersonRefused) -> None:
    """Say that somebody new was not accepted, and why."""
    _to_focal_points(fact, "person-refused", name=fact.name, reason=fact.reason)


@subscribe(ChangesApproved)
def tell_changes_approved(fact: ChangesApproved) -> None:
    """Say which changes count from now on, in one letter."""
    _to_focal_points(fact, "changes-approved", changes=_changes(fact), sentence=history.sentence)


@subscribe(ChangesRefused)
def tell_changes_refused(fact: ChangesRefused) -> None:
    """Say which changes were refused, and why, in one letter."""
    _to_focal_points(
        fact, "changes-refused", changes=_changes(fact), sentence=history.sentence, reason=fact.reason
    )


@subscribe(FocalPointInvited)
def invite_focal_point(fact: FocalPointInvited) -> None:
    """Send somebody the link by which they accept to manage the delegation."""
    invitation = db.session.get_one(Invitation, fact.invitation_id)
    delegation = _delegation(fact)
    with speaking(invitation.lang), spoken_in(delegation.edition.time_zone):
        write(
            "focal-point-invited-again" if fact.again else "focal-point-invited",
            Recipient(invitation.email, invitation.name, invitation.lang),
            edition_id=fact.edition_id,
            edition=delegation.edition,
            delegation=delegation,
            until=invitation.expires_at,
            secretariat=sender_address(),
            action_url=absolute_url(
                "registration.accept_invitation",
                edition_slug=delegation.edition.slug,
                token=link_of(invitation),
            ),
            action_label=_("Look at the invitation"),
        )


@subscribe(FocalPointRemoved)
def tell_removed(fact: FocalPointRemoved) -> None:
    """Tell somebody that they no longer manage the delegation."""
    user = db.session.get_one(User, fact.user_id)
    delegation = _delegation(fact)
    with speaking(user.lang), spoken_in(delegation.edition.time_zone):
        write(
            "focal-point-removed",
            Recipient(user.email, user.name, user.lang),
            edition_id=fact.edition_id,
            edition=delegation.edition,
            delegation=delegation,
            secretariat=sender_address(),
            action_url=absolute_url("pages.edition_home", edition_slug=delegation.edition.slug),
            action_label=_("To the pages of the meeting"),
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


def _changes(fact: ChangesApproved | ChangesRefused) -> list[ProposedChange]:
    return [db.session.get_one(ProposedChange, number) for number in fact.change_ids]


def _delegation(fact: Fact) -> Delegation:
    kind, _colon, number = fact.subject.partition(":")
    if kind == "participant":
        return db.session.get_one(Participant, int(number)).delegation
    return db.session.get_one(Delegation, int(number))


def _page(delegation: Delegation) -> str:
    edition: Edition = delegation.edition
    return absolute_url("registration.delegation", edition_slug=edition.slug, delegation_id=delegation.id)
