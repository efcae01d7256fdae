"""The refusals of registration."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from fairapp.core.refusals import Refusal
from fairapp.registration import words
from fairapp.timetable.errors import InTheWay, sentence


class AlreadyRegistered(Refusal):
    """That state or organization has a delegation in this edition."""


class NotInvitable(Refusal):
    """Nothing of that code can be invited on the days of the edition."""

    status = 422


class ManagesAlready(Refusal):
    """Whoever has that address is focal point of the delegation."""


class LinkUnknown(Refusal):
    """No invitation of this edition has such a link: it was cut short, or made up."""

    status = 404


class InvitationOver(Refusal):
    """An invitation that cannot be accepted (any more). ``why``: used, revoked, expired, superseded."""

    status = 410

    def __init__(self, why: str) -> None:
        super().__init__(why)

    @property
    def message(self) -> str:
        """Which of these it is."""
        return str(words.INVITATION_OVER[self.args[0]])


class AccountClosed(Refusal):
    """The account of the invited address was closed."""


class HeadAlreadyNamed(Refusal):
    """A delegation has exactly one head."""


class RoleTaken(Refusal):
    """As many people as a delegation may have are in that role."""


class AlreadyInDelegation(Refusal):
    """Somebody of the same name, however it is spelled, is in the delegation."""


class NotOffered(Refusal):
    """Nobody of that category comes along with such a delegation."""

    status = 422


class StayMistyped(Refusal):
    """Somebody leaves before they arrive, or on a day far from the meeting."""

    status = 422


class AddressAlreadyUsed(Refusal):
    """Another participant of the edition has that e-mail address."""


class Engaged(Refusal):
    """Somebody who is expected somewhere cannot be removed. ``obstacles`` says where."""

    def __init__(self, name: str, obstacles: Sequence[InTheWay]) -> None:
        super().__init__(name)
        self.obstacles = tuple(obstacles)

    @property
    def message(self) -> str:
        """The refusal, and each engagement in a sentence."""
        if not self.obstacles:
            return _(
                "%(name)s was asked for a meeting or asked for one: the record of it must stay.",
                name=self.args[0],
            )
        first = _("%(name)s is expected elsewhere and cannot be removed yet.", name=self.args[0])
        return " ".join([first, *(sentence(one) for one in self.obstacles)])


class CredentialElsewhere(Refusal):
    """The credential does not stand where this move begins: somebody moved it meanwhile."""

    def __init__(self, status: str) -> None:
        super().__init__(status)

    @property
    def message(self) -> str:
        """Where it stands now."""
        return str(words.STANDS[self.args[0]])


class Incomplete(Refusal):
    """Something that accreditation needs is missing: ``lacks`` of head, people, letter."""

    def __init__(self, lacks: Sequence[str]) -> None:
        super().__init__(*lacks)
        self.lacks = tuple(lacks)

    @property
    def message(self) -> str:
        """What is missing, one sentence each."""
        return " ".join(str(words.MISSING[lack]) for lack in self.lacks)


class ReasonNeeded(Refusal):
    """A returned credential or a second draw says why."""

    status = 422


class NotInTheBox(Refusal):
    """The state drawn has no delegation that comes: its name cannot have been in the box."""

    status = 422


class NothingChanged(Refusal):
    """The list of participants would say what the last one said."""


class FinalAlready(Refusal):
    """After the final list of participants there is no provisional one."""


class BadgeElsewhere(Refusal):
    """The person's badge is not where this act begins: made already, handed over already, none yet."""


class DecidedMeanwhile(Refusal):
    """What awaited a decision no longer does: somebody decided, or the delegation thought again."""


class HeadNeeded(Refusal):
    """An accredited state always has a head."""


class ZoneInUse(Refusal):
    """Badges open this zone: removing it needs a confirmation."""


class MisdatedLetter(Refusal):
    """A letter that has arrived cannot bear a date to come."""

    status = 422
