"""Making the draft public."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.agenda import queries
from fairapp.agenda.diff import Diff, compare, succeed
from fairapp.agenda.errors import NothingToRelease, ReleasedMeanwhile
from fairapp.agenda.events import ProgrammeReleased
from fairapp.agenda.models import Release, Session
from fairapp.agenda.snapshot import Content, snapshot
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition.models import Edition


def draft_of(edition: Edition, sessions: Sequence[Session] | None = None) -> Content:
    """The draft as it would be released now; ``sessions`` if they are at hand."""
    if sessions is None:
        sessions = queries.sessions(edition.id)
    return snapshot(edition, sessions, queries.items(edition.id), queries.agenda(edition.id))


def draft_changes(edition: Edition, sessions: Sequence[Session] | None = None) -> tuple[Release | None, Diff]:
    """The last release, and what the draft has that it has not; ``sessions`` if they are at hand."""
    last = queries.last_release(edition.id, whole=True)
    return last, compare(last.content if last else None, draft_of(edition, sessions))


def release_changes(release: Release) -> Diff:
    """What a release changed against the one before it."""
    before = queries.release(release.edition_id, release.number - 1)
    return compare(before.content if before else None, release.content)


def release_programme(edition: Edition, *, note: str = "", after: int | None = None, by: User) -> Release:
    """Make the draft the programme that everybody sees, as the next release.

    Sessions that were released before and are not on the schedule any more stay in it as cancelled,
    so that calendars learn of it. ``after`` is the number of the release that was the last one when
    the changes were looked at (None: never mind). Refuses with NothingToRelease and with
    ReleasedMeanwhile. Tells ProgrammeReleased.
    """
    # One release at a time: the numbers have no gaps.
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update())
    last, found = draft_changes(edition)
    if after is not None and after != (last.number if last else 0):
        raise ReleasedMeanwhile(
            _("Somebody released the programme meanwhile. Please look at what is left to release.")
        )
    if not found:
        raise NothingToRelease(_("Nothing has changed since the last release."))
    now = clock.now()
    content = succeed(last.content if last else None, draft_of(edition), now)
    release = Release(
        edition_id=edition.id,
        number=last.number + 1 if last else 1,
        note=note,
        released_at=now,
        by=by.id,
        content=content,
        digest=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
    )
    db.session.add(release)
    db.session.flush()
    publish(
        ProgrammeReleased(
            edition_id=edition.id,
            by=by.id,
            subject=f"release:{release.id}",
            changes={"number": (last.number if last else None, release.number)},
        )
    )
    return release
