"""The one place that says in which order delegations stand.

Every list, seat plan, roll call and print asks here. Categories follow the order of the vocabulary,
delegations of a category their settled place (`services.precedence.settle_order`), and those without a
place the alphabet of the language spoken.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from flask_babel import gettext as _

from fairapp.core.i18n import current_language, sort_key
from fairapp.registration import rules

D = TypeVar("D")
"""A delegation, or a row with its `category`, `precedence` and `sort_name`."""
P = TypeVar("P")
"""A person with a `delegation`, `position` and `id`."""


def in_order(delegations: Iterable[D]) -> list[D]:
    """The delegations in order of precedence."""
    return sorted(delegations, key=by_precedence)


def people_in_order(people: Iterable[P]) -> list[P]:
    """People in the order of their delegations, within one as its list has them."""
    return sorted(people, key=person_by_precedence)


def by_precedence(delegation: Any) -> tuple[Any, ...]:
    """Sort key: category, settled place, then the alphabet of the current language."""
    return (
        rules.category_rank(delegation.category),
        delegation.precedence is None,
        delegation.precedence or 0,
        sort_key(delegation.sort_name.to(current_language())),
    )


def by_alphabet(delegation: Any) -> tuple[Any, ...]:
    """Sort key where the alphabet is asked for: category, then the alphabet of the current language."""
    return (rules.category_rank(delegation.category), sort_key(str(delegation.sort_name)))


def person_by_precedence(person: Any) -> tuple[Any, ...]:
    """Sort key of a person: the delegation's place, then rank and order of entry."""
    return (*by_precedence(person.delegation), person.delegation.id, person.position, person.id)


def place_label(delegation: Any) -> str:
    """“No. 7”; nothing for whoever has no place, since no rule was chosen or they do not come."""
    return _("No. %(place)s", place=delegation.precedence) if delegation.precedence else ""
