"""The verbs of registration."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition
from fairapp.edition.reference import Party
from fairapp.registration import rules
from fairapp.registration.errors import AddressAlreadyUsed, AlreadyRegistered, HeadAlreadyNamed
from fairapp.registration.events import DelegationInvited, ParticipantEntered, PrecedenceDrawn
from fairapp.registration.models import Delegation, Participant, PrecedenceDraw
from fairapp.timetable.services import add_resource


@dataclass(frozen=True)
class PersonDetails:
    """What is known of a participant."""

    role: str
    given_names: str
    family_names: str
    office: str
    honorific: str = "none"
    institution: str = ""
    email: str | None = None
    phone: str = ""
    languages: list[str] = field(default_factory=list)
    list_email: bool = False
    open_to_meetings: bool = True


def invite_delegation(edition: Edition, party: Party, *, by: User | None) -> Delegation:
    """Expect a state or organization. Refuses with AlreadyRegistered. Tells DelegationInvited."""
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
            _("%(name)s has a delegation; ask its focal point.", name=party.name)
        ) from error
    publish(
        DelegationInvited(
            edition_id=edition.id, by=by.id if by else None, subject=f"delegation:{delegation.id}"
        )
    )
    return delegation


def enter_participant(delegation: Delegation, person: PersonDetails, *, by: User) -> Participant:
    """Add somebody to a delegation.

    Refuses with HeadAlreadyNamed (one head only) and AddressAlreadyUsed. Tells ParticipantEntered.
    """
    resource = add_resource(
        delegation.edition_id, "participant", _resource_name(person.given_names, person.family_names)
    )
    try:
        with db.session.begin_nested():
            participant = Participant(
                edition_id=delegation.edition_id,
                resource_id=resource.id,
                position=rules.rank_of(person.role),
                created_at=clock.now(),
                **vars(person),
            )
            delegation.participants.append(participant)
    except IntegrityError as error:
        raise _explained(error, delegation) from error
    publish(
        ParticipantEntered(
            edition_id=delegation.edition_id, by=by.id, subject=f"participant:{participant.id}"
        )
    )
    return participant


def draw_precedence(
    edition: Edition, drawn_code: str, *, by: User | None, reason: str = ""
) -> PrecedenceDraw:
    """Set the order of member states from the state drawn by lot. Tells PrecedenceDrawn."""
    delegations = {
        d.member_code: d
        for d in db.session.scalars(
            select(Delegation).where(
                Delegation.edition_id == edition.id, Delegation.category == "member_state"
            )
        )
    }
    order = rules.rotated([(code, d.name) for code, d in delegations.items()], drawn_code)
    # Places are unique at every moment, so the old ones are vacated first.
    for delegation in delegations.values():
        delegation.precedence = None
    db.session.flush()
    for place, code in enumerate(order, 1):
        delegations[code].precedence = place
    draw = PrecedenceDraw(
        edition_id=edition.id, drawn_code=drawn_code, at=clock.now(), by=by.id if by else None, reason=reason
    )
    db.session.add(draw)
    db.session.flush()
    publish(PrecedenceDrawn(edition_id=edition.id, by=draw.by, subject=f"edition:{edition.id}"))
    return draw


def _resource_name(given: str, family: str) -> Translated:
    name = f"{given} {family}"
    return Translated(en=name, es=name, fr=name, pt=name)


def _explained(error: IntegrityError, delegation: Delegation) -> Exception:
    if violates(error, "uq_participant_head"):
        head = delegation.head
        return HeadAlreadyNamed(
            _("%(name)s is head of delegation; change that first.", name=head.name if head else "–"),
            field="role",
        )
    if violates(error, "uq_participant_edition_id_email"):
        return AddressAlreadyUsed(_("Another participant has this address."), field="email")
    return error
