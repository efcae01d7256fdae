"""One page of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, as the pager draws it."""

    items: Sequence[T]
    page: int
    pages: int
    total: int
    first: int
    last: int

    def of(self, items: Sequence[U]) -> Page[U]:
        """The same page of other things: what was found for the numbers on it."""
        return Page(items, self.page, self.pages, self.total, self.first, self.last)


def paged(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Page ``number`` (from 1; beyond the end is the last) of a list."""
    frame = page_of(len(items), number, size)
    return frame.of(items[frame.first - 1 : frame.last])


def page_of(total: int, number: int, size: int) -> Page[int]:
    """The frame of page ``number`` of a list that the database counts: its rows are to be put in."""
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    first = (number - 1) * size + 1
    return Page((), number, pages, total, first, min(first + size - 1, total))
