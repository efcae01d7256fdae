"""What changes about people once their delegation is accredited: new people and changed fields go back
to protocol, and only those."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.registration import rules
from fairapp.registration.errors import HeadNeeded
from fairapp.registration.events import ChangeProposed, ChangeTakenBack
from fairapp.registration.models import Delegation, Participant, ProposedChange
from fairapp.registration.policy import may_accredit

Changes = dict[str, tuple[Any, Any]]
VERIFIED = ("role", "category", "honorific", "given_names", "family_names", "office", "institution")
"""Fields that were compared with the letter, or stand on the badge."""


def vouch(delegation: Delegation, participant: Participant, *, by: User) -> None:
    """Somebody new in an accredited delegation takes part at once when protocol or the secretariat
    enters them; whoever the focal point enters awaits approval."""
    seated = participant.standing == "entered"
    if seated and delegation.is_accredited and may_accredit(by, delegation.edition_id):
        participant.standing = "accredited"


def awaits_approval(participant: Participant, by: User) -> bool:
    """Whether what ``by`` changes of the person's verified fields waits for protocol."""
    return participant.is_accredited and not may_accredit(by, participant.edition_id)


def keep_head(participant: Participant, *, by: User) -> None:
    """An accredited state does not lose its head by the focal point's hand alone. Refuses with
    HeadNeeded."""
    delegation = participant.delegation
    if (
        participant.role == "head"
        and rules.needs_head(delegation.category)
        and awaits_approval(participant, by)
    ):
        raise HeadNeeded(
            _(
                "%(name)s is head of an accredited delegation. Give this person another role and name the"
                " new head first; protocol approves both together.",
                name=participant.name,
            )
        )


def set_apart(participant: Participant, changes: Changes, *, by: User) -> Changes:
    """What of the changes may be written at once. The rest becomes proposals that wait for protocol.

    A new wish for a field replaces the open one; the old value again takes it back. Tells
    ChangeProposed and ChangeTakenBack.
    """
    waiting = {change.field: change for change in open_changes(participant)}
    if not awaits_approval(participant, by):
        _overtaken(waiting, changes, by)
        return changes
    over = [c for c in waiting.values() if c.field not in changes or changes[c.field][1] != c.new]
    _take_back(participant, over, by)
    still = waiting.keys() - {change.field for change in over}
    asked = {f: pair for f, pair in changes.items() if f in VERIFIED and f not in still}
    _propose(participant, asked, by)
    return {f: pair for f, pair in changes.items() if f not in VERIFIED}


def close(change: ProposedChange, decision: str, by: User, reason: str = "") -> None:
    """Decide a proposed change: `approved`, `refused` or `taken_back`."""
    change.decision, change.decided_at, change.decided_by = decision, clock.now(), by.id
    change.reason = reason


def open_changes(participant: Participant) -> list[ProposedChange]:
    """What of a person awaits approval, in the order it was asked for."""
    return open_changes_in([participant.id]).get(participant.id, [])


def open_changes_in(participant_ids: Iterable[int]) -> dict[int, list[ProposedChange]]:
    """What awaits approval of those people, by the id of the person; one select."""
    return still_open(
        db.session.scalars(
            select(ProposedChange)
            .where(
                ProposedChange.participant_id.in_(list(participant_ids)), ProposedChange.decided_at.is_(None)
            )
            .order_by(ProposedChange.id)
        )
    )


def still_open(changes: Iterable[ProposedChange]) -> dict[int, list[ProposedChange]]:
    """Those of the changes that await approval, by the id of the person."""
    found: dict[int, list[ProposedChange]] = {}
    for change in changes:
        if change.decided_at is None:
            found.setdefault(change.participant_id, []).append(change)
    return found


class AsProposed:
    """A person as the focal point last asked for them: what a form is filled with."""

    def __init__(self, participant: Participant, asked: dict[str, Any]) -> None:
        self._participant, self._asked = participant, asked

    def __getattr__(self, name: str) -> Any:
        return self._asked[name] if name in self._asked else getattr(self._participant, name)


def as_proposed(participant: Participant) -> AsProposed:
    """The person with the values that await approval in place of those on record."""
    return AsProposed(participant, {change.field: change.new for change in open_changes(participant)})


def _overtaken(waiting: dict[str, ProposedChange], changes: Changes, by: User) -> None:
    """Somebody who needs no approval writes the fields: what was asked of them is thereby answered,
    unless protocol wrote something else; then the wish stands against the new value."""
    decides = bool(waiting) and may_accredit(by, next(iter(waiting.values())).edition_id)
    for name, change in waiting.items():
        if not decides:
            close(change, "taken_back", by)
        elif name in changes and changes[name][1] == change.new:
            close(change, "approved", by)
        elif name in changes:
            change.old = changes[name][1]
    db.session.flush()


def _take_back(participant: Participant, over: list[ProposedChange], by: User) -> None:
    if not over:
        return
    for change in over:
        close(change, "taken_back", by)
    db.session.flush()
    publish(ChangeTakenBack(**_about(participant, by), changes={c.field: (c.new, c.old) for c in over}))


def _propose(participant: Participant, asked: Changes, by: User) -> None:
    if not asked:
        return
    for name, (old, new) in asked.items():
        db.session.add(
            ProposedChange(
                edition_id=participant.edition_id,
                participant_id=participant.id,
                field=name,
                old=old,
                new=new,
                asked_at=clock.now(),
                asked_by=by.id,
            )
        )
    db.session.flush()
    publish(ChangeProposed(**_about(participant, by), changes=asked))


def _about(participant: Participant, by: User) -> dict[str, Any]:
    return {
        "edition_id": participant.edition_id,
        "by": by.id,
        "subject": f"participant:{participant.id}",
    }
