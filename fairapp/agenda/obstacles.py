"""What stands in the way, in the words of the agenda: who does what in which session, until when.

The timetable knows resources and bookings only; here they are people of delegations with tasks in
sessions. What others discuss in their meetings is told nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.agenda.models import Duty
from fairapp.core.dates import clock_time
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Refusal
from fairapp.edition import reference
from fairapp.registration.models import Delegation, Participant
from fairapp.timetable.errors import AlreadyBooked, InTheWay, sentence
from fairapp.timetable.zones import local


@dataclass(frozen=True)
class Somebody:
    """A person as an obstacle is told of: with delegation, and the place in it where that says more."""

    name: str
    delegation: Translated
    role: str


@dataclass(frozen=True)
class Who:
    """Whom and what obstacles speak of: people by resource, their tasks by resource and session."""

    people: dict[int, Somebody]
    tasks: dict[tuple[int, str], str]


def message_of(refusal: Refusal) -> str:
    """The refusal's sentence; of something taken, who does what until when."""
    if not isinstance(refusal, AlreadyBooked) or not refusal.obstacles:
        return refusal.message
    known = who_they_are(one.resource_id for one in refusal.obstacles)
    return " ".join(told(one, known) for one in refusal.obstacles)


def who_they_are(resource_ids: Iterable[int]) -> Who:
    """People behind resources, and the tasks they have in sessions. Two selects for any number."""
    ids = set(resource_ids)
    rows = db.session.execute(
        select(
            Participant.resource_id,
            Participant.given_names,
            Participant.family_names,
            Participant.role,
            Delegation.name,
            Duty.session_id,
            Duty.role,
        )
        .join(Delegation, Delegation.id == Participant.delegation_id)
        .outerjoin(Duty, Duty.participant_id == Participant.id)
        .where(Participant.resource_id.in_(ids))
    )
    people: dict[int, Somebody] = {}
    tasks: dict[tuple[int, str], str] = {}
    for resource_id, given, family, role, delegation, session_id, task in rows:
        people[resource_id] = Somebody(f"{given} {family}", delegation, role)
        tasks[resource_id, f"session:{session_id}"] = task
    return Who(people, tasks)


def told(one: InTheWay, known: Who) -> str:
    """“Until 10:30 a.m., Ana Modelo (Brazil, Head of Delegation) chairs “Working Group 1”.”"""
    words = {
        "who": one.who.shown().text,
        "what": one.what.shown().text,
        "end": clock_time(local(one.ends_at)),
    }
    person = known.people.get(one.resource_id)
    if person:
        words["who"] = called(person)
        task = known.tasks.get((one.resource_id, one.subject), "")
        return _doing(one, task, words)
    if one.purpose == "session":
        if one.kind == "interpreter":
            return _("Until %(end)s, %(who)s interprets at “%(what)s”.", **words)
        return _("Until %(end)s, %(who)s is taken by “%(what)s”.", **words)
    return sentence(one)


def called(person: Somebody) -> str:
    """“Ana Modelo (Brazil, Head of Delegation)”; the place in a delegation is named of heads only."""
    party = person.delegation.shown().text
    if person.role not in ("head", "alternate_head"):
        return _("%(name)s (%(party)s)", name=person.name, party=party)
    role = reference.term("delegation_role", person.role).shown().text
    return _("%(name)s (%(party)s, %(role)s)", name=person.name, party=party, role=role)


def _doing(one: InTheWay, task: str, words: dict[str, str]) -> str:
    if one.purpose == "meeting":
        return _("Until %(end)s, %(who)s has a meeting.", **words)
    if task == "chair":
        return _("Until %(end)s, %(who)s chairs “%(what)s”.", **words)
    if task:
        role = reference.term("session_role", task).shown().text
        return _("Until %(end)s, %(who)s has a task in “%(what)s”: %(role)s.", role=role, **words)
    return _("Until %(end)s, %(who)s is at “%(what)s”.", **words)
