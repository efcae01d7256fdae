"""The refusals of the fair."""

from __future__ import annotations

from fairapp.core.refusals import Refusal


class BoothTaken(Refusal):
    """Another exhibitor has the booth on that day."""


class BoothInUse(Refusal):
    """A booth with exhibitors in it cannot be taken away."""


class CodeTaken(Refusal):
    """Two booths cannot have the same code."""


class NotApproved(Refusal):
    """The exhibitor may not be given a booth: not approved yet, or no longer coming."""


class NotADayOfTheFair(Refusal):
    """The day is not one of the edition's, or none was chosen."""

    status = 422


class DoesNotFollow(Refusal):
    """The status cannot become that: somebody decided meanwhile."""


class NameTaken(Refusal):
    """An exhibitor of that name is at the fair already."""
