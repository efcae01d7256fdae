"""Protocol decides about new people and changed fields of accredited delegations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition import reference
from fairapp.registration import events, rules
from fairapp.registration.errors import DecidedMeanwhile, HeadNeeded, ReasonNeeded, RoleTaken
from fairapp.registration.models import Delegation, Participant, ProposedChange, RefusedPerson
from fairapp.registration.services import badges
from fairapp.registration.services.admission import admit_people
from fairapp.registration.services.approval import close
from fairapp.registration.services.guard import fresh_people, lock, same_version
from fairapp.registration.services.people import take_out, write_changes


def approve_person(participant: Participant, *, by: User, version: int | None = None) -> None:
    """Let somebody new in an accredited delegation take part.

    Refuses with DecidedMeanwhile and Stale. Tells PersonApproved, ParticipantAdmitted.
    """
    delegation = participant.delegation
    _still_waits(delegation, participant, version)
    participant.standing = "accredited"
    participant.version += 1
    delegation.version += 1
    db.session.flush()
    badges.follow(delegation, by=by, person=participant.name)
    publish(
        events.PersonApproved(
            edition_id=delegation.edition_id, by=by.id, subject=f"participant:{participant.id}"
        )
    )
    admit_people(delegation, by=by)


def refuse_person(participant: Participant, reason: str, *, by: User, version: int | None = None) -> None:
    """Do not accept somebody new; what is known of them is deleted, the reason stays on record.

    Refuses with ReasonNeeded, DecidedMeanwhile, Stale, Engaged. Tells PersonRefused.
    """
    _needs(reason)
    delegation = participant.delegation
    _still_waits(delegation, participant, version)
    name, role = participant.name, participant.role
    take_out(participant)
    db.session.add(
        RefusedPerson(
            delegation_id=delegation.id, name=name, role=role, reason=reason, at=clock.now(), by=by.id
        )
    )
    db.session.flush()
    publish(
        events.PersonRefused(
            edition_id=delegation.edition_id,
            by=by.id,
            subject=f"delegation:{delegation.id}",
            changes={"person": (name, None)},
            name=name,
            reason=reason,
        )
    )


def approve_changes(delegation: Delegation, ids: Collection[int], *, by: User) -> None:
    """Write proposed changes of a delegation's people, all of those named or none.

    Whoever becomes head is written last, so that an old head and a new one can be approved together.
    Refuses with DecidedMeanwhile, HeadNeeded, RoleTaken and whatever else the new values run into.
    Tells ChangesApproved, and ParticipantChanged of each person.
    """
    wanted = _open(delegation, ids)
    for participant, changes in sorted(wanted.items(), key=lambda pair: _heads_last(pair[1])):
        _write(participant, changes, by)
    _roles_hold(delegation, wanted)
    delegation.version += 1
    db.session.flush()
    db.session.expire(delegation, ["participants"])
    publish(events.ChangesApproved(**_decided(delegation, wanted, by)))


def refuse_changes(delegation: Delegation, ids: Collection[int], reason: str, *, by: User) -> None:
    """Leave the people as they are on record, saying why. Refuses with ReasonNeeded,
    DecidedMeanwhile. Tells ChangesRefused."""
    _needs(reason)
    wanted = _open(delegation, ids)
    for changes in wanted.values():
        for change in changes:
            close(change, "refused", by, reason)
    db.session.flush()
    publish(events.ChangesRefused(**_decided(delegation, wanted, by), reason=reason))


def _needs(reason: str) -> None:
    if not reason:
        raise ReasonNeeded(_("Please say why, so that the delegation can put it right."), field="reason")


def _still_waits(delegation: Delegation, participant: Participant, version: int | None) -> None:
    lock(delegation)
    found = next((p for p in fresh_people(delegation) if p is participant), None)
    if found is None or found.standing != "entered" or not delegation.is_accredited:
        raise DecidedMeanwhile(_("Somebody decided this meanwhile."))
    same_version(participant, version)


def _open(delegation: Delegation, ids: Collection[int]) -> dict[Participant, list[ProposedChange]]:
    lock(delegation)
    people = {p.id: p for p in fresh_people(delegation)}
    found = db.session.scalars(
        select(ProposedChange)
        .where(
            ProposedChange.id.in_(list(ids)),
            ProposedChange.participant_id.in_(people.keys()),
            ProposedChange.decided_at.is_(None),
        )
        .order_by(ProposedChange.id)
        .execution_options(populate_existing=True)
    ).all()
    if not ids or len(found) != len(set(ids)) or not delegation.is_accredited:
        raise DecidedMeanwhile(
            _("Somebody decided this meanwhile, or the delegation asks for something else.")
        )
    wanted: dict[Participant, list[ProposedChange]] = {}
    for change in found:
        wanted.setdefault(people[change.participant_id], []).append(change)
    return wanted


def _heads_last(changes: list[ProposedChange]) -> bool:
    return any(change.field == "role" and change.new == "head" for change in changes)


def _write(participant: Participant, changes: list[ProposedChange], by: User) -> None:
    pairs = {change.field: (getattr(participant, change.field), change.new) for change in changes}
    write_changes(participant, pairs)
    for change in changes:
        close(change, "approved", by)
    db.session.flush()
    badges.outdate(participant, pairs, by=by)
    publish(
        events.ParticipantChanged(
            edition_id=participant.edition_id,
            by=by.id,
            subject=f"participant:{participant.id}",
            changes=pairs,
        )
    )


def _roles_hold(delegation: Delegation, wanted: dict[Participant, list[ProposedChange]]) -> None:
    """After all was written: one head, and no more of a role than may be."""
    roles = [p.role for p in fresh_people(delegation)]
    touched = {change.field for changes in wanted.values() for change in changes}
    if "role" not in touched:
        return
    if rules.needs_head(delegation.category) and "head" not in roles:
        raise HeadNeeded(
            _("The delegation would be without a head: approve the new head together with this.")
        )
    for role in set(roles):
        most = rules.most_of(role)
        if most is not None and roles.count(role) > most:
            raise RoleTaken(
                _(
                    "The delegation would have %(num)s people in the role “%(role)s”.",
                    num=roles.count(role),
                    role=reference.term("delegation_role", role).shown().text,
                )
            )


def _decided(
    delegation: Delegation, wanted: dict[Participant, list[ProposedChange]], by: User
) -> dict[str, Any]:
    changes = [change for each in wanted.values() for change in each]
    return {
        "edition_id": delegation.edition_id,
        "by": by.id,
        "subject": f"delegation:{delegation.id}",
        "changes": {f"{p.name}: {c.field}": (c.old, c.new) for p, each in wanted.items() for c in each},
        "change_ids": tuple(change.id for change in changes),
    }
