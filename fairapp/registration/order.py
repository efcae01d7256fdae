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


def in_order(delegations: Iterable[D]) -> list[D]:
    """The delegations in order of precedence."""
    return sorted(delegations, key=by_precedence)


def by_precedence(delegation: Any) -> tuple[Any, ...]:
    """Sort key: category, settled place, then the alphabet of the current language."""
    return (
        rules.category_rank(delegation.category),
        delegation.precedence is None,
        delegation.precedence or 0,
        sort_key(delegation.sort_name.to(current_language())),
    )


def place_label(delegation: Any) -> str:
    """“No. 7 in the order of precedence”; nothing for whoever has no place."""
    if delegation.precedence is None:
        return ""
    return _("No. %(place)s in the order of precedence", place=delegation.precedence)
