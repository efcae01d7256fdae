"""How a delegation is shown: steps to accreditation, what is missing, acts at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.edition.models import Edition
from fairapp.registration import policy, rules
from fairapp.registration.models import ACCREDITED, Delegation


@dataclass(frozen=True)
class Step:
    """One station on the way to accreditation."""

    label: str
    state: str
    note: str = ""


def progress(delegation: Delegation) -> list[Step]:
    """The stations to accreditation: what is done, what comes next, what is missing."""
    lacks = rules.lacks_of(delegation)
    named = not {"head", "people"} & set(lacks)
    before = ("invited", "returned", "declined", "withdrawn")
    stations = [
        (
            _("Head of delegation named") if rules.needs_head(delegation.category) else _("People named"),
            named,
            "",
        ),
        (_("Composition submitted"), delegation.status not in before, ""),
    ]
    if rules.needs_letter(delegation.category):
        note = "" if "letter" in lacks else _("Received")
        stations.append((_("Credential letter received"), "letter" not in lacks, note))
    stations.append((_("Verified by protocol"), delegation.status in {"verified", *ACCREDITED}, ""))
    stations.append((_("Accredited"), delegation.is_accredited, ""))
    return _walk(stations, stopped=delegation.status in rules.AWAY)


def _walk(stations: list[tuple[str, bool, str]], *, stopped: bool) -> list[Step]:
    steps: list[Step] = []
    reached = False
    for label, done, note in stations:
        state = "done" if done else "todo" if reached else "bad" if stopped else "now"
        reached = reached or not done
        steps.append(Step(label, state, note if done else ""))
    return steps


@dataclass(frozen=True)
class Need:
    """One thing that accreditation still needs, and where it is put right."""

    text: str
    href: str
    office_of: str = ""
    """Whose office it is that is missing; the text is then the page's."""


def needs(delegation: Delegation) -> list[Need]:
    """Everything that is missing, for each person who lacks it."""
    here: dict[str, Any] = {"delegation_id": delegation.id}
    add = url_for("registration.add_person", **here)
    found = []
    for lack in rules.lacks_of(delegation):
        if lack == "head":
            found.append(Need(_("The head of delegation: exactly one person"), add))
        elif lack == "people":
            found.append(Need(_("At least one person"), add))
        elif lack == "letter":
            found.append(Need(_("The credential letter"), "#letter-head"))
        else:
            found += [
                Need(
                    "",
                    url_for("registration.edit_person", **here, participant_id=p.id, _anchor="office"),
                    p.formal_name,
                )
                for p in delegation.participants
                if p.category == delegation.category and not p.office
            ]
    return found


def likely_role(delegation: Delegation) -> str:
    """The role of the next person entered: the head while there is none, then whoever there are most of."""
    roles = rules.roles_for(delegation.category)
    return "head" if delegation.head is None and rules.needs_head(delegation.category) else roles[-1]


def days_left(edition: Edition) -> int:
    """Whole days until registration closes, on the calendar of the meeting; negative afterwards."""
    there = zone(edition.time_zone)
    closes = edition.registration_closes_at.astimezone(there).date()
    return (closes - clock.now().astimezone(there).date()).days


@dataclass(frozen=True)
class Acts:
    """What this visitor can do with the credential now."""

    submit: bool = False
    upload: bool = False
    verify: bool = False
    accredit: bool = False
    give_back: bool = False
    decline: bool = False
    withdraw: bool = False
    invite_again: bool = False
    decide: int = 0
    """How many people and changes await approval."""
    issue: bool = False
    collect: bool = False


def acts(delegation: Delegation, user: Any, *, changes: int = 0) -> Acts:
    """The moves that the table allows from here, for those who may make them. ``changes``: how many
    fields of its people await approval."""
    ways = rules.next_of(delegation.status, delegation.category)
    edits = policy.may_edit(user, delegation)
    accredits = policy.may_accredit(user, delegation.edition_id)
    return Acts(
        submit=edits and "composition_received" in ways,
        upload=edits and delegation.status in rules.TAKES_LETTERS and rules.needs_letter(delegation.category),
        verify=accredits and "verified" in ways,
        accredit=accredits and delegation.status == "verified",
        give_back=accredits and "returned" in ways,
        decline=edits and "declined" in ways,
        withdraw=edits and "withdrawn" in ways,
        invite_again=policy.may_invite(user, delegation.edition_id) and "invited" in ways,
        **(_of_people(delegation, changes) if accredits and delegation.is_accredited else {}),
    )


def _of_people(delegation: Delegation, changes: int) -> dict[str, Any]:
    """What is left to do for the people of an accredited delegation."""
    people = [p for p in delegation.participants if p.standing == "accredited"]
    return {
        "decide": changes + sum(p.standing == "entered" for p in delegation.participants),
        "issue": any(p.badge_issued_at is None for p in people),
        "collect": any(p.badge_issued_at and p.badge_collected_at is None for p in people),
    }
