"""What happened to a delegation's credential and people, newest first: for its focal points too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from fairapp.accounts.models import User
from fairapp.core.db import db
from fairapp.registration import proposals, words
from fairapp.registration.models import (
    ACCREDITED,
    CredentialStep,
    Delegation,
    Participant,
    ProposedChange,
    RefusedPerson,
)

FUNCTIONS = (
    ("protocol", _l("protocol")),
    ("secretariat", _l("secretariat")),
    ("focal_point", _l("focal point")),
)
"""In what capacity somebody acted, the most telling first."""
ICON = {
    "ok": "circle-check",
    "info": "circle-dot",
    "warn": "circle-dot",
    "bad": "undo-2",
    "neutral": "circle",
}


@dataclass(frozen=True)
class Moment:
    """One thing that happened: when, what, by whom and in what capacity, why."""

    at: datetime
    title: str
    tone: str
    who: str
    function: str
    reason: str = ""
    lines: list[str] = field(default_factory=list)
    """Particulars, a sentence each."""

    @property
    def icon(self) -> str:
        """The picture of its tone."""
        return ICON[self.tone]


def of(delegation: Delegation, changes: Iterable[ProposedChange] | None = None) -> list[Moment]:
    """The history of a delegation whose steps are loaded. ``changes`` are its people's, as
    :func:`changes_of` gives them, for whoever has them at hand."""
    known = changes_of(delegation) if changes is None else changes
    moments = [*_steps(delegation), *_refused(delegation), *_decided(delegation, known)]
    # Of two things told in one moment the later stands first.
    return sorted(moments, key=lambda moment: moment.at)[::-1]


def changes_of(delegation: Delegation) -> list[ProposedChange]:
    """Every change asked of the delegation's people, open or decided, with who decided; one select."""
    return list(
        db.session.scalars(
            select(ProposedChange)
            .join(ProposedChange.participant)
            .where(Participant.delegation_id == delegation.id)
            .order_by(ProposedChange.id)
            .options(
                contains_eager(ProposedChange.participant),
                joinedload(ProposedChange.decider).joinedload(User.grants),
            )
        ).unique()
    )


def function_of(user: User | None, edition_id: int) -> str:
    """In what capacity somebody acts in the edition; empty when in none."""
    if user is None:
        return ""
    held = {grant.role for grant in user.grants if grant.edition_id == edition_id}
    return next((str(word) for role, word in FUNCTIONS if role in held), "")


def _steps(delegation: Delegation) -> Iterator[Moment]:
    for step in delegation.steps:
        tone = words.TONE[step.to_status]
        title, lines = str(words.STATUS[step.to_status]), []
        if _went_back(step):
            tone = "warn"
            title = _("Badges to be completed")
            lines = [_("%(name)s needs a badge.", name=step.person)] if step.person else []
        by = _by(delegation, step.actor)
        yield Moment(step.at, title, tone, reason=step.reason, lines=lines, **by)


def _went_back(step: CredentialStep) -> bool:
    ways = (step.from_status, step.to_status)
    return all(way in ACCREDITED for way in ways) and ACCREDITED.index(ways[0] or "") > ACCREDITED.index(
        ways[1]
    )


def _refused(delegation: Delegation) -> Iterator[Moment]:
    for refused in db.session.scalars(
        select(RefusedPerson)
        .where(RefusedPerson.delegation_id == delegation.id)
        .order_by(RefusedPerson.id)
        .options(joinedload(RefusedPerson.actor))
    ):
        title = _("%(name)s was not accepted", name=refused.name)
        lines = [_("Asked for as: %(role)s", role=proposals.shown("role", refused.role))]
        by = _by(delegation, refused.actor)
        yield Moment(refused.at, title, "bad", reason=refused.reason, lines=lines, **by)


def _decided(delegation: Delegation, changes: Iterable[ProposedChange]) -> Iterator[Moment]:
    decided = [
        (change.decided_at, change.decision or "", change.decided_by or 0, change.id, change)
        for change in changes
        if change.decided_at and change.decision in {"approved", "refused"}
    ]
    together = groupby(sorted(decided, key=lambda row: row[:4]), key=lambda row: row[:3])
    for (at, decision, _who), rows in together:
        each = [row[-1] for row in rows]
        approved = decision == "approved"
        title = _("Changes approved") if approved else _("Changes refused")
        tone = "ok" if approved else "bad"
        lines = [sentence(change) for change in each]
        by = _by(delegation, each[0].decider)
        yield Moment(at, title, tone, reason=each[0].reason, lines=lines, **by)


def sentence(change: ProposedChange) -> str:
    """“Ana Ejemplo, office: “Directora” instead of “Asesora”.”"""
    return _(
        "%(name)s, %(field)s: “%(new)s” instead of “%(old)s”",
        name=change.participant.name,
        field=proposals.FIELD[change.field],
        old=proposals.shown(change.field, change.old),
        new=proposals.shown(change.field, change.new),
    )


def _by(delegation: Delegation, actor: User | None) -> dict[str, str]:
    return {
        "who": actor.name if actor else "",
        "function": function_of(actor, delegation.edition_id),
    }
