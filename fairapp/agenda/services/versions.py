"""Two people edit at once: the second learns what the first did before writing over it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fairapp.agenda import queries
from fairapp.agenda.errors import ChangedMeanwhile
from fairapp.agenda.models import AgendaItem, Session
from fairapp.core.db import db

FIELDS = {
    "title": _l("title"),
    "note": _l("note"),
    "annotation": _l("annotation"),
    "code": _l("code"),
    "kind": _l("kind"),
    "number": _l("number"),
    "track": _l("part of the programme"),
    "access": _l("access"),
    "room": _l("room"),
    "starts_at": _l("time"),
    "ends_at": _l("time"),
    "duties": _l("people on duty"),
    "items": _l("agenda items"),
    "outcome_codes": _l("outcomes"),
    "topic_codes": _l("topics"),
    "document_symbols": _l("documents"),
    "interpreters": _l("interpreters"),
    "capacity": _l("places"),
    "sign_up": _l("sign-up"),
    "livestream_url": _l("livestream"),
    "staff_notes": _l("notes for the room staff"),
}
"""What a changed column is called in a sentence."""


def hold(row: Session | AgendaItem, version: int | None) -> None:
    """Lock the row for this transaction; refuse with ChangedMeanwhile if it is not as it was seen."""
    db.session.refresh(row, attribute_names=["version"], with_for_update={"of": type(row)})
    if row.version != version:
        raise ChangedMeanwhile(_what_happened(row, version))


def _what_happened(row: Session | AgendaItem, version: int | None) -> str:
    kind = "session" if isinstance(row, Session) else "agenda_item"
    who, changed = queries.changes_since(f"{kind}:{row.id}", row.version - (version or row.version))
    fields = dict.fromkeys(str(FIELDS[name]) for name in changed if name in FIELDS)
    if not fields:
        return _("“%(title)s” was changed meanwhile. Look at it again before you decide.", title=row.title)
    return _(
        "%(who)s changed “%(title)s” meanwhile: %(fields)s. Look at it again before you decide.",
        who=who,
        title=row.title,
        fields=", ".join(fields),
    )
