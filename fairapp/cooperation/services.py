"""The verbs: drafting, submitting, publishing, returning, withdrawing offers and requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.cooperation import policy, queries, rules
from fairapp.cooperation.errors import DoesNotFollow, NotOpen, ReasonMissing
from fairapp.cooperation.events import (
    EntryChanged,
    EntryDrafted,
    EntryPublished,
    EntryReturned,
    EntrySubmitted,
    EntryWithdrawn,
)
from fairapp.cooperation.models import Entry
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.core.versions import take
from fairapp.edition.models import Edition
from fairapp.registration.models import Delegation


@dataclass(frozen=True)
class EntryDetails:
    """What an offer or request says. Money is in whole US dollars, duration in months."""

    title: Translated
    summary: Translated
    topic_code: str
    sdg_targets: list[str]
    modality: str
    instruments: list[str]
    languages: list[str]
    partner_role: str | None = None
    duration_months: int | None = None
    budget_usd_min: int | None = None
    budget_usd_max: int | None = None
    geographic_scope: str | None = None


def draft_entry(delegation: Delegation, kind: str, details: EntryDetails, *, by: User) -> Entry:
    """Begin an offer or a request for a delegation; it gets the next number. Tells EntryDrafted."""
    # Numbers are given out one after another: the edition's row is the queue.
    edition_id = delegation.edition_id
    db.session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update(key_share=True))
    entry = Entry(
        edition_id=edition_id,
        delegation=delegation,
        kind=kind,
        code=rules.next_code(kind, queries.codes(edition_id)),
        status="draft",
        **vars(details),
    )
    db.session.add(entry)
    db.session.flush()
    publish(EntryDrafted(**_about(entry, by)))
    return entry


def change_entry(entry: Entry, details: EntryDetails, *, by: User, version: int | None = None) -> None:
    """Rewrite an entry. Refuses with NotOpen and Stale. Tells EntryChanged with what was before."""
    take(entry, version)
    db.session.refresh(entry, ["status"])
    if not policy.may_edit(by, entry):
        raise NotOpen(_("This entry is with the secretariat now; ask it to return the entry to you."))
    changes = {k: (getattr(entry, k), v) for k, v in vars(details).items() if getattr(entry, k) != v}
    for key, (_old, new) in changes.items():
        setattr(entry, key, new)
    publish(EntryChanged(**_about(entry, by), changes=changes))


def submit_entry(entry: Entry, *, by: User, version: int | None = None) -> None:
    """Hand it to the secretariat. Refuses with DoesNotFollow and Stale. Tells EntrySubmitted."""
    _move(entry, "submitted", version)
    entry.review_note = ""
    publish(EntrySubmitted(**_about(entry, by)))


def publish_entry(entry: Entry, *, by: User, version: int | None = None) -> None:
    """Let everybody read it. Refuses with DoesNotFollow and Stale. Tells EntryPublished."""
    _move(entry, "published", version)
    entry.published_at = entry.published_at or clock.now()
    publish(EntryPublished(**_about(entry, by)))


def return_entry(entry: Entry, reason: str, *, by: User, version: int | None = None) -> None:
    """Give it back with a reason. Refuses with ReasonMissing, DoesNotFollow and Stale.
    Tells EntryReturned."""
    if not reason:
        raise ReasonMissing(_("Please say what is missing; the authors will read it."), field="reason")
    _move(entry, "returned", version)
    entry.review_note = reason
    publish(EntryReturned(**_about(entry, by), reason=reason))


def withdraw_entry(entry: Entry, *, by: User, version: int | None = None) -> None:
    """Take it back for good. Refuses with DoesNotFollow and Stale. Tells EntryWithdrawn."""
    _move(entry, "withdrawn", version)
    publish(EntryWithdrawn(**_about(entry, by)))


def _move(entry: Entry, status: str, version: int | None) -> None:
    take(entry, version)
    db.session.refresh(entry, ["status"])
    if status not in rules.NEXT[entry.status]:
        raise DoesNotFollow(_("Somebody moved this entry meanwhile. Please look at it again."))
    entry.status = status


def _about(entry: Entry, by: User) -> dict[str, Any]:
    return {"edition_id": entry.edition_id, "by": by.id, "subject": f"entry:{entry.id}"}
