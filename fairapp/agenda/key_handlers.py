"""Secret calendar addresses end with the sessions of their owner."""

from __future__ import annotations

from fairapp.accounts.events import SessionsEnded
from fairapp.agenda.services.keys import revoke_keys_of
from fairapp.core.events import subscribe


@subscribe(SessionsEnded)
def end_calendar_addresses(fact: SessionsEnded) -> None:
    """A lost telephone has the addresses of its owner's calendars too."""
    if fact.by is not None:
        revoke_keys_of(fact.by)
