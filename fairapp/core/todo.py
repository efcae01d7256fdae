"""What waits for somebody. Each room answers `queries.todo_for(user, edition)`; homes show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """One thing to do next: a sentence with its count in it, where to do it, how urgent.

    ``tone`` is info, warn, bad or ok; ``icon`` a Lucide name.
    """

    sentence: str
    href: str
    count: int = 0
    tone: str = "info"
    icon: str = "circle-dot"
