"""Facts about meetings."""

from __future__ import annotations

from dataclasses import dataclass

from fairapp.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class MeetingFact(Fact):
    """Something happened to a meeting."""

    meeting_id: int


@dataclass(frozen=True, kw_only=True)
class MeetingAsked(MeetingFact):
    """Somebody asked somebody of another delegation for a meeting."""


@dataclass(frozen=True, kw_only=True)
class MeetingAccepted(MeetingFact):
    """The meeting has its time and its table."""


@dataclass(frozen=True, kw_only=True)
class MeetingDeclined(MeetingFact):
    """The person who was asked will not come."""


@dataclass(frozen=True, kw_only=True)
class MeetingWithdrawn(MeetingFact):
    """The person who asked took the request back before an answer."""


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(MeetingFact):
    """An accepted meeting will not take place; its time and table are free again."""
