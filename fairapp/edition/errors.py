"""The refusals of the edition room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from fairapp.core.refusals import Refusal, Stale


class AddressInUse(Refusal):
    """Another edition has that slug, or the program needs the word itself."""


class DaysOutOfOrder(Refusal):
    """The last day is before the first, or too long after it."""

    status = 422


class ChangedMeanwhile(Stale):
    """Somebody else saved the settings since they were opened. ``changes`` maps each field they
    changed to (what it was when opened, what it is now)."""

    def __init__(self, who: str, changes: Mapping[str, tuple[Any, Any]]) -> None:
        super().__init__(
            _(
                "%(who)s saved these settings while you were writing. What you typed is still here: "
                "compare it with the present values and save again.",
                who=who,
            )
        )
        self.changes = dict(changes)


class RoomChangedMeanwhile(Stale):
    """Somebody else saved the room since it was opened. ``changes`` as in ChangedMeanwhile."""

    def __init__(self, who: str, changes: Mapping[str, tuple[Any, Any]]) -> None:
        super().__init__(
            _(
                "%(who)s saved this room while you were writing. What you typed is still here: "
                "compare it with the present values and save again.",
                who=who,
            )
        )
        self.changes = dict(changes)


class RoomGone(Stale):
    """The room was removed by somebody since it was chosen."""


class RoomInUse(Refusal):
    """Sessions or tables stand in the room; the sentence names them."""


class CodeInUse(Refusal):
    """Another room of the edition has that code."""


class SlotsOverlap(Refusal):
    """Some of the new slots would overlap slots that are there already."""


class NoSlotFits(Refusal):
    """Between start and end there is no room for one slot."""

    status = 422


class RegistrationClosed(Refusal):
    """The day by which it had to be done has passed."""
