"""Finding people and delegations by words: one way for every list, page and box of the house.

Tables keep what is searched in one column, folded by `core.i18n.folded` (no accents, no capitals,
any script), so both databases compare alike, without functions or extensions of their own. A plain
`LIKE '%word%'` over five thousand people takes a few milliseconds (docs/performance.md has the
figures and the plans): no index of letters is worth its upkeep at that size.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, case, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from fairapp.core.i18n import folded

MOST_LETTERS = 200
MOST_WORDS = 8
"""More is not looked at: nobody types it, and somebody might paste it."""

Searched = InstrumentedAttribute[str]


def words_of(text: str) -> list[str]:
    """The words somebody looks for, folded, each once."""
    return list(dict.fromkeys(folded(text[:MOST_LETTERS]).split()))[:MOST_WORDS]


def matches(text: str, *columns: Searched) -> ColumnElement[bool]:
    """Whether every word is found in one of the columns of folded text; true without words.

    `%` and `_` in a word are letters like others.
    """
    found = (or_(*(column.contains(word, autoescape=True) for column in columns)) for word in words_of(text))
    return and_(true(), *found)


def rank(text: str, *columns: Searched) -> ColumnElement[int]:
    """0 where each word begins a word of one of the columns, 1 where one stands within: to order by."""
    begun = (or_(*(_begins(word, column) for column in columns)) for word in words_of(text))
    return case((and_(true(), *begun), 0), else_=1)


def _begins(word: str, column: Searched) -> ColumnElement[bool]:
    return or_(column.startswith(word, autoescape=True), column.contains(f" {word}", autoescape=True))
