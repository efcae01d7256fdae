"""The rapporteur's report as a document."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from fairapp.agenda.models import Session
from fairapp.core.db import db
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.outcomes.models import SessionRecord
from fairapp.outcomes.report import report
from fairapp.timetable.zones import spoken_in

KIND = "rapporteur_report"


def rapporteur_report(edition: Edition, lang: str) -> Print:
    """The report in ``lang``; provisional as long as a record is open."""
    with speaking(lang), spoken_in(edition.time_zone):
        found = report(edition)
    status = reference.doc_string("style_pending", lang) if found.is_provisional else ""
    head = letterhead(edition, KIND, lang, status=status)
    return Print(
        "rapporteur-report.html",
        title=head.title,
        lang=lang,
        dated=_dated(edition),
        values={
            "head": head,
            "report": found,
            "contents_title": reference.doc_string("contents", lang),
            "page_word": reference.doc_string("page", lang),
            "annex": reference.doc_string("annex", lang),
            "list_of_documents": reference.term("document_type", "list_of_documents").to(lang),
        },
        filename="rapporteur-report.pdf",
    )


def _dated(edition: Edition) -> datetime:
    """The moment the report speaks of: the last time a record was written on."""
    written = db.session.scalar(
        select(func.max(SessionRecord.updated_at)).join(Session).where(Session.edition_id == edition.id)
    )
    return written or edition.created_at
