"""The refusals of the agenda."""

from __future__ import annotations

from fairapp.core.refusals import Refusal, Stale


class CodeInUse(Refusal):
    """Another session of the edition has that code."""


class NotNearTheMeeting(Refusal):
    """The day is too far from the edition's days to be anything but a slip."""

    status = 422


class NotAccredited(Refusal):
    """Only people of accredited delegations are put on duty."""


class NoVoice(Refusal):
    """Only people of a category with a voice are given a task that speaks."""


class AlreadyBegun(Refusal):
    """What has begun is history: it is neither removed nor taken off the schedule."""


class HasRecord(Refusal):
    """The session has a record that must not disappear with it."""


class NothingToRelease(Refusal):
    """The draft says what the last release says."""


class ReleasedMeanwhile(Stale):
    """Somebody made the draft public since the changes were looked at."""


class ChangedMeanwhile(Stale):
    """Somebody changed the session or item since it was opened."""
