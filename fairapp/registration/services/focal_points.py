"""Who manages a delegation: invited by a letter with a link, accepted by whoever reads it, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from fairapp.accounts.models import Grant, User
from fairapp.accounts.services import account_of, grant, revoke
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.registration import rules
from fairapp.registration.errors import (
    AccountClosed,
    CredentialElsewhere,
    InvitationOver,
    LinkUnknown,
    ManagesAlready,
)
from fairapp.registration.events import (
    FocalPointAppointed,
    FocalPointInvited,
    FocalPointRemoved,
    InvitationRevoked,
)
from fairapp.registration.models import Delegation, Invitation
from fairapp.registration.services.guard import lock

LINK_DAYS = 14
"""How long the link of an invitation works, in days from the letter."""
ROLE = "focal_point"


@dataclass(frozen=True)
class Invitee:
    """Somebody who is to manage a delegation. The address in lower case; the language is that of the
    letter, and at first of the account."""

    name: str
    email: str
    lang: str


@dataclass(frozen=True)
class Entrant:
    """How somebody who accepts wants to be called and spoken to; a password if they wish."""

    name: str
    lang: str
    password: str | None = None


def invite_focal_point(delegation: Delegation, invitee: Invitee, *, by: User) -> Invitation:
    """Write to somebody so that they manage the delegation. An invitation of that address that is
    still there is sent again, and its earlier link works no longer.

    Refuses with ManagesAlready, and with CredentialElsewhere when the delegation does not come.
    Tells FocalPointInvited.
    """
    lock(delegation)
    if delegation.status in rules.AWAY:
        raise CredentialElsewhere(delegation.status)
    _not_yet(delegation, invitee.email)
    known = db.session.scalar(
        select(Invitation).where(
            Invitation.delegation_id == delegation.id,
            Invitation.email == invitee.email,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
    )
    if known:
        known.name, known.lang, known.by = invitee.name, invitee.lang, by.id
        return _send(known, by)
    invitation = Invitation(
        delegation_id=delegation.id,
        email=invitee.email,
        name=invitee.name,
        lang=invitee.lang,
        serial=0,
        by=by.id,
    )
    return _send(invitation, by)


def send_again(invitation: Invitation, *, by: User | None) -> Invitation:
    """Write once more, with a new link; the earlier one works no longer. ``by`` is None when the
    invited person asked for it. Refuses with InvitationOver when it was accepted or withdrawn.
    Tells FocalPointInvited."""
    _lock(invitation)
    why = invitation.state(clock.now())
    if why in {"used", "revoked"}:
        raise InvitationOver(why)
    return _send(invitation, by)


def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back before it is accepted. Refuses with InvitationOver. Tells
    InvitationRevoked."""
    _lock(invitation)
    why = invitation.state(clock.now())
    if why in {"used", "revoked"}:
        raise InvitationOver(why)
    invitation.revoked_at = clock.now()
    changes = {"focal_point": (_named(invitation), None)}
    publish(InvitationRevoked(**_about(invitation.delegation, by), changes=changes))


def remove_focal_point(delegation: Delegation, user: User, *, by: User) -> None:
    """Let somebody no longer manage the delegation: from the next page on they are kept out, and a
    letter says so. Does nothing when they do not manage it. Tells FocalPointRemoved."""
    lock(delegation)
    db.session.refresh(user, ["grants"])
    if delegation.id not in user.scopes(ROLE, delegation.edition_id):
        return
    revoke(user, ROLE, **_over(delegation), by=by.id)
    changes = {"focal_point": (f"{user.name} <{user.email}>", None)}
    publish(FocalPointRemoved(**_about(delegation, by), user_id=user.id, changes=changes))


def link_of(invitation: Invitation) -> str:
    """The token of the newest letter's link: signed, kept nowhere."""
    return str(_tokens().dumps([invitation.id, invitation.serial]))


