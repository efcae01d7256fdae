"""What waits for somebody in the delegations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from fairapp.core.db import db
from fairapp.core.todo import Todo
from fairapp.edition.models import Edition
from fairapp.registration import policy, rules, words
from fairapp.registration import waiting as cases
from fairapp.registration.conditions import comes, has_head, has_letter, has_people, lacks_office
from fairapp.registration.models import Delegation, Participant


@dataclass(frozen=True)
class Standing:
    """Where a delegation stands, without loading its people."""

    delegation: Delegation
    people: int
    waiting: int
    has_head: bool
    has_people: bool
    lacks_office: bool
    has_letter: bool

    @property
    def lacks(self) -> list[str]:
        """What accreditation still needs."""
        roles = {"head"} if self.has_head else {"participant"} if self.has_people else set()
        return rules.missing(
            self.delegation.category,
            roles,
            has_letter=self.has_letter,
            without_office=int(self.lacks_office),
        )


def standings(edition_id: int, ids: Iterable[int]) -> list[Standing]:
    """Where the delegations of those numbers stand, in one select."""
    people = select(func.count()).where(Participant.delegation_id == Delegation.id)
    rows = db.session.execute(
        select(
            Delegation,
            people.scalar_subquery(),
            people.where(Participant.standing == "waiting").scalar_subquery(),
            *(has_head(), has_people(), lacks_office(), has_letter()),
        )
        .where(Delegation.edition_id == edition_id, Delegation.id.in_(list(ids)))
        .order_by(Delegation.id)
    )
    return [Standing(*row) for row in rows]


def waiting_people(edition_id: int) -> int:
    """How many people of delegations that come are on a waiting list."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Participant)
            .join(Participant.delegation)
            .where(Participant.edition_id == edition_id, Participant.standing == "waiting", comes())
        )
        or 0
    )


ICON = {"head": "user-plus", "people": "user-plus", "office": "briefcase", "letter": "file-text"}


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
        waiting += _of_protocol(cases.counts(edition.id), waiting_people(edition.id))
    return waiting


def _of_delegation(standing: Standing) -> list[Todo]:
    delegation = standing.delegation
    href = url_for("registration.delegation", delegation_id=delegation.id)
    status = delegation.status
    if status in rules.AWAY:
        return []
    name = delegation.name.shown().text
    if status == "returned":
        sentence = _("%(name)s: the credential was returned; please put it right.", name=name)
        return [Todo(sentence, href, tone="bad", icon="undo-2")]
    found = [
        Todo(_("%(name)s: %(what)s", name=name, what=words.MISSING[lack]), href, tone="warn", icon=ICON[lack])
        for lack in standing.lacks
    ]
    if status == "invited" and not {"head", "people"} & set(standing.lacks):
        found.append(Todo(_("%(name)s: submit the composition.", name=name), href, tone="warn", icon="send"))
    if standing.waiting:
        sentence = ngettext(
            "%(name)s: %(num)s person waits for a seat.",
            "%(name)s: %(num)s people wait for a seat.",
            standing.waiting,
            name=name,
        )
        found.append(Todo(sentence, href, standing.waiting, "info", "hourglass"))
    return found


def _of_protocol(counts: Mapping[str, int], waiting: int) -> list[Todo]:
    """What awaits a decision, each with the rows behind it; badges, which only await the printer, last."""
    delegations, people = "registration.delegations", "registration.people"
    letters, verified = counts["letter"], counts["accredit"]
    new, changed, badges = counts["person"], counts["changes"], counts["badges"]
    found = [
        Todo(
            ngettext("%(num)s credential to verify", "%(num)s credentials to verify", letters),
            *(url_for(delegations, status="to_verify"), letters, "warn", "file-check"),
        ),
        Todo(
            ngettext("%(num)s delegation to accredit", "%(num)s delegations to accredit", verified),
            *(url_for(delegations, status="verified"), verified, "warn", "badge-check"),
        ),
        Todo(
            ngettext("%(num)s new person to approve", "%(num)s new people to approve", new),
            *(url_for(people, approval="new"), new, "warn", "user-check"),
        ),
        Todo(
            ngettext(
                "%(num)s delegation with changes to approve",
                "%(num)s delegations with changes to approve",
                changed,
            ),
            *(url_for("registration.queue"), changed, "warn", "git-compare-arrows"),
        ),
        Todo(
            ngettext("%(num)s person waits for a seat", "%(num)s people wait for a seat", waiting),
            *(url_for(people, standing="waiting", sort="standing"), waiting, "info", "hourglass"),
        ),
        Todo(
            ngettext("%(num)s delegation awaits badges", "%(num)s delegations await badges", badges),
            *(url_for(delegations, lacks="badges"), badges, "info", "id-card"),
        ),
    ]
    return [todo for todo in found if todo.count]
