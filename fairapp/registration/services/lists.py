"""The verbs of the list of participants: in which order it stands, and issuing it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import LANGUAGES, speaking
from fairapp.documents import queries as documents
from fairapp.documents.letterhead import letterhead
from fairapp.documents.models import OfficialDocument
from fairapp.documents.services import (
    DocumentDetails,
    change_document,
    register_document,
    revise_document,
)
from fairapp.edition.models import Edition
from fairapp.registration import issues, roll
from fairapp.registration.errors import FinalAlready, NothingChanged
from fairapp.registration.events import ListIssued, ListOrderChanged
from fairapp.registration.models import IssuedList, ListOrder

KIND = "list_of_participants"


def order_list(edition: Edition, ordering: str, *, by: User) -> None:
    """Choose in which order the list stands from now on: `precedence` or `alphabetical`.

    Tells ListOrderChanged, when it changes.
    """
    _lock(edition)
    before = issues.ordering_of(edition.id)
    if before == ordering:
        return
    row = db.session.scalar(select(ListOrder).where(ListOrder.edition_id == edition.id))
    if row is None:
        row = ListOrder(edition_id=edition.id)
        db.session.add(row)
    row.ordering = ordering
    db.session.flush()
    publish(
        ListOrderChanged(
            edition_id=edition.id,
            by=by.id,
            subject=f"edition:{edition.id}",
            changes={"ordering": (before, ordering)},
        )
    )


def issue_list(edition: Edition, *, is_final: bool, note: str = "", by: User) -> IssuedList:
    """Issue the list as it stands, as the next revision: frozen, and entered in the registry of
    documents under its number.

    Refuses with FinalAlready (after a final list there is no provisional one) and with NothingChanged
    when it would say the same as the last and no note says why. Tells ListIssued.
    """
    _lock(edition)
    before = issues.last(edition.id)
    if before and before.is_final and not is_final:
        raise FinalAlready(
            _("The final list was issued. What changes after it is issued as final too."), field="kind"
        )
    entries = roll.current(edition.id)
    ordering, digest = issues.ordering_of(edition.id), roll.digest(entries)
    same = before and (before.digest, before.ordering, before.is_final) == (digest, ordering, is_final)
    if before and same and not note:
        raise NothingChanged(
            _(
                "Nothing has changed since %(symbol)s was issued. To issue it again all the same, say why "
                "in the note.",
                symbol=before.symbol,
            ),
            field="note",
        )
    document = _numbered(edition, before, is_final=is_final, by=by)
    issued = IssuedList(
        edition_id=edition.id,
        revision=document.revision,
        symbol=document.symbol,
        is_final=is_final,
        ordering=ordering,
        content=roll.to_content(entries),
        heads=_heads(edition, is_final=is_final),
        digest=digest,
        delegations=len(entries),
        people=sum(len(party.people) for party in entries),
        note=note,
        issued_at=clock.now(),
        by=by.id,
    )
    db.session.add(issued)
    db.session.flush()
    publish(
        ListIssued(
            edition_id=edition.id,
            by=by.id,
            subject=f"list:{issued.id}",
            changes={"symbol": (before.symbol if before else None, issued.symbol)},
        )
    )
    return issued


def _lock(edition: Edition) -> None:
    # The edition's row is the lock, as for numbers of documents: revisions have no gap and no repeat.
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update())


def _numbered(edition: Edition, before: IssuedList | None, *, is_final: bool, by: User) -> OfficialDocument:
    """The list's entry of the registry, brought to the revision that is issued now and dated today."""
    today = clock.now().astimezone(zone(edition.time_zone)).date()
    status = "final" if is_final else "draft"
    document = documents.of_kind(edition.id, KIND)
    if document is None:
        return register_document(
            edition,
            DocumentDetails(kind=KIND, dated=today, original_lang=edition.original_lang, status=status),
            by=by,
        )
    db.session.refresh(document, with_for_update={"of": OfficialDocument})
    while before and document.revision <= before.revision:
        revise_document(document, version=document.version, dated=today, by=by)
    change_document(document, version=document.version, by=by, dated=today, status=status)
    return document


def _heads(edition: Edition, *, is_final: bool) -> dict[str, dict[str, Any]]:
    heads = {}
    for lang in LANGUAGES:
        with speaking(lang):
            status = "" if is_final else _("(Provisional)")
            heads[lang] = issues.kept_head(letterhead(edition, KIND, lang, status=status))
    return heads
