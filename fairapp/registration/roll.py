"""The roll: who stands in the list of participants, as plain values without a language.

On it are accredited people of a category that is listed, who agreed to be. The web page, the paper,
the sheet and the frozen list of an issue are all made from it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, case, func, select

from fairapp.core.db import db
from fairapp.core.i18n import Translated, current_language, sort_key, speaking
from fairapp.edition import reference
from fairapp.registration import order, rights, rules
from fairapp.registration.models import ACCREDITED, Delegation, Participant

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("member_state", ("member_state",)),
    ("permanent_observer", ("permanent_observer",)),
    ("inter_american_system", ("inter_american_system",)),
    ("un_system", ("un_system",)),
    ("other_organizations", ("international_organization", "financial_institution", "local_government")),
    (
        "special_guest",
        (
            "special_guest",
            "civil_society",
            "private_sector",
            "academia",
            "speaker",
            "exhibitor",
            "press",
            "accompanying_person",
        ),
    ),
    ("general_secretariat", ("general_secretariat", "support_staff")),
)
"""Sections of the list in their order, and the categories of delegations in each (domain report, 1.8)."""
_section_of = {category: name for name, categories in SECTIONS for category in categories}
_place_of = {category: n for n, category in enumerate(c for _name, group in SECTIONS for c in group)}


@dataclass(frozen=True)
class Person:
    """Somebody on the roll; ``email`` only with consent. ``id`` tells who is who between two issues."""

    id: int
    role: str
    honorific: str
    given_names: str
    family_names: str
    office: str
    institution: str
    email: str

    @property
    def name(self) -> str:
        """“Amara NKEMELU”."""
        return f"{self.given_names} {self.family_names.upper()}"


@dataclass(frozen=True)
class Party:
    """A delegation on the roll and those of its people that are listed, perhaps nobody."""

    id: int
    category: str
    place: int | None
    """Place in the order of precedence of its category, among those on the list; None without a rule."""
    name: Translated
    sort_name: Translated
    people: tuple[Person, ...]


Roll = Sequence[Party]
"""In order of precedence, section by section."""


def section_of(category: str) -> str:
    """The section a delegation of that category stands in; what is unknown is a guest."""
    return _section_of.get(category, "special_guest")


def place_of(category: str) -> tuple[int, int]:
    """Sort key of a category: by section, then within it."""
    return _place_of.get(category, len(_place_of)), rules.category_rank(category)


def section_label(section: str, lang: str | None = None) -> str:
    """The heading of a section, in the language spoken or another."""
    if section == "other_organizations":
        return _("Other organizations")
    return reference.term("participant_category", section).to(lang or current_language())


def current(edition_id: int) -> list[Party]:
    """The roll as it stands now: three selects, whatever its length."""
    listed = rights.categories_with(edition_id, "listed")
    people = people_on_it(on_it(edition_id, listed))
    shown = [d for d in accredited(edition_id) if d.category in listed or d.id in people]
    return parties(shown, people)


def parties(delegations: Sequence[Delegation], people: Mapping[int, Sequence[Person]]) -> list[Party]:
    """Those delegations as parties to the roll."""
    places = _places(delegations)
    return [
        Party(d.id, d.category, places.get(d.id), d.name, d.sort_name, tuple(people.get(d.id, ())))
        for d in delegations
    ]


def on_it(edition_id: int, listed: Collection[str]) -> ColumnElement[bool]:
    """The condition on a participant of an accredited delegation: accredited, of a listed category,
    and willing."""
    return (
        (Participant.edition_id == edition_id)
        & (Participant.standing == "accredited")
        & Participant.listed
        & Participant.category.in_(listed)
    )


def accredited(edition_id: int) -> list[Delegation]:
    """Accredited delegations, section by section, in the edition's order of precedence; where there is
    none, in the Spanish alphabet, as the Assembly's lists."""
    found = db.session.scalars(
        select(Delegation).where(Delegation.edition_id == edition_id, Delegation.status.in_(ACCREDITED))
    )
    with speaking("es"):
        return sorted(found, key=lambda d: (place_of(d.category), order.by_precedence(d)))


def _places(delegations: Iterable[Delegation]) -> dict[int, int]:
    """Places counted among those on the list only: who is not on it leaves no gap to be noticed."""
    places: dict[int, int] = {}
    counted: Counter[str] = Counter()
    for delegation in delegations:
        if delegation.precedence is not None:
            counted[delegation.category] += 1
            places[delegation.id] = counted[delegation.category]
    return places


def people_on_it(wanted: ColumnElement[bool]) -> dict[int, list[Person]]:
    """Those people by delegation, each list in the delegation's own order; ``wanted`` may ask of their
    delegation too. Columns only: five thousand people cost no more than their words."""
    found: dict[int, list[Person]] = defaultdict(list)
    p = Participant
    address = case((p.list_email, func.coalesce(p.email, "")), else_="")
    said = (p.role, p.honorific, p.given_names, p.family_names, p.office, p.institution, address)
    rows = select(p.delegation_id, p.id, *said).join(p.delegation).where(wanted)
    for delegation_id, *values in db.session.execute(rows.order_by(p.position, p.place, p.id)):
        found[delegation_id].append(Person(*values))
    return dict(found)


def to_content(roll: Roll) -> list[dict[str, Any]]:
    """The roll as it is kept with an issue: nothing but JSON."""
    return [
        {
            "id": party.id,
            "category": party.category,
            "place": party.place,
            "name": dict(party.name),
            "sort_name": dict(party.sort_name),
            "people": [asdict(person) for person in party.people],
        }
        for party in roll
    ]


def from_content(content: Iterable[dict[str, Any]]) -> list[Party]:
    """The roll that was kept."""
    return [
        Party(
            p["id"],
            p["category"],
            p["place"],
            Translated(p["name"]),
            Translated(p["sort_name"]),
            tuple(Person(**person) for person in p["people"]),
        )
        for p in content
    ]


def digest(roll: Roll) -> str:
    """The same for two rolls that say the same, in the same order."""
    said = json.dumps(to_content(roll), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def ordered(roll: Roll, lang: str, ordering: str) -> list[Party]:
    """The roll as a list in ``lang`` shows it: in order of precedence, or within each category in the
    alphabet of the language. Without a place, the alphabet decides in either."""

    def key(party: Party) -> tuple[Any, ...]:
        place = None if ordering == "alphabetical" else party.place
        return place_of(party.category), place is None, place or 0, sort_key(party.sort_name.to(lang))

    return sorted(roll, key=key)
