"""Facts about the fair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class BoothAdded(Fact):
    """The plan has a new booth."""


@dataclass(frozen=True, kw_only=True)
class BoothChanged(Fact):
    """A booth was moved, resized or renamed on the plan."""


@dataclass(frozen=True, kw_only=True)
class BoothRemoved(Fact):
    """A booth was taken off the plan."""


@dataclass(frozen=True, kw_only=True)
class ExhibitorEntered(Fact):
    """An organization is to be at the fair."""


@dataclass(frozen=True, kw_only=True)
class ManagerAppointed(Fact):
    """Somebody looks after an exhibitor's profile from now on."""

    user_id: int


@dataclass(frozen=True, kw_only=True)
class ExhibitorApproved(Fact):
    """The secretariat accepted an exhibitor."""


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Fact):
    """An exhibitor changed how it presents itself."""


@dataclass(frozen=True, kw_only=True)
class BoothAssigned(Fact):
    """An exhibitor has a booth on these days; also told when it was moved there."""

    booth: str
    days: tuple[date, ...]


@dataclass(frozen=True, kw_only=True)
class BoothFreed(Fact):
    """An exhibitor gave up its booths on these days."""

    days: tuple[date, ...]
