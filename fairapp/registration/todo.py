"""What waits for somebody in the delegations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import exists, func, select

from fairapp.core.db import db
from fairapp.core.todo import Todo
from fairapp.edition.models import Edition
from fairapp.registration import policy, rules, words
from fairapp.registration.models import ACCREDITED, CredentialLetter, Delegation, Participant


@dataclass(frozen=True)
class Standing:
    """Where a delegation stands, without loading its people."""

    delegation: Delegation
    people: int
    has_head: bool
    has_letter: bool

    @property
    def lacks(self) -> list[str]:
        """What accreditation still needs."""
        roles = {"head"} if self.has_head else {"participant"} if self.people else set()
        return rules.missing(self.delegation.category, roles, has_letter=self.has_letter)


def standings(edition_id: int, ids: Iterable[int]) -> list[Standing]:
    """Where the delegations of those numbers stand, in one select."""
    people = select(func.count()).where(Participant.delegation_id == Delegation.id).scalar_subquery()
    head = exists().where(Participant.delegation_id == Delegation.id, Participant.role == "head")
    letter = exists().where(CredentialLetter.delegation_id == Delegation.id)
    rows = db.session.execute(
        select(Delegation, people, head, letter)
        .where(Delegation.edition_id == edition_id, Delegation.id.in_(list(ids)))
        .order_by(Delegation.id)
    )
    return [Standing(*row) for row in rows]


def status_counts(edition_id: int) -> dict[str, int]:
    """How many delegations stand where."""
    rows = db.session.execute(
        select(Delegation.status, func.count())
        .where(Delegation.edition_id == edition_id)
        .group_by(Delegation.status)
    )
    return {row[0]: row[1] for row in rows}


ICON = {"head": "user-plus", "people": "user-plus", "letter": "file-text"}


def todo_for(user: Any, edition: Edition) -> list[Todo]:
    """For a focal point what their delegation lacks; for protocol what awaits a decision."""
    if not user.is_authenticated:
        return []
    waiting: list[Todo] = []
    managed = user.scopes("focal_point", edition.id)
    if managed:
        for standing in standings(edition.id, managed):
            waiting += _of_delegation(standing)
    if policy.may_accredit(user, edition.id):
        waiting += _of_protocol(status_counts(edition.id))
    return waiting


def _of_delegation(standing: Standing) -> list[Todo]:
    delegation = standing.delegation
    href = url_for("registration.delegation", delegation_id=delegation.id)
    status = delegation.status
    if status in rules.AWAY or (status in {"verified", *ACCREDITED} and not standing.lacks):
        return []
    name = delegation.name.shown().text
    if status == "returned":
        sentence = _("%(name)s: the credential was returned; please put it right.", name=name)
        return [Todo(sentence, href, tone="bad", icon="undo-2")]
    waiting = [
        Todo(_("%(name)s: %(what)s", name=name, what=words.MISSING[lack]), href, tone="warn", icon=ICON[lack])
        for lack in standing.lacks
    ]
    if status == "invited" and not {"head", "people"} & set(standing.lacks):
        waiting.append(
            Todo(_("%(name)s: submit the composition.", name=name), href, tone="warn", icon="send")
        )
    return waiting


def _of_protocol(counts: dict[str, int]) -> list[Todo]:
    waiting = []
    to_verify, to_accredit = counts.get("letter_received", 0), counts.get("verified", 0)
    if to_verify:
        sentence = ngettext(
            "%(num)s credential letter to verify", "%(num)s credential letters to verify", to_verify
        )
        waiting.append(_counted(sentence, to_verify, "letter_received", "file-check"))
    if to_accredit:
        sentence = ngettext("%(num)s delegation to accredit", "%(num)s delegations to accredit", to_accredit)
        waiting.append(_counted(sentence, to_accredit, "verified", "badge-check"))
    return waiting


def _counted(sentence: str, count: int, status: str, icon: str) -> Todo:
    href = url_for("registration.delegations", status=status)
    return Todo(sentence, href, count=count, tone="warn", icon=icon)
