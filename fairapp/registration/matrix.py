"""The matrix of rights and the use of seats, as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

from fairapp.core.db import db
from fairapp.core.i18n import current_language
from fairapp.edition import reference
from fairapp.registration import rights, rules
from fairapp.registration.models import CategoryRights, Delegation, Participant
from fairapp.registration.queries.seats import Use, limits_of, place_of, use_of
from fairapp.registration.rights import Door

HEADS: dict[str, Any] = {
    "voice": _l("Voice"),
    "vote": _l("Vote"),
    "submit_documents": _l("Submits documents"),
    "request_meetings": _l("Asks for meetings"),
    "be_requested": _l("Is asked for meetings"),
    "listed": _l("Publicly listed"),
}
"""Heads of the columns, by right."""
VOICE: dict[str, Any] = {"yes": _l("yes"), "with_permission": _l("by permission"), "no": _l("no")}
EFFECTS: dict[str, Any] = {
    "voice": _l(
        "Only people with a voice are given a task that speaks in a session: chair, speaker, moderator,"
        " rapporteur. That the chair must permit it is said on the roster."
    ),
    "vote": _l("Said on the roster, for the conduct of the plenary. The program itself counts no votes yet."),
    "submit_documents": _l(
        "On record here. As yet the secretariat alone registers documents, so nobody is stopped by it."
    ),
    "request_meetings": _l(
        "Only they see the directory of people to meet and ask for bilateral meetings. What was arranged"
        " before stays, and can still be answered or cancelled."
    ),
    "be_requested": _l("Only they can be asked for a bilateral meeting, if they agreed to be asked."),
    "listed": _l(
        "Only they stand in the public list of participants, on the web and on paper, if they agreed to it."
    ),
}
"""What each right changes in the program today."""


@dataclass(frozen=True)
class Line:
    """A category in the matrix: its rights, the zones it may enter, and how many came."""

    category: str
    row: CategoryRights
    doors: list[tuple[Door, bool]]
    use: Use

    @property
    def voice(self) -> Any:
        """“yes”, “by permission”, “no”."""
        return VOICE[self.row.voice]


def lines(edition_id: int, doors: Sequence[Door], uses: Sequence[Use]) -> list[Line]:
    """Every category of the vocabulary in the order of lists; one without a row has no rights."""
    rows = rights.matrix(edition_id)
    taken = {use.category: use for use in uses if use.delegation_id is None}
    found = []
    for category in sorted(reference.vocabulary("participant_category"), key=rules.category_rank):
        row = rows.get(category) or rights.blank(edition_id, category)
        use = taken.get(category) or Use(category, row.capacity, 0, 0)
        found.append(Line(category, row, [(door, door.code in row.zones) for door in doors], use))
    return found


@dataclass(frozen=True)
class Home:
    """What delegations of a category may bring, and how far they use it."""

    category: str
    delegations: int
    numbers: list[tuple[str, int]]
    full: int
    """Delegations for whom a number is reached."""
    waiting: int


@dataclass(frozen=True)
class Own:
    """A delegation with a number of its own."""

    delegation: Delegation
    use: Use


@dataclass(frozen=True)
class SeatsPage:
    """All that pages about seats show."""

    homes: list[Home]
    own: list[Own]


def seats_page(edition_id: int, uses: Sequence[Use]) -> SeatsPage:
    """General numbers by category of delegation, and the delegations with numbers of their own. Two
    selects besides the ``uses`` that :func:`quota_use` made."""
    numbers = limits_of(edition_id)
    query = select(Delegation).where(Delegation.edition_id == edition_id)
    delegations = {d.id: d for d in db.session.scalars(query)}
    theirs = [(delegations[use.delegation_id], use) for use in uses if use.delegation_id is not None]
    homes = []
    for category in sorted({d.category for d in delegations.values()}, key=rules.category_rank):
        here = [use for delegation, use in theirs if delegation.category == category]
        homes.append(
            Home(
                category,
                sum(d.category == category and d.status not in rules.AWAY for d in delegations.values()),
                sorted(
                    ((of, seats) for (home, of), seats in numbers.general.items() if home == category),
                    key=lambda pair: (pair[0] != category, rules.category_rank(pair[0])),
                ),
                len({use.delegation_id for use in here if use.is_full}),
                sum(use.waiting for use in here),
            )
        )
    own = [Own(delegation, use) for delegation, use in theirs if (delegation.id, use.category) in numbers.own]
    return SeatsPage(homes, sorted(own, key=lambda each: each.delegation.sort_name.to(current_language())))


def categories_for(home: str, uses: Sequence[Use] = ()) -> list[str]:
    """Categories whose number can be set for delegations of a category: its own, those who come along,
    and any that came already."""
    wanted = dict.fromkeys([home, *rules.companions_of(home), *(use.category for use in uses)])
    return list(wanted)


def said(use: Use) -> str:
    """“5 of 6”, “6 of 6, 1 waiting”, “7 of 6, 1 over”."""
    values = {"seated": use.seated, "seats": use.seats, "over": use.over, "waiting": use.waiting}
    if use.seats is None:
        return ngettext("%(num)s person", "%(num)s people", use.seated)
    if use.over and use.waiting:
        return _("%(seated)s of %(seats)s, %(over)s over, %(waiting)s waiting", **values)
    if use.over:
        return _("%(seated)s of %(seats)s, %(over)s over", **values)
    if use.waiting:
        return _("%(seated)s of %(seats)s, %(waiting)s waiting", **values)
    return _("%(seated)s of %(seats)s", **values)


def why_waiting(person: Participant) -> str:
    """“The seats of this delegation (Press) are taken, 6 of 6: Ana Ejemplo is on the waiting list …”"""
    use = next(u for u in use_of(person.delegation) if u.category == person.category)
    words = {
        "name": person.name,
        "category": reference.term("participant_category", person.category),
        "place": place_of(person),
    }
    if use.seats is not None and use.seated >= use.seats:
        return _(
            "The seats of this delegation (%(category)s) are taken, %(seated)s of %(seats)s: %(name)s is on"
            " the waiting list, in place %(place)s.",
            seated=use.seated,
            seats=use.seats,
            **words,
        )
    return _(
        "All seats at this event (%(category)s) are taken: %(name)s is on the waiting list of the"
        " delegation, in place %(place)s.",
        **words,
    )
