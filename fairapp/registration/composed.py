"""The people of a delegation as its page shows them: by role, where each stands, what each still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from fairapp.core.i18n import current_language
from fairapp.edition import reference
from fairapp.registration import proposals
from fairapp.registration.models import Delegation, Participant, ProposedChange
from fairapp.registration.queries.seats import places_of
from fairapp.registration.services.approval import open_changes_in

Changes = Mapping[int, list[ProposedChange]]
ALONG = "along"
"""The group of those who come along."""


@dataclass(frozen=True)
class Asked:
    """A field whose new value awaits approval."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Card:
    """One person, and what is to be said of them here."""

    person: Participant
    standing: str = ""
    tone: str = "neutral"
    along: str = ""
    """The category of somebody who comes along, in words."""
    lacks_office: bool = False
    asked: list[Asked] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """The people of one role, in their order."""

    role: str
    label: str
    cards: list[Card]

    @property
    def people(self) -> list[Participant]:
        """The same without the remarks."""
        return [card.person for card in self.cards]


def composition(delegation: Delegation, changes: Changes | None = None) -> list[Group]:
    """The people of a delegation by role, the head first, those who come along last. ``changes`` are
    the open ones by person, where they are known; otherwise one select."""
    places = places_of(delegation.participants)
    asked = asked_of(delegation.participants, changes)
    groups: dict[str, list[Card]] = {}
    for person in sorted(delegation.participants, key=lambda p: p.category != delegation.category):
        own = person.category == delegation.category
        card = _card(person, delegation, places.get(person.id), asked.get(person.id, []))
        groups.setdefault(person.role if own else ALONG, []).append(card)
    return [Group(role, _label(role, len(cards)), cards) for role, cards in groups.items()]


def asked_of(people: Iterable[Participant], changes: Changes | None = None) -> dict[int, list[Asked]]:
    """What awaits approval of those people, by the id of the person, in words."""
    found = open_changes_in([person.id for person in people]) if changes is None else changes
    return {
        number: [
            Asked(
                str(proposals.FIELD.get(change.field, change.field)),
                proposals.shown(change.field, change.old),
                proposals.shown(change.field, change.new),
            )
            for change in theirs
        ]
        for number, theirs in found.items()
    }


def _card(person: Participant, delegation: Delegation, place: int | None, asked: list[Asked]) -> Card:
    own = person.category == delegation.category
    standing, tone = _standing(person, place)
    return Card(
        person,
        standing,
        tone,
        "" if own else reference.term("participant_category", person.category).to(current_language()),
        lacks_office=own and not person.office,
        asked=asked,
    )


def _standing(person: Participant, place: int | None) -> tuple[str, str]:
    if person.standing == "waiting":
        if place is None:
            return _("On the waiting list"), "warn"
        return _("On the waiting list, place %(place)s", place=place), "warn"
    if not person.delegation.is_accredited:
        return "", "neutral"
    if person.standing == "entered":
        return _("Awaits approval"), "info"
    return _("Accredited"), "ok"


def _label(role: str, count: int) -> str:
    if role == ALONG:
        return _("Coming along")
    term, lang = reference.vocabulary("delegation_role")[role], current_language()
    plural = term.extra.get("plural")
    return str(plural[lang]) if count > 1 and plural else term.label.to(lang)
