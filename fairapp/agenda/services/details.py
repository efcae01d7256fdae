"""What is said of a session besides where, when, who and which items."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from fairapp.agenda import rules
from fairapp.agenda.errors import CodeInUse, NotALink
from fairapp.agenda.models import Session
from fairapp.core.db import violates
from fairapp.core.i18n import Translated

MORE = ("capacity", "sign_up", "livestream_url", "staff_notes")


@dataclass(frozen=True)
class SessionDetails:
    """What is said of a session besides where, when, who and which items."""

    kind: str
    title: Translated
    code: str = ""
    """Empty: one is assigned (“S-12”)."""
    number: int | None = None
    track: str = "main"
    note: Translated = Translated()  # noqa: RUF009 - immutable
    access: str = "all"
    outcome_codes: Sequence[str] = ()
    topic_codes: Sequence[str] = ()
    document_symbols: Sequence[str] = ()
    capacity: int | None = None
    """Most who may sign up; None: as many as the room seats."""
    sign_up: bool = False
    livestream_url: str = ""
    staff_notes: str = ""
    """For the room staff; never public."""


def write(session: Session, details: SessionDetails, code: str) -> None:
    """Put the particulars into the row. Refuses with NotALink."""
    if details.livestream_url and not rules.is_link(details.livestream_url):
        raise NotALink(_("The link must begin with https:// and name a site."), field="livestream_url")
    for name, value in vars(details).items():
        setattr(session, name, list(value) if name.endswith(("codes", "symbols")) else value)
    session.code = code


def code_refusal(error: IntegrityError) -> Exception:
    """The refusal that explains a broken promise about sessions; any other is passed on as it is."""
    if violates(error, "uq_session_edition_id_code"):
        return CodeInUse(_("Another session has this code."), field="code")
    return error


def described(session: Session) -> dict[str, Any]:
    """What may be edited, as plain values to compare."""
    plain = ("code", "kind", "number", "track", "title", "note", "access", *MORE)
    lists: Collection[str] = ("outcome_codes", "topic_codes", "document_symbols")
    return {
        **{name: getattr(session, name) for name in plain},
        **{name: ", ".join(getattr(session, name)) for name in lists},
        "items": ", ".join(str(item.number) for item in session.items),
        "interpreters": ", ".join(
            f"{i.interpreter.name} ({i.from_lang} > {i.into_lang})" for i in session.interpreters
        ),
        "duties": "; ".join(
            f"{d.role}: {d.participant.name if d.participant else d.office.to('en')}" for d in session.duties
        ),
    }
