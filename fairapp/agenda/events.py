"""Facts about agenda items, sessions and the programme."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class ItemChanged(Fact):
    """An agenda item was added, reworded, renumbered or removed; the changes say which."""


@dataclass(frozen=True, kw_only=True)
class AgendaStatusSet(Fact):
    """The agenda is a draft, provisional, or was adopted: on which day, in which session."""


@dataclass(frozen=True, kw_only=True)
class AgendaReopened(Fact):
    """An adopted agenda may be changed again; the changes hold the reason."""


@dataclass(frozen=True, kw_only=True)
class NumberingChanged(Fact):
    """The agenda has other numerals."""


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
class InterpreterFact(Fact):
    """Something about somebody who interprets."""


@dataclass(frozen=True, kw_only=True)
class InterpreterAdded(InterpreterFact):
    """One interpreter more."""


@dataclass(frozen=True, kw_only=True)
class InterpreterChanged(InterpreterFact):
    """Name, address or languages are others."""


@dataclass(frozen=True, kw_only=True)
class InterpreterRemoved(InterpreterFact):
    """One interpreter fewer."""


@dataclass(frozen=True, kw_only=True)
class SignUpFact(Fact):
    """Something about somebody's place in a session."""

    session_id: int
    participant_id: int


@dataclass(frozen=True, kw_only=True)
class SignedUp(SignUpFact):
    """Somebody has a place, or waits for one."""


@dataclass(frozen=True, kw_only=True)
class SignUpWithdrawn(SignUpFact):
    """Somebody gave the place back, or waits no longer."""


@dataclass(frozen=True, kw_only=True)
class PlaceGiven(SignUpFact):
    """Who waited has a place now."""


@dataclass(frozen=True, kw_only=True)
class FeedKeyMade(Fact):
    """Somebody has a secret address for a calendar."""


@dataclass(frozen=True, kw_only=True)
class FeedKeyRevoked(Fact):
    """A secret calendar address works no more."""
