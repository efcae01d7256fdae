"""Who of an accredited delegation may come in: every participant with an address has an account."""

from __future__ import annotations

from fairapp.accounts.models import User
from fairapp.accounts.services import account_of
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import LANGUAGES
from fairapp.registration.events import ParticipantAdmitted
from fairapp.registration.models import Delegation, Participant


def admit_people(delegation: Delegation, *, by: User) -> None:
    """Let the people of an accredited delegation sign in with their address: those who are new, and
    those whose address changed. Does nothing before accreditation. Tells ParticipantAdmitted."""
    if not delegation.is_accredited:
        return
    for participant in delegation.participants:
        if participant.standing != "accredited":
            continue
        address = (participant.email or "").lower()
        if address and (participant.user is None or participant.user.email != address):
            _admit(participant, address, by)


def _admit(participant: Participant, address: str, by: User) -> None:
    lang = next((code for code in participant.languages if code in LANGUAGES), "en")
    participant.user = account_of(address, participant.name, lang=lang, by=by.id)
    db.session.flush()
    publish(
        ParticipantAdmitted(
            edition_id=participant.edition_id,
            by=by.id,
            subject=f"participant:{participant.id}",
            user_id=participant.user.id,
        )
    )
