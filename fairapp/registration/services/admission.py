"""Who of an accredited delegation may come in: every participant with an address has an account."""

from __future__ import annotations

from fairapp.accounts.models import User
from fairapp.accounts.services import accounts_of
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
    new = {p: (p.email or "").lower() for p in delegation.participants if _has_to_be_admitted(p)}
    if not new:
        return
    accounts = accounts_of({address: (p.name, _language_of(p)) for p, address in new.items()}, by=by.id)
    for participant, address in new.items():
        participant.user = accounts[address]
    db.session.flush()
    for participant, address in new.items():
        publish(
            ParticipantAdmitted(
                edition_id=participant.edition_id,
                by=by.id,
                subject=f"participant:{participant.id}",
                user_id=accounts[address].id,
            )
        )


def _has_to_be_admitted(participant: Participant) -> bool:
    if participant.standing != "accredited" or not participant.email:
        return False
    return participant.user is None or participant.user.email != participant.email.lower()


def _language_of(participant: Participant) -> str:
    return next((code for code in participant.languages if code in LANGUAGES), "en")
