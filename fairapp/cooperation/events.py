"""Facts about offers and requests."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class EntryDrafted(Fact):
    """A delegation began an offer or a request."""


@dataclass(frozen=True, kw_only=True)
class EntryChanged(Fact):
    """The words or figures of an entry changed."""


@dataclass(frozen=True, kw_only=True)
class EntrySubmitted(Fact):
    """An entry was handed to the secretariat."""


@dataclass(frozen=True, kw_only=True)
class EntryPublished(Fact):
    """Everybody can read an entry from now on."""


@dataclass(frozen=True, kw_only=True)
class EntryReturned(Fact):
    """The secretariat asked for more before publishing."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class EntryWithdrawn(Fact):
    """An entry no longer stands."""
