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


class ReorderedMeanwhile(Stale):
    """Somebody added, moved or removed items of the agenda since it was looked at."""


class ItemGone(Stale):
    """The item was taken off the agenda meanwhile."""


class TooDeep(Refusal):
    """The agenda has no further level below that item."""


class AgendaIsAdopted(Refusal):
    """An adopted agenda stays as it was adopted until it is reopened on record."""


class NotAdopted(Refusal):
    """Only an adopted agenda is reopened."""


class NothingToAdopt(Refusal):
    """An agenda without items cannot be adopted."""


class NotAdoptedThen(Refusal):
    """The day is not one on which the agenda can have been adopted."""

    status = 422


class ReasonForReopening(Refusal):
    """Whoever reopens an adopted agenda says why."""

    status = 422


class NothingToUndo(Refusal):
    """There is no step to take back, or none to do again."""


class OffTheLine(Refusal):
    """A step that can be walked neither back nor forward any longer; ``step_id`` says which."""

    def __init__(self, message: str, *, step_id: int) -> None:
        super().__init__(message)
        self.step_id = step_id


class ChangedSince(OffTheLine):
    """Somebody else changed the session after the step: it is not undone over their work."""


class CannotGoBack(OffTheLine):
    """A room, a person or an item that the session had is gone."""


class WarningGone(Stale):
    """The draft does not give that warning any more."""


class AcknowledgedAlready(Refusal):
    """Somebody took note of the warning before."""


class RoomClosed(Refusal):
    """The room is not open then."""


class NotALink(Refusal):
    """An address of a livestream that nobody should be sent to."""

    status = 422


class NameInUse(Refusal):
    """Another interpreter of the edition has that name."""


class NotTheirLanguages(Refusal):
    """The interpreter does not work between these two languages."""


class InBooths(Refusal):
    """The interpreter is on duty in sessions; the sentence names them."""


class FewerPlaces(Refusal):
    """More people signed up than there would be places; the sentence says how many."""


class SignUpClosed(Refusal):
    """One does not sign up for that session, or not any more."""


class MayNotSignUp(Refusal):
    """Only people who take part sign up."""

    status = 403


class TooManyKeys(Refusal):
    """Somebody has as many secret calendar addresses as one may have."""


class SessionWithdrawn(Stale):
    """The session is public still, and gone from the draft: nobody begins to follow it."""
