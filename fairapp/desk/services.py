"""The verbs of the desk: what the secretariat does with letters. The rules are the outbox's."""

from __future__ import annotations

from fairapp.accounts.models import User
from fairapp.core import outbox
from fairapp.core.events import Fact, publish
from fairapp.core.outbox import Letter
from fairapp.desk.events import (
    LetterHeld,
    LetterReleased,
    LettersDiscarded,
    LetterSentAgain,
    LettersReleased,
)
from fairapp.edition.models import Edition


def hold(letter: Letter, *, by: User) -> None:
    """Keep a letter from leaving. Refuses with OnItsWay. Tells LetterHeld."""
    outbox.hold(letter)
    _tell(LetterHeld, letter, by)


def release(letter: Letter, *, by: User) -> None:
    """Let a held or failed letter go. Refuses with NotResendable. Tells LetterReleased."""
    outbox.release(letter)
    _tell(LetterReleased, letter, by)


def release_all(edition: Edition, about: str, *, by: User) -> int:
    """Let every held letter about one thing go; how many there were. Tells LettersReleased."""
    count = outbox.release_held(edition.id, about)
    if count:
        _tell_of_many(LettersReleased, edition, about, by, count)
    return count


def discard_all(edition: Edition, about: str, *, by: User) -> int:
    """Throw away every held letter about one thing; how many there were. Tells LettersDiscarded."""
    count = outbox.discard_held(edition.id, about)
    if count:
        _tell_of_many(LettersDiscarded, edition, about, by, count)
    return count


def send_again(letter: Letter, *, by: User) -> Letter:
    """Send a copy of a letter that was sent. Refuses with NotResendable. Tells LetterSentAgain."""
    again = outbox.send_again(letter)
    _tell(LetterSentAgain, again, by)
    return again


def _tell_of_many(kind: type[Fact], edition: Edition, about: str, by: User, count: int) -> None:
    publish(kind(edition_id=edition.id, by=by.id, subject=about, changes={"letters": (count, 0)}))


def _tell(kind: type[Fact], letter: Letter, by: User) -> None:
    publish(kind(edition_id=letter.edition_id, by=by.id, subject=f"letter:{letter.id}"))
