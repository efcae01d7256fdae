"""The verbs of the desk: what the secretariat does with letters. The rules are the outbox's."""

from __future__ import annotations

from fairapp.accounts.models import User
from fairapp.core import outbox
from fairapp.core.events import Fact, publish
from fairapp.core.outbox import Letter
from fairapp.desk.events import LetterHeld, LetterReleased, LetterSentAgain


def hold(letter: Letter, *, by: User) -> None:
    """Keep a letter from leaving. Refuses with OnItsWay. Tells LetterHeld."""
    outbox.hold(letter)
    _tell(LetterHeld, letter, by)


def release(letter: Letter, *, by: User) -> None:
    """Let a held or failed letter go. Refuses with NotResendable. Tells LetterReleased."""
    outbox.release(letter)
    _tell(LetterReleased, letter, by)


def send_again(letter: Letter, *, by: User) -> Letter:
    """Send a copy of a letter that was sent. Refuses with NotResendable. Tells LetterSentAgain."""
    again = outbox.send_again(letter)
    _tell(LetterSentAgain, again, by)
    return again


def _tell(kind: type[Fact], letter: Letter, by: User) -> None:
    publish(kind(edition_id=letter.edition_id, by=by.id, subject=f"letter:{letter.id}"))
