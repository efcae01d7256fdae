"""The refusals of the rapporteur's desk."""

from __future__ import annotations

from fairapp.core.refusals import Refusal, Stale


class RecordIsFinal(Refusal):
    """A final record does not change; it can be reopened, and that leaves a trace."""


class RecordIsEmpty(Refusal):
    """There is nothing to be final about: no summary and no decision."""


class NumberIsFinal(Refusal):
    """Numbers of decisions in final records stay what they are."""


class WrittenMeanwhile(Stale):
    """Somebody else saved the same thing. The page shows their words beside one's own."""
