"""Who is expected, and who manages their delegation."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.accounts.services import account_of, grant
from fairapp.core import clock
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated, sort_key
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.edition.reference import Party
from fairapp.registration.errors import AlreadyRegistered, NotInvitable
from fairapp.registration.events import DelegationInvited, FocalPointAppointed
from fairapp.registration.models import CredentialStep, Delegation
from fairapp.registration.services.guard import lock
from fairapp.registration.services.moves import move
from fairapp.registration.services.precedence import settle_order


def invite_delegation(edition: Edition, party: Party, *, by: User | None) -> Delegation:
    """Expect a state or organization. Refuses with AlreadyRegistered. Tells DelegationInvited.

    A member state invited after the draw takes its place in the order that was drawn.
    """
    delegation = Delegation(
        edition_id=edition.id,
        member_code=party.code,
        category=party.category,
        name=party.name,
        sort_name=party.sort_name,
        region=party.region,
        languages=list(party.languages),
    )
    try:
        with db.session.begin_nested():
            db.session.add(delegation)
    except IntegrityError as error:
        if not violates(error, "uq_delegation_edition_id_member_code"):
            raise
        raise AlreadyRegistered(
            _("%(name)s has a delegation; ask its focal point.", name=party.name), field="party"
        ) from error
    db.session.add(
        CredentialStep(
            delegation_id=delegation.id,
            to_status="invited",
            at=clock.now(),
            by=by.id if by else None,
        )
    )
    _expected(delegation, by)
    return delegation


def invite_by_code(edition: Edition, code: str, *, by: User) -> Delegation:
    """Invite a state or organization of the reference data. Refuses with NotInvitable when nothing of
    that code can come on the days of the edition, and with AlreadyRegistered."""
    party = next((p for p in reference_parties(edition) if p.code == code), None)
    if party is None:
        raise NotInvitable(_("Please choose from the list."), field="party")
    return invite_delegation(edition, party, by=by)


def invite_all_states(edition: Edition, *, by: User) -> list[Delegation]:
    """Invite every member state that takes part and is not invited yet."""
    known = set(db.session.scalars(select(Delegation.member_code).where(Delegation.edition_id == edition.id)))
    return [
        invite_delegation(edition, party, by=by)
        for party in reference.member_states(edition.first_day)
        if party.code not in known
    ]


def invite_organization(edition: Edition, name: Translated, category: str, *, by: User) -> Delegation:
    """Invite an organization that the reference data does not know. Refuses with AlreadyRegistered
    when one of that name is there."""
    code = f"org-{sort_key(str(name))[:36]}"
    try:
        return invite_delegation(edition, Party(code, category, name, name), by=by)
    except AlreadyRegistered as refusal:
        refusal.field = None  # the name stands in four fields
        raise


def reference_parties(edition: Edition) -> list[Party]:
    """Everybody of the reference data who can be invited on the days of the edition."""
    day = edition.first_day
    return [
        *reference.member_states(day),
        *reference.permanent_observers(day),
        *reference.organizations(),
    ]


def renew_invitation(delegation: Delegation, *, by: User) -> None:
    """Expect again a delegation that declined or withdrew. Its people are still there.

    Refuses with CredentialElsewhere. Tells DelegationInvited.
    """
    lock(delegation)
    move(delegation, "invited", by=by)
    _expected(delegation, by)


def appoint_focal_point(delegation: Delegation, email: str, name: str, *, lang: str, by: User) -> User:
    """Let somebody manage the delegation; an account is opened when there is none.

    Doing it again sends the invitation again. Tells FocalPointAppointed.
    """
    user = account_of(email, name, lang=lang, by=by.id)
    grant(
        user,
        "focal_point",
        edition_id=delegation.edition_id,
        scope="delegation",
        scope_id=delegation.id,
        by=by.id,
    )
    publish(
        FocalPointAppointed(
            edition_id=delegation.edition_id,
            by=by.id,
            subject=f"delegation:{delegation.id}",
            user_id=user.id,
        )
    )
    return user


def _expected(delegation: Delegation, by: User | None) -> None:
    if delegation.category == "member_state":
        settle_order(delegation.edition_id)
    publish(
        DelegationInvited(
            edition_id=delegation.edition_id,
            by=by.id if by else None,
            subject=f"delegation:{delegation.id}",
        )
    )
