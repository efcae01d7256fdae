"""In which order delegations stand."""

from __future__ import annotations

from typing import Any

from fairapp.core.i18n import current_language, sort_key
from fairapp.registration import rules


def by_precedence(delegation: Any) -> tuple[Any, ...]:
    """Sort key: category, place drawn by lot, then the alphabet of the current language.

    Takes a delegation, or a row with its `category`, `precedence` and `sort_name`.
    """
    return (
        rules.category_rank(delegation.category),
        delegation.precedence is None,
        delegation.precedence or 0,
        sort_key(delegation.sort_name.to(current_language())),
    )


def by_alphabet(delegation: Any) -> tuple[Any, ...]:
    """Sort key: category, then the alphabet of the current language."""
    return (rules.category_rank(delegation.category), sort_key(str(delegation.sort_name)))
