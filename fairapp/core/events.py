"""Facts: what happened, told once, in the past tense, inside the transaction that made it true.

Subscribers (a room's ``handlers.py``) run at once and only write rows: letters wait in the outbox,
work waits in the job queue. So a fact that is rolled back leaves nothing behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened. ``subject`` is ``kind:id``; ``changes`` maps a field to (old, new)."""

    edition_id: int | None
    by: int | None
    """Id of the acting user; None when the house itself acts (a hold that expires)."""
    subject: str
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


F = TypeVar("F", bound=Fact)
_subscribers: dict[type[Fact], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Decorator: call the function whenever a ``kind`` (or a subclass) is published."""

    def remember(function: Callable[[F], None]) -> Callable[[F], None]:
        if function not in _subscribers[kind]:
            _subscribers[kind].append(function)
        return function

    return remember


def publish(fact: Fact) -> None:
    """Tell everybody concerned, now, in this transaction."""
    for kind in type(fact).__mro__:
        for function in _subscribers.get(kind, ()):
            function(fact)
