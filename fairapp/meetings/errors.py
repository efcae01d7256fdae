"""The refusals of the meetings room. What holds people or tables is refused by the timetable."""

from __future__ import annotations

from fairapp.core.refusals import Refusal, Stale


class TwoSides(Refusal):
    """A meeting is between two people of different delegations."""


class NotOpenToMeetings(Refusal):
    """The person does not take requests, or their delegation is not accredited."""


class NotForCategory(Refusal):
    """People of the category do not ask for meetings, or are not asked, at this event."""


class UnknownSlot(Refusal):
    """That time is not one of the edition's meeting times."""

    status = 422


class UnknownEntry(Refusal):
    """That offer or request is not a published one of either side."""

    status = 422


class TimeHasPassed(Refusal):
    """The time of the meeting has come: it can no longer be asked for or answered."""


class AskedAlready(Refusal):
    """The two have an open request between them."""


class NoTableLeft(Refusal):
    """Both people are free, but every table is taken at that time."""


class AnsweredMeanwhile(Stale):
    """Somebody answered, withdrew or cancelled since the page was opened."""
