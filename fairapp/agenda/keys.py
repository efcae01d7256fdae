"""Reading secret calendar addresses. Kept is a hash: whoever reads the database reads no calendar."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from fairapp.agenda.models import FeedKey
from fairapp.core.db import db


def hash_of(secret: str) -> str:
    """What is kept of a secret. It is long and random, so that one plain round is enough, and looking
    it up by its hash tells nobody how near a guess came."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(edition_id: int, secret: str) -> FeedKey | None:
    """The key of that secret in the edition, revoked or not."""
    return db.session.scalar(
        select(FeedKey)
        .where(FeedKey.secret_hash == hash_of(secret), FeedKey.edition_id == edition_id)
        .options(joinedload(FeedKey.user))
    )


def keys_of(user_id: int, edition_id: int) -> list[FeedKey]:
    """Somebody's keys that work, the oldest first."""
    return list(
        db.session.scalars(
            select(FeedKey)
            .where(FeedKey.user_id == user_id, FeedKey.edition_id == edition_id, FeedKey.revoked_at.is_(None))
            .order_by(FeedKey.id)
        )
    )
