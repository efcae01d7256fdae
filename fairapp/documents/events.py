"""Facts about official documents."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class DocumentRegistered(Fact):
    """A document got its number."""


@dataclass(frozen=True, kw_only=True)
class DocumentChanged(Fact):
    """Title, date, language, status or circulation of a document were changed."""


@dataclass(frozen=True, kw_only=True)
class DocumentRevised(Fact):
    """A new revision of a document was issued under its number."""
