"""Badges: issued and handed over person by person; the delegation's state follows its people."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.registration.errors import BadgeElsewhere, CredentialElsewhere
from fairapp.registration.events import BadgeRecalled, BadgesCollected, BadgesIssued, CollectionUndone
from fairapp.registration.models import ACCREDITED, Delegation, Participant
from fairapp.registration.services.guard import fresh_people, lock
from fairapp.registration.services.moves import move

SHOWN = ("honorific", "given_names", "family_names", "role", "category")
"""What a badge says of a person: when one of these changes, the badge is no longer true."""


def issue_badges(
    delegation: Delegation, *, by: User, people: Collection[int] | None = None
) -> list[Participant]:
    """Note that badges are made: of all accredited people who have none, or of those ``people`` (ids).

    Refuses with CredentialElsewhere (the delegation is not accredited, or all have theirs) and
    BadgeElsewhere (somebody named is not accredited, or has a badge). Tells BadgesIssued.
    """
    chosen = _chosen(delegation, people, lambda p: p.badge_issued_at is None, _has_one)
    for participant in chosen:
        participant.badge_issued_at = clock.now()
    follow(delegation, by=by)
    publish(BadgesIssued(**_about(delegation, by, chosen)))
    return chosen


def collect_badges(
    delegation: Delegation, *, by: User, people: Collection[int] | None = None
) -> list[Participant]:
    """Note that badges were handed over: all that are made and wait, or those of ``people`` (ids).

    Refuses with CredentialElsewhere (none waits) and BadgeElsewhere (somebody named has no badge, or
    has it already). Tells BadgesCollected.
    """
    chosen = _chosen(
        delegation,
        people,
        lambda p: p.badge_issued_at is not None and p.badge_collected_at is None,
        _cannot_collect,
    )
    for participant in chosen:
        participant.badge_collected_at = clock.now()
    follow(delegation, by=by)
    publish(BadgesCollected(**_about(delegation, by, chosen)))
    return chosen


def undo_collection(participant: Participant, *, by: User, reason: str = "") -> None:
    """The badge was noted as handed over by mistake: it waits at the desk. Refuses with
    BadgeElsewhere. Tells CollectionUndone."""
    delegation = participant.delegation
    _one(delegation, participant, lambda p: p.badge_collected_at is not None, _not_collected)
    participant.badge_collected_at = None
    follow(delegation, by=by, person=participant.name, reason=reason)
    publish(CollectionUndone(**_about(delegation, by, [participant])))


def recall_badge(participant: Participant, *, by: User, reason: str = "") -> None:
    """The badge is lost, spoilt or was never made: the person needs a new one. Refuses with
    BadgeElsewhere. Tells BadgeRecalled."""
    delegation = participant.delegation
    _one(delegation, participant, lambda p: p.badge_issued_at is not None, _none_made)
    participant.badge_issued_at = participant.badge_collected_at = None
    follow(delegation, by=by, person=participant.name, reason=reason)
    publish(BadgeRecalled(**_about(delegation, by, [participant])))


def outdate(participant: Participant, changes: dict[str, tuple[Any, Any]], *, by: User) -> None:
    """What stands on a badge changed: the person needs a new one."""
    if changes.keys() & set(SHOWN):
        participant.badge_issued_at = participant.badge_collected_at = None
        follow(participant.delegation, by=by, person=participant.name)


def follow(delegation: Delegation, *, by: User, person: str = "", reason: str = "") -> None:
    """Let an accredited delegation stand where its people's badges stand, leaving steps behind.

    The delegation must be locked. ``person`` is whose missing badge may take it back.
    """
    if not delegation.is_accredited:
        return
    here, there = ACCREDITED.index(delegation.status), ACCREDITED.index(_standing(delegation))
    for station in ACCREDITED[here + 1 : there + 1]:
        move(delegation, station, by=by)
    if there < here:
        move(delegation, ACCREDITED[there], by=by, reason=reason, person=person)


def _standing(delegation: Delegation) -> str:
    """Issued when every accredited person has a badge, collected when everybody has fetched it."""
    db.session.flush()
    people = [p for p in fresh_people(delegation) if p.standing == "accredited"]
    if not people or any(p.badge_issued_at is None for p in people):
        return "accredited"
    return "badge_issued" if any(p.badge_collected_at is None for p in people) else "collected"


def _chosen(
    delegation: Delegation, ids: Collection[int] | None, fits: Any, refusal: Any
) -> list[Participant]:
    lock(delegation)
    if not delegation.is_accredited:
        raise CredentialElsewhere(delegation.status)
    people = fresh_people(delegation)
    if ids is None:
        chosen = [p for p in people if p.standing == "accredited" and fits(p)]
        if not chosen:
            raise CredentialElsewhere(delegation.status)
        return chosen
    chosen = [p for p in people if p.id in ids]
    for participant in chosen:
        if participant.standing != "accredited":
            raise BadgeElsewhere(_("%(name)s is not accredited.", name=participant.name))
        if not fits(participant):
            raise BadgeElsewhere(refusal(participant))
    return chosen


def _one(delegation: Delegation, participant: Participant, fits: Any, refusal: Any) -> None:
    _chosen(delegation, [participant.id], fits, refusal)


def _has_one(participant: Participant) -> str:
    return _("The badge of %(name)s is made already.", name=participant.name)


def _cannot_collect(participant: Participant) -> str:
    if participant.badge_issued_at is None:
        return _("The badge of %(name)s is not made yet.", name=participant.name)
    return _("The badge of %(name)s was handed over already.", name=participant.name)


def _not_collected(participant: Participant) -> str:
    return _("The badge of %(name)s was not handed over.", name=participant.name)


def _none_made(participant: Participant) -> str:
    return _("The badge of %(name)s is not made yet.", name=participant.name)


def _about(delegation: Delegation, by: User, people: list[Participant]) -> dict[str, Any]:
    names = "; ".join(participant.name for participant in people)
    return {
        "edition_id": delegation.edition_id,
        "by": by.id,
        "subject": f"delegation:{delegation.id}",
        "changes": {"people": (None, names)},
    }
