"""Who is expected: states, observers and bodies of the reference data, and organizations by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import count

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated, sort_key
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.edition.reference import Party
from fairapp.registration.errors import AlreadyRegistered, NotInvitable
from fairapp.registration.events import DelegationInvited
from fairapp.registration.models import CredentialStep, Delegation
from fairapp.registration.services.guard import lock
from fairapp.registration.services.moves import move
from fairapp.registration.services.precedence import settle_order
from fairapp.registration.services.seating import seat_again


@dataclass(frozen=True)
class Invited:
    """What came of inviting several: who is expected from now on, and how many were before."""

    delegations: list[Delegation]
    before: int


def invite_delegation(edition: Edition, party: Party, *, by: User | None) -> Delegation:
    """Expect a state or organization. Refuses with AlreadyRegistered. Tells DelegationInvited.

    A member state invited after the draw takes its place in the order that was drawn.
    """
    delegation = _expect(edition, party, by)
    _tell([delegation], by)
    return delegation


def invite_chosen(edition: Edition, codes: Collection[str], *, by: User) -> Invited:
    """Invite states and organizations of the reference data, all of them or none; whoever is invited
    already is passed over. Refuses with NotInvitable when something of such a code cannot come on
    the days of the edition. Tells DelegationInvited of each."""
    parties = {party.code: party for party in reference_parties(edition)}
    if not codes or not parties.keys() >= set(codes):
        raise NotInvitable(_("Please choose from the list."), field="parties")
    return _invite_new(edition, [party for code, party in parties.items() if code in codes], by)


def invite_all_states(edition: Edition, *, by: User) -> Invited:
    """Invite every member state that takes part and is not invited yet."""
    return _invite_new(edition, reference.member_states(edition.first_day), by)


def invite_organization(edition: Edition, name: Translated, category: str, *, by: User) -> Delegation:
    """Invite an organization, or somebody who comes alone, that the reference data does not know.
    Refuses with AlreadyRegistered when one of that name is there."""
    known = list(db.session.scalars(select(Delegation).where(Delegation.edition_id == edition.id)))
    wanted = {_spoken(text) for text in name.values()}
    namesake = next((d for d in known if wanted & {_spoken(text) for text in d.name.values()}), None)
    if namesake:
        raise _registered(namesake.name)
    return invite_delegation(edition, Party(_free_code(name, known), category, name, name), by=by)


def reference_parties(edition: Edition) -> list[Party]:
    """Everybody of the reference data who can be invited on the days of the edition."""
    day = edition.first_day
    return [
        *reference.member_states(day),
        *reference.permanent_observers(day),
        *reference.organizations(),
    ]


def renew_invitation(delegation: Delegation, *, by: User) -> None:
    """Expect again a delegation that declined or withdrew. Its people are still there, and take the
    seats that are left.

    Refuses with CredentialElsewhere. Tells DelegationInvited.
    """
    lock(delegation)
    move(delegation, "invited", by=by)
    _tell([delegation], by)
    seat_again(delegation)


def _invite_new(edition: Edition, parties: Iterable[Party], by: User) -> Invited:
    known = set(db.session.scalars(select(Delegation.member_code).where(Delegation.edition_id == edition.id)))
    invited, before = [], 0
    for party in parties:
        if party.code in known:
            before += 1
            continue
        try:
            invited.append(_expect(edition, party, by))
        except AlreadyRegistered:  # by somebody else, this moment
            before += 1
    _tell(invited, by)
    return Invited(invited, before)


def _expect(edition: Edition, party: Party, by: User | None) -> Delegation:
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
        raise _registered(party.name) from error
    db.session.add(
        CredentialStep(
            delegation_id=delegation.id, to_status="invited", at=clock.now(), by=by.id if by else None
        )
    )
    return delegation


def _tell(invited: list[Delegation], by: User | None) -> None:
    for edition_id, category in {(d.edition_id, d.category): None for d in invited}:
        settle_order(edition_id, category)
    for delegation in invited:
        publish(
            DelegationInvited(
                edition_id=delegation.edition_id,
                by=by.id if by else None,
                subject=f"delegation:{delegation.id}",
            )
        )


def _registered(name: Translated) -> AlreadyRegistered:
    return AlreadyRegistered(_("%(name)s has a delegation; ask its focal point.", name=name))


def _free_code(name: Translated, known: Iterable[Delegation]) -> str:
    """“org-fictitiouscities”, from the first language that is filled, whatever the page speaks;
    names that fold alike are numbered."""
    taken = {delegation.member_code for delegation in known}
    base = f"org-{sort_key(name.to('en'))[:30]}"
    return next(code for n in count(1) if (code := base if n == 1 else f"{base}-{n}") not in taken)


def _spoken(text: str) -> str:
    return " ".join(text.casefold().split())
