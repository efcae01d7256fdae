"""The way of a credential: composition, letter, verification, accreditation; and the ways out."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from fairapp.accounts.models import User
from fairapp.core import clock, files
from fairapp.core.dates import zone
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.files import Examined
from fairapp.registration import events, rules
from fairapp.registration.errors import CredentialElsewhere, Incomplete, MisdatedLetter, ReasonNeeded
from fairapp.registration.models import CredentialLetter, Delegation
from fairapp.registration.services import badges
from fairapp.registration.services.admission import admit_people
from fairapp.registration.services.guard import fresh_people, lock, open_for_changes, same_version
from fairapp.registration.services.moves import move
from fairapp.registration.services.precedence import settle_order
from fairapp.registration.services.seating import free_all

LETTER_LIMIT = 10 * 1_048_576
"""Largest letter, in bytes."""


def submit_composition(delegation: Delegation, *, by: User) -> None:
    """Say that the composition is complete. A letter that is here already is thereby received.

    Refuses with Incomplete (no head), CredentialElsewhere, RegistrationClosed. Tells
    CompositionSubmitted.
    """
    lock(delegation)
    open_for_changes(delegation, by)
    lacks = [lack for lack in rules.lacks_of(delegation) if lack != "letter"]
    if lacks:
        raise Incomplete(lacks)
    changes = move(delegation, "composition_received", by=by)
    if delegation.letter and rules.needs_letter(delegation.category):
        move(delegation, "letter_received", by=by)
    publish(events.CompositionSubmitted(**_about(delegation, by), changes=changes))


def examine_letter(upload: FileStorage) -> Examined:
    """Look through a letter before it is received: takes up to a second, so nobody should wait for
    our transaction meanwhile. Refuses with UnsuitableFile."""
    return files.examine(upload, types=files.LETTER_TYPES, limit=LETTER_LIMIT, field="letter")


def receive_letter(delegation: Delegation, upload: FileStorage | Examined, *, by: User) -> CredentialLetter:
    """Keep a credential letter (PDF, JPEG or PNG, at most 10 MB); earlier ones stay on record.

    The credential moves on by itself once the composition was submitted. Refuses with
    UnsuitableFile, CredentialElsewhere (verified already), RegistrationClosed. Tells LetterReceived.
    """
    lock(delegation)
    open_for_changes(delegation, by)
    if delegation.status not in rules.TAKES_LETTERS:
        raise CredentialElsewhere(delegation.status)
    stored = files.store(upload if isinstance(upload, Examined) else examine_letter(upload), "letters")
    letter = CredentialLetter(
        delegation_id=delegation.id,
        file_key=stored.key,
        file_name=stored.name,
        mime=stored.mime,
        size=stored.size,
        pages=stored.pages,
        sha256=stored.sha256,
        uploaded_at=clock.now(),
        uploaded_by=by.id,
    )
    db.session.add(letter)
    delegation.version += 1
    db.session.flush()
    db.session.expire(delegation, ["letters"])
    moves_on = delegation.status in {"composition_received", "returned"}
    changes = move(delegation, "letter_received", by=by) if moves_on else {}
    publish(events.LetterReceived(**_about(delegation, by), changes=changes))
    return letter


def describe_letter(letter: CredentialLetter, *, dated: date | None, signatory: str, by: User) -> None:
    """Note what date the letter bears and who signed it, as protocol read it.

    Refuses with MisdatedLetter (a date to come). Tells LetterDescribed.
    """
    if dated and dated > clock.now().astimezone(zone(letter.delegation.edition.time_zone)).date():
        raise MisdatedLetter(_("This date is still to come."), field="dated")
    lock(letter.delegation)
    changes: dict[str, tuple[object, object]] = {}
    for name, new in (("dated", dated), ("signatory", signatory)):
        old = getattr(letter, name)
        if old != new:
            changes[name] = (old, new)
            setattr(letter, name, new)
    if changes:
        publish(events.LetterDescribed(**_about(letter.delegation, by), changes=changes))


def verify(delegation: Delegation, *, by: User, version: int | None = None) -> None:
    """Find letter and composition in order. Refuses with CredentialElsewhere, Stale (the composition
    changed since it was read) and Incomplete. Tells CredentialVerified."""
    changes = _settle(delegation, "verified", by=by, version=version)
    publish(events.CredentialVerified(**_about(delegation, by), changes=changes))


def accredit(delegation: Delegation, *, by: User, version: int | None = None) -> None:
    """Let the delegation take part, and its people come in. Refuses like :func:`verify`. Tells
    DelegationAccredited, and ParticipantAdmitted of each person."""
    changes = _settle(delegation, "accredited", by=by, version=version)
    for participant in delegation.participants:
        if participant.standing == "entered":
            participant.standing = "accredited"
    db.session.flush()
    publish(events.DelegationAccredited(**_about(delegation, by), changes=changes))
    # After a return, badges made before are still good.
    badges.follow(delegation, by=by)
    admit_people(delegation, by=by)


def return_credential(delegation: Delegation, reason: str, *, by: User) -> None:
    """Give the credential back to the delegation. Refuses with ReasonNeeded, CredentialElsewhere.
    Tells CredentialReturned."""
    if not reason:
        raise ReasonNeeded(_("Please say why, so that the delegation can put it right."), field="reason")
    lock(delegation)
    changes = move(delegation, "returned", by=by, reason=reason)
    publish(events.CredentialReturned(**_about(delegation, by), changes=changes, reason=reason))


def decline(delegation: Delegation, *, by: User, reason: str = "") -> None:
    """The delegation will not come. Refuses with CredentialElsewhere. Tells DelegationDeclined."""
    lock(delegation)
    changes = _leave(delegation, "declined", by=by, reason=reason)
    publish(events.DelegationDeclined(**_about(delegation, by), changes=changes))


def withdraw(delegation: Delegation, *, by: User, reason: str = "") -> None:
    """The delegation, once in, does not come after all. Refuses with CredentialElsewhere. Tells
    DelegationWithdrawn."""
    lock(delegation)
    changes = _leave(delegation, "withdrawn", by=by, reason=reason)
    publish(events.DelegationWithdrawn(**_about(delegation, by), changes=changes))


def _leave(delegation: Delegation, to: str, *, by: User, reason: str) -> dict[str, tuple[object, object]]:
    changes = move(delegation, to, by=by, reason=reason)
    settle_order(delegation.edition_id, delegation.category)
    free_all(delegation)
    return changes


def _settle(
    delegation: Delegation, to: str, *, by: User, version: int | None
) -> dict[str, tuple[object, object]]:
    lock(delegation)
    if delegation.is_accredited or to not in rules.next_of(delegation.status, delegation.category):
        raise CredentialElsewhere(delegation.status)
    same_version(delegation, version)
    _read_anew(delegation)
    lacks = rules.lacks_of(delegation)
    if lacks:
        raise Incomplete(lacks)
    return move(delegation, to, by=by)


def _read_anew(delegation: Delegation) -> None:
    # What was read before the lock may have changed behind it.
    fresh_people(delegation)
    db.session.expire(delegation, ["participants", "letters"])


def _about(delegation: Delegation, by: User) -> dict[str, Any]:
    return {"edition_id": delegation.edition_id, "by": by.id, "subject": f"delegation:{delegation.id}"}
