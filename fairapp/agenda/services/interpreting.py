"""Interpreters: who they are, and who sits in the booths of a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.agenda import queries
from fairapp.agenda.errors import ChangedMeanwhile, InBooths, NameInUse, NotTheirLanguages
from fairapp.agenda.events import InterpreterAdded, InterpreterChanged, InterpreterFact, InterpreterRemoved
from fairapp.agenda.models import Interpreter, Session, SessionInterpreter
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import LANGUAGES, Translated, current_language
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.timetable import services as timetable

Pair = tuple[str, str]
NAMED = 3
"""Sessions a refusal names."""


@dataclass(frozen=True)
class InterpreterDetails:
    """What is said of an interpreter. ``pairs``: from, into."""

    name: str
    email: str = ""
    pairs: Sequence[Pair] = ()


@dataclass(frozen=True)
class Interpreting:
    """Somebody in a booth: from one language into another."""

    interpreter: Interpreter
    from_lang: str
    into_lang: str


def add_interpreter(edition: Edition, details: InterpreterDetails, *, by: User) -> Interpreter:
    """Add somebody who interprets; they can be in one booth at a time. Refuses with NameInUse. Tells
    InterpreterAdded."""
    interpreter = Interpreter(
        edition_id=edition.id,
        resource=timetable.add_resource(edition.id, "interpreter", _everywhere(details.name)),
        **_columns(details),
    )
    try:
        with db.session.begin_nested():
            db.session.add(interpreter)
    except IntegrityError as error:
        raise _name_refusal(error) from error
    _tell(InterpreterAdded, interpreter, by, name=(None, interpreter.name))
    return interpreter


def edit_interpreter(
    interpreter: Interpreter, details: InterpreterDetails, *, version: int | None, by: User
) -> None:
    """Say anew who somebody is and which languages they work in.

    Refuses with ChangedMeanwhile, NameInUse, and InBooths when a session needs a pair that would be
    gone. Tells InterpreterChanged.
    """
    _hold(interpreter, version)
    new = _columns(details)
    changes = {k: (getattr(interpreter, k), v) for k, v in new.items() if getattr(interpreter, k) != v}
    if not changes:
        return
    _require_not_needed(interpreter, {tuple(pair) for pair in new["pairs"]})
    try:
        with db.session.begin_nested():
            for name, value in new.items():
                setattr(interpreter, name, value)
    except IntegrityError as error:
        raise _name_refusal(error) from error
    timetable.rename(interpreter.resource, _everywhere(interpreter.name))
    interpreter.version += 1
    _tell(InterpreterChanged, interpreter, by, **changes)


def remove_interpreter(interpreter: Interpreter, *, version: int | None, by: User) -> None:
    """Take an interpreter off the list. Refuses with ChangedMeanwhile, and with InBooths, naming the
    sessions, while they are on duty in one. Tells InterpreterRemoved."""
    _hold(interpreter, version)
    _require_not_needed(interpreter, set())
    _tell(InterpreterRemoved, interpreter, by, name=(interpreter.name, None))
    resource = interpreter.resource
    db.session.delete(interpreter)
    db.session.flush()
    db.session.delete(resource)


def put_in_booths(session: Session, wanted: Sequence[Interpreting]) -> None:
    """Give the session these interpreters; who stays keeps the row. Their time is claimed with the room.

    Refuses with NotTheirLanguages when somebody new does not work between the two languages.
    """
    had = {(row.interpreter_id, row.from_lang, row.into_lang): row for row in session.interpreters}
    keys = {(one.interpreter.id, one.from_lang, one.into_lang): one for one in wanted}
    for key, one in keys.items():
        if key not in had:
            _require_pair(session, one)
    if keys.keys() == had.keys():
        return
    session.interpreters = [row for key, row in had.items() if key in keys] + [
        SessionInterpreter(interpreter=one.interpreter, from_lang=one.from_lang, into_lang=one.into_lang)
        for key, one in keys.items()
        if key not in had
    ]
    db.session.flush()


def pair_in_words(pair: Sequence[str]) -> str:
    """“Spanish → English”, in the language of whoever reads."""
    lang = current_language()
    return " → ".join(reference.language_name(code, lang) for code in pair)


def _require_pair(session: Session, one: Interpreting) -> None:
    # Locked, so that the pair is not taken from them while they are put in the booth.
    db.session.refresh(one.interpreter, with_for_update={"of": Interpreter, "key_share": True})
    knows = [one.from_lang, one.into_lang] in one.interpreter.pairs
    if not knows or one.interpreter.edition_id != session.edition_id:
        raise NotTheirLanguages(
            _(
                "%(name)s does not interpret %(pair)s.",
                name=one.interpreter.name,
                pair=pair_in_words((one.from_lang, one.into_lang)),
            ),
            field="interpreters",
        )


def _require_not_needed(interpreter: Interpreter, pairs: set[Any]) -> None:
    """No session has the interpreter in a pair that is not among these."""
    needed = [
        session.title.shown().text
        for row, session in queries.booths_of(interpreter.id)
        if (row.from_lang, row.into_lang) not in pairs
    ]
    if needed:
        titles = list(dict.fromkeys(needed))
        raise InBooths(
            _(
                "%(name)s is still needed at %(sessions)s.",
                name=interpreter.name,
                sessions=", ".join(f"“{title}”" for title in titles[:NAMED])
                + (" …" if len(titles) > NAMED else ""),
            ),
            field="pairs" if pairs else None,
        )


def _hold(interpreter: Interpreter, version: int | None) -> None:
    db.session.refresh(interpreter, with_for_update={"of": Interpreter, "key_share": True})
    if interpreter.version != version:
        raise ChangedMeanwhile(
            _(
                "“%(title)s” was changed meanwhile. Look at it again before you decide.",
                title=interpreter.name,
            )
        )


def _columns(details: InterpreterDetails) -> dict[str, Any]:
    return {"name": details.name, "email": details.email, "pairs": [list(pair) for pair in details.pairs]}


def _everywhere(name: str) -> Translated:
    """A person's name is the same in every language."""
    return Translated(dict.fromkeys(LANGUAGES, name))


def _name_refusal(error: IntegrityError) -> Exception:
    if violates(error, "uq_interpreter_edition_id_name"):
        return NameInUse(_("Another interpreter has this name."), field="name")
    return error


def _tell(kind: type[InterpreterFact], interpreter: Interpreter, by: User, **changes: Any) -> None:
    publish(
        kind(
            edition_id=interpreter.edition_id,
            by=by.id,
            subject=f"interpreter:{interpreter.id}",
            changes=changes,
        )
    )
