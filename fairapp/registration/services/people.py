"""The composition of a delegation: who is in it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.registration import queries, rules
from fairapp.registration.errors import Engaged
from fairapp.registration.events import ParticipantChanged, ParticipantEntered, ParticipantRemoved
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.models.people import LAST
from fairapp.registration.services import badges
from fairapp.registration.services.admission import admit_people
from fairapp.registration.services.approval import awaits_approval, keep_head, set_apart, vouch
from fairapp.registration.services.guard import lock, open_for_changes, read_anew, same_version
from fairapp.registration.services.obstacles import explained, fits, role_is_free
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
        """What is stored of the person in that delegation. Whoever comes along represents nobody."""
        category = self.category or delegation.category
        role = self.role if category == delegation.category else rules.ALONG
        return {**vars(self), "category": category, "role": role}


def enter_participant(delegation: Delegation, person: PersonDetails, *, by: User) -> Participant:
    """Add somebody to a delegation; they become someone who can be in one place only.

    Without a seat left for their category they wait for one. In an accredited delegation they await
    approval, unless protocol or the secretariat enters them. Refuses with HeadAlreadyNamed (one head
    only), RoleTaken, NotOffered, StayMistyped, AlreadyInDelegation (the same name), AddressAlreadyUsed,
    and when the composition may not change. Tells ParticipantEntered.
    """
    lock(delegation)
    open_for_changes(delegation, by)
    fits(delegation, person)
    role_is_free(delegation, person.role)
    try:
        with db.session.begin_nested():
            resource = add_resource(delegation.edition_id, "participant", resource_name(person))
            participant = Participant(
                edition_id=delegation.edition_id,
                resource_id=resource.id,
                created_at=clock.now(),
                **person.values(delegation),
            )
            participant.position = rules.rank_of(participant.role)
            delegation.participants.append(participant)
    except IntegrityError as error:
        raise explained(error, delegation, person) from error
    take_seat(delegation, participant)
    vouch(delegation, participant, by=by)
    _composed_anew(delegation)
    badges.follow(delegation, by=by, person=participant.name)
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
    read_anew(participant)
    same_version(participant, version)
    open_for_changes(delegation, by)
    fits(delegation, person, besides=participant)
    if not awaits_approval(participant, by):
        role_is_free(delegation, person.role, besides=participant)
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
    badges.outdate(participant, changes, by=by)
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
    before, wanted = participant.category, _details(participant, changes)
    try:
        with db.session.begin_nested():
            for key, (_old, new) in changes.items():
                setattr(participant, key, new)
            if "role" in changes:
                participant.position, participant.place = rules.rank_of(participant.role), LAST
            participant.version += 1
    except IntegrityError as error:
        raise explained(error, participant.delegation, wanted, besides=participant.id) from error
    rename(participant.resource, resource_name(participant))
    if changes.keys() & {"category", "role"}:
        change_seat(participant, before)


def remove_participant(participant: Participant, *, by: User, version: int | None = None) -> None:
    """Take somebody out of the delegation, and out of the timetable.

    Refuses with Engaged while they are expected somewhere or a record of a meeting names them, with
    HeadNeeded (a focal point removes the head of an accredited delegation), Stale, and when the
    composition may not change. Tells ParticipantRemoved.
    """
    delegation = participant.delegation
    lock(delegation)
    read_anew(participant)
    same_version(participant, version)
    open_for_changes(delegation, by)
    keep_head(participant, by=by)
    fact = ParticipantRemoved(
        edition_id=delegation.edition_id,
        by=by.id,
        subject=f"participant:{participant.id}",
        changes={"name": (participant.name, None), "role": (participant.role, None)},
    )
    take_out(participant)
    badges.follow(delegation, by=by)
    publish(fact)


def take_out(participant: Participant) -> None:
    """Delete somebody, with their place in the timetable; whoever waits for the seat moves up.

    The delegation must be locked. Refuses with Engaged.
    """
    delegation, name, category = participant.delegation, participant.name, participant.category
    # Whoever claims this person's time waits for us, so nothing can be booked behind the question.
    resource = db.session.get_one(Resource, participant.resource_id, with_for_update=True)
    in_the_way = queries.engagements(participant)
    if in_the_way:
        raise Engaged(name, in_the_way)
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


def move_participant(participant: Participant, step: int, *, by: User) -> None:
    """Put somebody one place earlier (-1) or later (1) among those of the same role; at the end of the
    row nothing happens. Refuses when the composition may not change. Tells ParticipantChanged."""
    delegation = participant.delegation
    lock(delegation)
    open_for_changes(delegation, by)
    row = [p for p in delegation.participants if _stands_with(p, participant)]
    here = row.index(participant)
    there = here + step
    if not 0 <= there < len(row):
        return
    row[here], row[there] = row[there], row[here]
    for place, person in enumerate(row, 1):
        person.place = place
    _composed_anew(delegation)
    publish(
        ParticipantChanged(
            edition_id=delegation.edition_id,
            by=by.id,
            subject=f"participant:{participant.id}",
            changes={"place": (here + 1, there + 1)},
        )
    )


def _stands_with(one: Participant, other: Participant) -> bool:
    return (one.role, one.category) == (other.role, other.category)


def _details(participant: Participant, changes: dict[str, tuple[Any, Any]]) -> PersonDetails:
    """The person as they would be after the changes."""
    known = {each.name: getattr(participant, each.name) for each in fields(PersonDetails)}
    return PersonDetails(**{**known, **{key: new for key, (_old, new) in changes.items() if key in known}})


def _composed_anew(delegation: Delegation) -> None:
    # Whoever verifies must have seen the composition as it is: its version rises with each change.
    delegation.version += 1
    db.session.flush()
    db.session.expire(delegation, ["participants"])


def resource_name(person: PersonDetails | Participant) -> Translated:
    """What the timetable calls somebody."""
    name = f"{person.given_names} {person.family_names}"
    return Translated(en=name, es=name, fr=name, pt=name)
