"""The list of participants as a document: plain values in one language, ready to be set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy import func, select

from fairapp.core.db import db
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import Letterhead, letterhead
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import issues, roll
from fairapp.registration.models import CredentialStep, Delegation, IssuedList, Participant
from fairapp.registration.roll import Party, Person, Roll
from fairapp.registration.services.lists import KIND


@dataclass(frozen=True)
class PersonLines:
    """One person, line by line: honorific and name, office, institution, address."""

    honorific: str
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
class Group:
    """The delegations of one category; no heading where the section's own says it."""

    heading: str
    parties: tuple[PartyBlock, ...]


@dataclass(frozen=True)
class Section:
    """A section of the list."""

    heading: str
    groups: tuple[Group, ...]


def published_list(edition: Edition, lang: str) -> Print:
    """What the public reads: the newest issue, as far as everybody on it still agrees; before the
    first one the list as it stands, marked as provisional."""
    issued = issues.last(edition.id)
    if issued:
        return public_issue(issued, lang)
    return next_list(edition, lang, status=True)


def next_list(edition: Edition, lang: str, *, status: bool = False) -> Print:
    """The list as it would be issued now; marked as provisional, or as not issued."""
    with speaking(lang):
        line = _("(Provisional)") if status else _("(Not issued yet)")
        head = letterhead(edition, KIND, lang, status=line)
    return _paper(head, roll.current(edition.id), lang, issues.ordering_of(edition.id), dated_of(edition))


def issued_list(issued: IssuedList, lang: str) -> Print:
    """An issue as it was, to the letter."""
    head = issues.head_of(issued, lang)
    return _paper(head, issues.roll_of(issued), lang, issued.ordering, issued.issued_at)


def public_issue(issued: IssuedList, lang: str) -> Print:
    """An issue without those who took their consent back since."""
    head = issues.head_of(issued, lang)
    return _paper(head, issues.public_roll_of(issued), lang, issued.ordering, issued.issued_at)


def _paper(head: Letterhead, entries: Roll, lang: str, ordering: str, dated: datetime) -> Print:
    running = " ".join(part for part in (head.symbol, head.status) if part)
    return Print(
        "list-of-participants.html",
        title=head.title,
        lang=lang,
        dated=dated,
        values={
            "head": head,
            "paper": "roll",
            "running": running,
            "sections": sections(entries, lang, ordering),
        },
        filename="list-of-participants.pdf",
    )


def sections(entries: Roll, lang: str, ordering: str = "precedence") -> tuple[Section, ...]:
    """The roll section by section, in the words of ``lang``."""
    with speaking(lang):
        return tuple(
            _section(name, list(parties), lang)
            for name, parties in groupby(
                roll.ordered(entries, lang, ordering), key=lambda p: roll.section_of(p.category)
            )
        )


def _section(name: str, parties: list[Party], lang: str) -> Section:
    heading = roll.section_label(name, lang)
    return Section(
        heading,
        tuple(
            Group(_subheading(category, heading, lang), tuple(_party(p, lang) for p in group))
            for category, group in groupby(parties, key=lambda p: p.category)
        ),
    )


def _subheading(category: str, heading: str, lang: str) -> str:
    label = reference.term("participant_category", category).to(lang)
    return "" if label == heading else label


def _party(party: Party, lang: str) -> PartyBlock:
    shown = party.name.shown(lang)
    blocks = [(role, list(group)) for role, group in groupby(party.people, key=lambda p: p.role)]
    alone = [role for role, _group in blocks] == ["participant"]
    return PartyBlock(
        shown.text,
        shown.lang,
        tuple(
            RoleBlock("" if alone else role_heading(role, len(group), lang), _lines(group, party, lang))
            for role, group in blocks
        ),
    )


def role_heading(role: str, count: int, lang: str) -> str:
    """“Adviser”, “Advisers”."""
    term = reference.vocabulary("delegation_role").get(role)
    plural = term.extra.get("plural", {}).get(lang) if term else None
    return plural if plural and count > 1 else reference.term("delegation_role", role).to(lang)


def _lines(people: Iterable[Person], party: Party, lang: str) -> tuple[PersonLines, ...]:
    # An organization's own name stands above; repeating it under each of its people says nothing.
    known = set(party.name.values())
    return tuple(
        PersonLines(
            honorific(person.honorific, lang),
            person.name,
            tuple(
                line
                for line in (person.office, person.institution, person.email)
                if line and line not in known
            ),
        )
        for person in people
    )


def honorific(code: str, lang: str) -> str:
    """“H.E.”, “Sra.”; nothing for none."""
    return "" if code == "none" else reference.term("honorific", code).to(lang)


def dated_of(edition: Edition) -> datetime:
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
