"""The composition of a delegation: who is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.registration import queries, rules
from fairapp.registration.errors import (
    AddressAlreadyUsed,
    AlreadyInDelegation,
    Engaged,
    HeadAlreadyNamed,
    RoleTaken,
)
from fairapp.registration.events import ParticipantChanged, ParticipantEntered, ParticipantRemoved
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.services.admission import admit_people
from fairapp.registration.services.approval import set_apart, vouch
from fairapp.registration.services.guard import lock, open_for_changes, same_version
from fairapp.registration.services.seating import change_seat, free_seat, take_seat
from fairapp.timetable.models import Resource
from fairapp.timetable.services import add_resource, rename


@dataclass(frozen=True)
class PersonDetails:
    """What is known of a participant."""

    role: str
    given_names: str
    family_names: str
    office: str = ""
    category: str = ""
    """Empty: the delegation's own."""
    honorific: str = "none"
    institution: str = ""
    email: str | None = None
    phone: str = ""
    languages: list[str] = field(default_factory=list)
    diet: str = ""
    access_needs: str = ""
    arrives_at: datetime | None = None
    departs_at: datetime | None = None
    list_email: bool = False
    open_to_meetings: bool = True
    listed: bool = True

    def values(self, delegation: Delegation) -> dict[str, Any]:
        """What is stored of the person in that delegation."""
        return {**vars(self), "category": self.category or delegation.category}


def enter_participant(delegation: Delegation, person: PersonDetails, *, by: User) -> Participant:
    """Add somebody to a delegation; they become someone who can be in one place only.

    Without a seat left for their category they wait for one. In an accredited delegation they await
    approval, unless protocol or the secretariat enters them. Refuses with HeadAlreadyNamed (one head
    only), RoleTaken, AlreadyInDelegation (the same name), AddressAlreadyUsed, and when the composition
    may not change. Tells ParticipantEntered.
    """
    lock(delegation)
    open_for_changes(delegation, by)
    _place_for(delegation, person.role)
    try:
        with db.session.begin_nested():
            resource = add_resource(delegation.edition_id, "participant", _resource_name(person))
            participant = Participant(
                edition_id=delegation.edition_id,
                resource_id=resource.id,
                position=rules.rank_of(person.role),
                created_at=clock.now(),
                **person.values(delegation),
            )
            delegation.participants.append(participant)
    except IntegrityError as error:
        raise _explained(error, delegation) from error
    take_seat(delegation, participant)
    vouch(delegation, participant, by=by)
    _composed_anew(delegation)
    publish(
        ParticipantEntered(
            edition_id=delegation.edition_id, by=by.id, subject=f"participant:{participant.id}"
        )
    )
    admit_people(delegation, by=by)
    return participant


def change_participant(
    participant: Participant, person: PersonDetails, *, by: User, version: int | None = None
) -> None:
    """Change what is known of somebody; the timetable calls them by their new name.

    Refuses like :func:`enter_participant`, and with Stale when ``version`` is not the current one.
    Tells ParticipantChanged with what was before.
    """
    delegation = participant.delegation
    lock(delegation)
    db.session.refresh(participant)
    same_version(participant, version)
    open_for_changes(delegation, by)
    _place_for(delegation, person.role, besides=participant)
    changes = {
        k: (getattr(participant, k), v)
        for k, v in person.values(delegation).items()
        if getattr(participant, k) != v
    }
    changes = set_apart(participant, changes, by=by)
    if not changes:
        return
    write_changes(participant, changes)
    _composed_anew(delegation)
    publish(
        ParticipantChanged(
            edition_id=delegation.edition_id,
            by=by.id,
            subject=f"participant:{participant.id}",
            changes=changes,
        )
    )
    admit_people(delegation, by=by)


def write_changes(participant: Participant, changes: dict[str, tuple[Any, Any]]) -> None:
    """Put new values in place of old ones, with everything that hangs on them: the order within the
    delegation, the name in the timetable, the seat. Refuses like :func:`enter_participant`."""
    try:
        with db.session.begin_nested():
            for key, (_old, new) in changes.items():
                setattr(participant, key, new)
            participant.position = rules.rank_of(participant.role)
            participant.version += 1
    except IntegrityError as error:
        raise _explained(error, participant.delegation) from error
    rename(participant.resource, _resource_name(participant))
    if "category" in changes:
        change_seat(participant, changes["category"][0])


def remove_participant(participant: Participant, *, by: User, version: int | None = None) -> None:
    """Take somebody out of the delegation, and out of the timetable.

    Refuses with Engaged while they are expected somewhere or a record of a meeting names them, with
    Stale, and when the composition may not change. Tells ParticipantRemoved.
    """
    delegation = participant.delegation
    lock(delegation)
    same_version(participant, version)
    open_for_changes(delegation, by)
    # Whoever claims this person's time waits for us, so nothing can be booked behind the question.
    resource = db.session.get_one(Resource, participant.resource_id, with_for_update=True)
    in_the_way = queries.engagements(participant)
    if in_the_way:
        raise Engaged(participant.name, in_the_way)
    fact = ParticipantRemoved(
        edition_id=delegation.edition_id,
        by=by.id,
        subject=f"participant:{participant.id}",
        changes={"name": (participant.name, None), "role": (participant.role, None)},
    )
    name, category = participant.name, participant.category
    try:
        with db.session.begin_nested():
            db.session.delete(participant)
            db.session.flush()
            db.session.delete(resource)
    except IntegrityError as error:
        # Only a foreign key from above can stand in the way here: a meeting of the past.
        raise Engaged(name, ()) from error
    _composed_anew(delegation)
    free_seat(delegation, category)
    publish(fact)


def _place_for(delegation: Delegation, role: str, *, besides: Participant | None = None) -> None:
    """Refuse when as many as may be are in the role. One head is the database's promise, not ours."""
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


def _composed_anew(delegation: Delegation) -> None:
    # Whoever verifies must have seen the composition as it is: its version rises with each change.
    delegation.version += 1
    db.session.flush()
    db.session.expire(delegation, ["participants"])


def _resource_name(person: PersonDetails | Participant) -> Translated:
    name = f"{person.given_names} {person.family_names}"
    return Translated(en=name, es=name, fr=name, pt=name)


def _explained(error: IntegrityError, delegation: Delegation) -> Exception:
    if violates(error, "uq_participant_head"):
        db.session.expire(delegation, ["participants"])
        head = delegation.head
        return HeadAlreadyNamed(
            _("%(name)s is head of delegation; change that first.", name=head.name if head else "–"),
            field="role",
        )
    if violates(error, "uq_participant_delegation_id_name_key"):
        return AlreadyInDelegation(
            _("Somebody of this name is in the delegation. If it is another person, add a second name."),
            field="family_names",
        )
    if violates(error, "uq_participant_edition_id_email"):
        return AddressAlreadyUsed(_("Another participant has this address."), field="email")
    return error
