"""The photograph of a participant, for the badge."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from fairapp.accounts.models import User
from fairapp.core import clock, files, jobs, photos
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.registration.events import ParticipantChanged
from fairapp.registration.models import Participant
from fairapp.registration.services.guard import lock, open_for_changes

FOLDER, UPLOADS = "photos", "photo-uploads"
KEPT_FOR = timedelta(hours=24)
"""How long an upload waits to be cut; then it is gone."""


def receive_upload(upload: FileStorage) -> str:
    """Keep a picture, cleaned, until it is cut; returns its key, which nobody can guess. Refuses with
    UnsuitableFile. Decodes pictures: call it outside a transaction."""
    content = photos.cleaned(upload, field="photo")
    name = secrets.token_hex(24)
    key = f"{UPLOADS}/{name[:2]}/{name}.jpg"
    files.put(key, content)
    return key


def uploaded(key: str) -> bytes | None:
    """The upload of that key; None once it was cut or has waited too long."""
    path = files.place(key)
    return path.read_bytes() if path.is_file() else None


def discard_upload(key: str) -> None:
    """The whole picture is not kept once the photograph was cut from it."""
    files.place(key).unlink(missing_ok=True)


def store_photo(content: bytes) -> str:
    """Keep a badge's photograph under its hash; returns its key."""
    digest = hashlib.sha256(content).hexdigest()
    key = f"{FOLDER}/{digest[:2]}/{digest}.jpg"
    files.put(key, content)
    return key


def set_photo(participant: Participant, key: str, *, by: User) -> None:
    """Give somebody the photograph of that key. Refuses when the composition may not change. Tells
    ParticipantChanged."""
    _change(participant, key, by)


def remove_photo(participant: Participant, *, by: User) -> None:
    """Take the photograph away; the file goes the same night. Refuses and tells like :func:`set_photo`."""
    _change(participant, None, by)


def _change(participant: Participant, key: str | None, by: User) -> None:
    delegation = participant.delegation
    lock(delegation)
    open_for_changes(delegation, by)
    before = participant.photo_key
    if before == key:
        return
    participant.photo_key = key
    db.session.flush()
    publish(
        ParticipantChanged(
            edition_id=participant.edition_id,
            by=by.id,
            subject=f"participant:{participant.id}",
            changes={"photo": (bool(before), bool(key))},
        )
    )


@jobs.every_night
def tidy() -> None:
    """Delete uploads that were never cut, and photographs that nobody has any more."""
    yesterday = clock.now() - KEPT_FOR
    files.discard_older(UPLOADS, yesterday)
    wanted = db.session.scalars(select(Participant.photo_key).where(Participant.photo_key.is_not(None)))
    files.discard_older(FOLDER, yesterday, {key for key in wanted if key})
