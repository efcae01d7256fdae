"""Facts about agenda items, sessions and the programme."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class ItemChanged(Fact):
    """An agenda item was added, reworded, renumbered or removed; the changes say which."""


@dataclass(frozen=True, kw_only=True)
class SessionFact(Fact):
    """Something happened to a session of the draft programme."""


@dataclass(frozen=True, kw_only=True)
class SessionAdded(SessionFact):
    """The draft has one session more."""


@dataclass(frozen=True, kw_only=True)
class SessionMoved(SessionFact):
    """A session has another time or room, or none."""


@dataclass(frozen=True, kw_only=True)
class SessionChanged(SessionFact):
    """Title, people or other particulars of a session were changed; its time may be among them."""


@dataclass(frozen=True, kw_only=True)
class SessionCancelled(SessionFact):
    """A session was taken out of the draft."""


@dataclass(frozen=True, kw_only=True)
class ProgrammeReleased(Fact):
    """The draft became the programme everybody sees."""


@dataclass(frozen=True, kw_only=True)
class WarningAcknowledged(Fact):
    """Somebody took note of a warning of the draft and left it standing, with a reason."""


@dataclass(frozen=True, kw_only=True)
class WarningRaisedAgain(Fact):
    """A warning counts as open again."""


@dataclass(frozen=True, kw_only=True)
class WarningLimitsChanged(Fact):
    """The edition is warned from other thresholds on."""


@dataclass(frozen=True, kw_only=True)
class FeedKeyMade(Fact):
    """Somebody has a secret address for a calendar."""


@dataclass(frozen=True, kw_only=True)
class FeedKeyRevoked(Fact):
    """A secret calendar address works no more."""