def read_link(edition_id: int, token: str) -> tuple[Invitation, str]:
    """The invitation a link speaks of, and its state for that link (see `Invitation.state`). Reading
    uses nothing up. Refuses with LinkUnknown, saying no more than that."""
    invitation, serial = _find(edition_id, token)
    return invitation, invitation.state(clock.now(), serial)


def note_opened(invitation: Invitation) -> None:
    """Remember when the page behind the link was first looked at."""
    invitation.opened_at = invitation.opened_at or clock.now()


def accept_invitation(edition_id: int, token: str, entrant: Entrant) -> tuple[User, Delegation]:
    """Manage the delegation from now on, with the account of the invited address: opened as
    ``entrant`` says unless there is one, which stays as it is.

    Refuses with LinkUnknown, InvitationOver and AccountClosed. Tells FocalPointAppointed.
    """
    invitation, serial = _find(edition_id, token)
    _lock(invitation)
    why = invitation.state(clock.now(), serial)
    if why != "open":
        raise InvitationOver(why)
    user = account_of(invitation.email, entrant.name, lang=entrant.lang, password=entrant.password)
    if not user.is_active:
        raise AccountClosed(_("The account of this address is closed. Please write to the secretariat."))
    delegation = invitation.delegation
    grant(user, ROLE, **_over(delegation), by=user.id)
    invitation.used_at = clock.now()
    publish(
        FocalPointAppointed(
            **_about(delegation, user),
            user_id=user.id,
            changes={"focal_point": (None, f"{user.name} <{user.email}>")},
        )
    )
    return user, delegation


def _find(edition_id: int, token: str) -> tuple[Invitation, int]:
    try:
        invitation_id, serial = _tokens().loads(token)
    except BadSignature as error:
        raise _unknown() from error
    invitation = db.session.scalar(
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .options(joinedload(Invitation.delegation), joinedload(Invitation.sender))
    )
    if invitation is None or invitation.delegation.edition_id != edition_id:
        raise _unknown()
    return invitation, serial


def _not_yet(delegation: Delegation, email: str) -> None:
    manages = db.session.scalar(
        select(User.name)
        .join(Grant)
        .where(
            Grant.role == ROLE,
            Grant.edition_id == delegation.edition_id,
            Grant.scope_id == delegation.id,
            User.email == email,
        )
    )
    if manages:
        raise ManagesAlready(_("%(name)s manages this delegation already.", name=manages), field="email")


def _send(invitation: Invitation, by: User | None) -> Invitation:
    now = clock.now()
    again = invitation.serial > 0
    invitation.serial += 1
    invitation.sent_at, invitation.expires_at = now, now + timedelta(days=LINK_DAYS)
    invitation.opened_at = None
    db.session.add(invitation)
    db.session.flush()
    publish(
        FocalPointInvited(
            **_about(db.session.get_one(Delegation, invitation.delegation_id), by),
            invitation_id=invitation.id,
            again=again,
            changes={"focal_point": (None, _named(invitation))},
        )
    )
    return invitation


def _lock(invitation: Invitation) -> None:
    # Whoever accepts, sends again or withdraws waits for the others and sees what they did.
    db.session.refresh(invitation, with_for_update={"of": Invitation})


def _named(invitation: Invitation) -> str:
    return f"{invitation.name} <{invitation.email}>"


def _over(delegation: Delegation) -> dict[str, Any]:
    return {"edition_id": delegation.edition_id, "scope": "delegation", "scope_id": delegation.id}


def _about(delegation: Delegation, by: User | None) -> dict[str, Any]:
    return {
        "edition_id": delegation.edition_id,
        "by": by.id if by else None,
        "subject": f"delegation:{delegation.id}",
    }


def _unknown() -> LinkUnknown:
    return LinkUnknown(_("This link is not whole, or not one of ours. Please open it from the letter again."))


def _tokens() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="focal-point-invitation")


__all__ = [
    "LINK_DAYS",
    "Entrant",
    "Invitee",
    "accept_invitation",
    "invite_focal_point",
    "link_of",
    "note_opened",
    "read_link",
    "remove_focal_point",
    "revoke_invitation",
    "send_again",
]
