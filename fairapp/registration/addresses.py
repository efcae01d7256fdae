"""How participants are written to."""

from __future__ import annotations

from fairapp.core.i18n import FALLBACK, LANGUAGES
from fairapp.core.outbox import Recipient
from fairapp.registration.models import Participant


def address_of(person: Participant) -> Recipient | None:
    """Where letters to the person go, and in which language; None for somebody without an address."""
    if person.user is not None:
        return Recipient(person.user.email, person.name, person.user.lang)
    if not person.email:
        return None
    lang = next((code for code in person.languages if code in LANGUAGES), FALLBACK[0])
    return Recipient(person.email, person.name, lang)
