"""Facts about records, decisions and outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class SummaryWritten(Fact):
    """The summary of a session was written on. Told at each save; says which languages changed."""


@dataclass(frozen=True, kw_only=True)
class DecisionAdded(Fact):
    """A decision was put on record under the next number."""


@dataclass(frozen=True, kw_only=True)
class DecisionChanged(Fact):
    """Wording, adoption or outcomes of a decision were changed."""


@dataclass(frozen=True, kw_only=True)
class DecisionMoved(Fact):
    """A decision changed places, and numbers, with its neighbour."""


@dataclass(frozen=True, kw_only=True)
class DecisionRemoved(Fact):
    """A decision was struck from the record; later ones moved up."""


@dataclass(frozen=True, kw_only=True)
class RecordFinalised(Fact):
    """The record of a session is final."""


@dataclass(frozen=True, kw_only=True)
class RecordReopened(Fact):
    """A final record may be written on again."""


@dataclass(frozen=True, kw_only=True)
class OutcomeStatusSet(Fact):
    """The secretariat said how far an expected outcome has come."""
