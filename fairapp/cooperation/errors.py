"""The refusals about offers and requests."""

from __future__ import annotations

from fairapp.core.refusals import Refusal


class DoesNotFollow(Refusal):
    """The entry cannot go from where it is to there: somebody moved it meanwhile."""


class NotOpen(Refusal):
    """The entry is with the secretariat or published; its authors cannot rewrite it now."""


class ReasonMissing(Refusal):
    """Whoever gets an entry back must read why."""

    status = 422
