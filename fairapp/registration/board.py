"""How a delegation is shown: groups of people, steps to accreditation, acts at hand, a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from fairapp.core.i18n import current_language, sort_key
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import policy, queries, rules, services, words
from fairapp.registration.models import ACCREDITED, CredentialStep, Delegation, Participant


@dataclass(frozen=True)
class Group:
    """The people of one role."""

    role: str
    label: str
    people: list[Participant]


def composition(delegation: Delegation) -> list[Group]:
    """The people of a delegation by role, the head first."""
    terms = reference.vocabulary("delegation_role")
    groups: list[Group] = []
    for person in delegation.participants:
        if not groups or groups[-1].role != person.role:
            groups.append(Group(person.role, "", []))
        groups[-1].people.append(person)
    return [Group(g.role, _role_label(terms[g.role], len(g.people)), g.people) for g in groups]


def _role_label(role: reference.Term, count: int) -> str:
    plural = role.extra.get("plural")
    if count > 1 and plural:
        return str(plural[current_language()])
    return role.label.to(current_language())


@dataclass(frozen=True)
class Step:
    """One station on the way to accreditation."""

    label: str
    state: str
    note: str = ""


def progress(delegation: Delegation) -> list[Step]:
    """The stations to accreditation: what is done, what comes next, what is missing."""
    lacks = lacking(delegation)
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


def lacking(delegation: Delegation) -> list[str]:
    """What accreditation still needs: head, people, letter."""
    roles = {p.role for p in delegation.participants}
    return rules.missing(delegation.category, roles, has_letter=delegation.letter is not None)


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


def acts(delegation: Delegation, user: Any) -> Acts:
    """The moves that the table allows from here, for those who may make them."""
    ways = rules.next_of(delegation.status, delegation.category)
    edits = policy.may_edit(user, delegation)
    accredits = policy.may_accredit(user, delegation.edition_id)
    return Acts(
        submit=edits and "composition_received" in ways,
        upload=edits and delegation.status in rules.TAKES_LETTERS and rules.needs_letter(delegation.category),
        verify=accredits and "verified" in ways,
        accredit=accredits and "accredited" in ways,
        give_back=accredits and "returned" in ways,
        decline=edits and "declined" in ways,
        withdraw=edits and "withdrawn" in ways,
        invite_again=policy.may_invite(user, delegation.edition_id) and "invited" in ways,
    )


def history(delegation: Delegation) -> list[CredentialStep]:
    """The steps of the credential, the latest first."""
    return list(reversed(delegation.steps))


@dataclass(frozen=True)
class Bar:
    """A picture of how many delegations stand where, with the sentence that says it."""

    parts: list[tuple[str, str, int, float, float]]
    """Status, fill, count, left edge and width in units of a thousand."""
    total: int
    title: str
    sentence: str


def bar(by_status: dict[str, int]) -> Bar:
    """The bar of all delegations by status, in the order of the credential's way."""
    total = sum(by_status.values())
    parts, left = [], 0.0
    for status in words.STATUS:
        count = by_status.get(status, 0)
        if count:
            width = 1000 * count / total
            parts.append((status, words.COLOUR[status], count, round(left, 1), round(width, 1)))
            left += width
    accredited = sum(by_status.get(status, 0) for status in ACCREDITED)
    sentence = ngettext(
        "%(accredited)s of %(num)s delegation is accredited.",
        "%(accredited)s of %(num)s delegations are accredited.",
        total,
        accredited=accredited,
    )
    return Bar(parts, total, _("Delegations by state of their credential"), sentence)


def invitable(edition: Edition) -> dict[str, list[tuple[str, str]]]:
    """States and organizations not invited yet, as groups of choices by category."""
    known = queries.known_codes(edition.id)
    lang = current_language()
    groups: dict[str, list[tuple[str, str]]] = {}
    parties = sorted(
        services.reference_parties(edition),
        key=lambda p: (rules.category_rank(p.category), sort_key(p.sort_name.to(lang))),
    )
    for party in parties:
        if party.code not in known:
            acronym = party.acronym.to(lang) if party.acronym else ""
            name = party.name.to(lang)
            label = f"{name} ({acronym})" if acronym and acronym not in name else name
            groups.setdefault(category_label(party.category), []).append((party.code, label))
    return groups


def category_label(category: str) -> str:
    """The words for a category in the current language."""
    return reference.term("participant_category", category).to(current_language())
