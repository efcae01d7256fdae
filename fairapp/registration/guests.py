"""Who could be invited: everybody of the reference data by group, who is invited already, who cannot
come on the days of the edition and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.core.dates import day_text
from fairapp.core.db import db
from fairapp.core.i18n import Translated, current_language, sort_key
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.edition.reference import Absence, Party
from fairapp.registration import rules
from fairapp.registration.models import Delegation
from fairapp.registration.services import reference_parties


@dataclass(frozen=True)
class Known:
    """A delegation that is invited already."""

    id: int
    name: Translated


@dataclass(frozen=True)
class Group:
    """The states or organizations of one category."""

    category: str
    label: str
    choices: list[tuple[str, str]] = field(default_factory=list)
    """Code and name of those not invited yet, by the alphabet of the language spoken."""
    invited: list[Known] = field(default_factory=list)


def groups(edition: Edition) -> list[Group]:
    """Everybody who can be invited on the days of the edition, in the order of categories."""
    lang = current_language()
    known = {
        code: Known(number, name)
        for number, code, name in db.session.execute(
            select(Delegation.id, Delegation.member_code, Delegation.name).where(
                Delegation.edition_id == edition.id
            )
        )
    }
    found: dict[str, Group] = {}
    for party in sorted(reference_parties(edition), key=lambda p: _place(p, lang)):
        group = found.setdefault(party.category, Group(party.category, _label(party.category, lang)))
        if party.code in known:
            group.invited.append(known[party.code])
        else:
            group.choices.append((party.code, shown(party, lang)))
    return list(found.values())


def shown(party: Party, lang: str) -> str:
    """“Pan American Health Organization (PAHO)”."""
    name = party.name.to(lang)
    acronym = party.acronym.to(lang) if party.acronym else ""
    return f"{name} ({acronym})" if acronym and acronym not in name else name


def absent(edition: Edition) -> list[str]:
    """Who does not take part on the first day of the edition, a sentence each."""
    lang = current_language()
    found = sorted(reference.absences(edition.first_day), key=lambda a: _place(a.party, lang))
    return [_why(absence, lang) for absence in found]


def _why(absence: Absence, lang: str) -> str:
    name = absence.party.name.to(lang)
    day = day_text(absence.since) if absence.since else ""
    sentences = {
        "not_participating": lambda: _("%(name)s: a member state that does not participate.", name=name),
        "vacant": lambda: _("%(name)s: nobody has occupied the seat since %(day)s.", name=name, day=day),
        "withdrawn": lambda: _("%(name)s: no longer a member state since %(day)s.", name=name, day=day),
        "suspended": lambda: _("%(name)s: observer status suspended since %(day)s.", name=name, day=day),
        "not_yet": lambda: _("%(name)s: not a member state before %(day)s.", name=name, day=day),
    }
    return sentences[absence.why]()


def _label(category: str, lang: str) -> str:
    return reference.term("participant_category", category).to(lang)


def _place(party: Party, lang: str) -> tuple[int, str]:
    return rules.category_rank(party.category), sort_key(party.sort_name.to(lang))


def codes(found: list[Group]) -> Iterator[str]:
    """Codes of everybody who can still be chosen."""
    for group in found:
        yield from (code for code, _name in group.choices)
