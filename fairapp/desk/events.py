"""Facts about letters, told at the desk."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class LetterHeld(Fact):
    """A letter was kept from leaving."""


@dataclass(frozen=True, kw_only=True)
class LetterReleased(Fact):
    """A letter that was held or failed was let go."""


@dataclass(frozen=True, kw_only=True)
class LetterSentAgain(Fact):
    """A copy of a letter was queued."""


@dataclass(frozen=True, kw_only=True)
class LettersReleased(Fact):
    """Letters about one thing were reviewed and let go. Subject: that thing."""


@dataclass(frozen=True, kw_only=True)
class LettersDiscarded(Fact):
    """Letters about one thing were reviewed and thrown away. Subject: that thing."""
