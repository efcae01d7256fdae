"""Secret addresses of calendars: made, used, revoked."""

from __future__ import annotations

import secrets

from flask_babel import ngettext
from sqlalchemy import select, update

from fairapp.accounts.models import User
from fairapp.agenda.errors import TooManyKeys
from fairapp.agenda.events import FeedKeyMade, FeedKeyRevoked
from fairapp.agenda.keys import hash_of, keys_of
from fairapp.agenda.models import FeedKey
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition.models import Edition
from fairapp.registration.models import Delegation

MOST = 12
"""Addresses that one person may have for one edition: a few devices, a few delegations."""
OCTETS = 24
"""Of chance in an address: nobody guesses it."""


def make_key(edition: Edition, *, delegation: Delegation | None = None, by: User) -> tuple[FeedKey, str]:
    """A new secret address for somebody's own calendar, or that of a delegation they look after.

    Returns the key and the secret, which is known to nobody afterwards. Refuses with TooManyKeys.
    Tells FeedKeyMade.
    """
    if len(keys_of(by.id, edition.id)) >= MOST:
        raise TooManyKeys(
            ngettext(
                "You have %(num)d calendar address. Revoke it first if you need another one.",
                "You have %(num)d calendar addresses. Revoke one that you do not use any more.",
                MOST,
            )
        )
    secret = secrets.token_urlsafe(OCTETS)
    key = FeedKey(
        edition_id=edition.id,
        user=by,
        scope="delegation" if delegation else "person",
        delegation_id=delegation.id if delegation else None,
        secret_hash=hash_of(secret),
        made_at=clock.now(),
    )
    db.session.add(key)
    db.session.flush()
    publish(FeedKeyMade(edition_id=edition.id, by=by.id, subject=f"feed_key:{key.id}"))
    return key, secret


def revoke_key(key: FeedKey, *, by: User) -> None:
    """The address works no more; nothing happens if it was revoked before. Tells FeedKeyRevoked."""
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        publish(FeedKeyRevoked(edition_id=key.edition_id, by=by.id, subject=f"feed_key:{key.id}"))


def revoke_keys_of(user_id: int) -> None:
    """Every address of somebody, in every edition. Tells FeedKeyRevoked of each."""
    found = select(FeedKey).where(FeedKey.user_id == user_id, FeedKey.revoked_at.is_(None))
    for key in db.session.scalars(found).all():
        revoke_key(key, by=key.user)


def note_use(key_id: int, day: str) -> None:
    """Remember the day on which a calendar last came, so that its owner sees which ones are alive."""
    db.session.execute(update(FeedKey).where(FeedKey.id == key_id).values(last_used_on=day))
