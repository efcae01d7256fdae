"""The list of participants as a document: plain values in one language, ready to be set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy import func, select

from fairapp.core.db import db
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import published
from fairapp.registration.models import CredentialStep, Delegation, Participant

KIND = "list_of_participants"
NOT_LISTED = frozenset({"exhibitor", "press", "support_staff"})
"""Categories that the document leaves out: the fair has a catalogue of its own."""


@dataclass(frozen=True)
class PersonLines:
    """One person, line by line."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RoleBlock:
    """People of one role under its heading; no heading where the role says nothing."""

    heading: str
    people: tuple[PersonLines, ...]


@dataclass(frozen=True)
class PartyBlock:
    """A state or organization and its people."""

    name: str
    name_lang: str
    roles: tuple[RoleBlock, ...]


@dataclass(frozen=True)
class Section:
    """The delegations of one category."""

    heading: str
    parties: tuple[PartyBlock, ...]


def list_of_participants(edition: Edition, lang: str, *, by_precedence: bool = False) -> Print:
    """The list of participants in ``lang``: sections in the order of the vocabulary, delegations in
    the alphabet of the language, or in order of precedence."""
    with speaking(lang):
        status = _("(Provisional)") if published.is_provisional(edition) else ""
        head = letterhead(edition, KIND, lang, status=status)
        values = {"head": head, "sections": sections(edition, lang, by_precedence=by_precedence)}
    return Print(
        "list-of-participants.html",
        title=head.title,
        lang=lang,
        dated=_dated(edition),
        values=values,
        filename="list-of-participants.pdf",
    )


def sections(edition: Edition, lang: str, *, by_precedence: bool = False) -> tuple[Section, ...]:
    """What the list holds, category by category."""
    with speaking(lang):
        delegations = [
            d
            for d in published.accredited(edition.id, alphabetical=not by_precedence)
            if d.category not in NOT_LISTED
        ]
    people = published.people_of([d.id for d in delegations])
    return tuple(
        Section(
            reference.term("participant_category", category).to(lang),
            tuple(_party(d, people[d.id], lang) for d in group),
        )
        for category, group in groupby(delegations, key=lambda d: d.category)
    )


def _party(delegation: Delegation, people: list[Participant], lang: str) -> PartyBlock:
    shown = delegation.name.shown(lang)
    blocks = [(role, list(group)) for role, group in groupby(people, key=lambda p: p.role)]
    alone = [role for role, _group in blocks] == ["participant"]
    return PartyBlock(
        shown.text,
        shown.lang,
        tuple(
            RoleBlock(
                "" if alone else _heading(role, len(group), lang), tuple(_person(p, lang) for p in group)
            )
            for role, group in blocks
        ),
    )


def _heading(role: str, count: int, lang: str) -> str:
    term = reference.vocabulary("delegation_role")[role]
    plural = term.extra.get("plural", {}).get(lang)
    return plural if plural and count > 1 else term.label.to(lang)


def _person(person: Participant, lang: str) -> PersonLines:
    honorific = reference.term("honorific", person.honorific).to(lang) if person.honorific != "none" else ""
    email = person.email if person.list_email and person.email else ""
    lines = (person.office, person.institution, email)
    return PersonLines(f"{honorific} {person.formal_name}".strip(), tuple(line for line in lines if line))


def _dated(edition: Edition) -> datetime:
    """The moment the list speaks of: the last time a credential moved or somebody was entered."""
    moved = db.session.scalar(
        select(func.max(CredentialStep.at))
        .join(Delegation, Delegation.id == CredentialStep.delegation_id)
        .where(Delegation.edition_id == edition.id)
    )
    entered = db.session.scalar(
        select(func.max(Participant.created_at)).where(Participant.edition_id == edition.id)
    )
    return max(moment for moment in (moved, entered, edition.created_at) if moment)
