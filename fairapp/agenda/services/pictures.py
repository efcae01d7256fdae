"""A session of the draft as plain values, complete: what undo compares with and writes back."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import inspect, select

from fairapp.agenda.models import Agenda, AgendaItem, Duty, Session, SessionInterpreter, SignUp
from fairapp.core.db import db
from fairapp.core.i18n import Translated

Picture = dict[str, Any]

ELSEWHERE = frozenset({"id", "edition_id", "version", "room_id", "booking_id"})
"""Columns of a session that are no particulars of it: identity, and the place, which has its own key."""


def picture_of(session: Session) -> Picture:
    """Everything an editor can change of a session: particulars, place, people, items.

    JSON in and out: moments are ISO in UTC, people, rooms and items are ids.
    """
    return {
        "particulars": {name: _plain(getattr(session, name)) for name in _particulars()},
        "place": _place(session),
        "duties": [[d.role, d.participant_id or _id(d.participant), dict(d.office)] for d in session.duties],
        "items": sorted(item.id for item in session.items),
        "interpreters": sorted(
            [i.interpreter_id or _id(i.interpreter), i.from_lang, i.into_lang] for i in session.interpreters
        ),
    }


def lay_down(session: Session, picture: Picture) -> None:
    """Give a session the particulars, people and items of a picture; its place is not touched."""
    for name, value in picture["particulars"].items():
        # A list is not handed on: a change of the row must not change the step.
        setattr(session, name, Translated(value) if isinstance(value, dict) else _plain(value))
    session.duties = [
        Duty(role=role, participant_id=person, office=Translated(office), position=position)
        for position, (role, person, office) in enumerate(picture["duties"])
    ]
    session.items = list(db.session.scalars(select(AgendaItem).where(AgendaItem.id.in_(picture["items"]))))
    wanted = {tuple(row) for row in picture["interpreters"]}
    session.interpreters = [
        kept
        for kept in session.interpreters
        if (kept.interpreter_id, kept.from_lang, kept.into_lang) in wanted
    ]
    had = {(kept.interpreter_id, kept.from_lang, kept.into_lang) for kept in session.interpreters}
    session.interpreters += [
        SessionInterpreter(interpreter_id=who, from_lang=source, into_lang=target)
        for who, source, target in sorted(wanted - had)
    ]


def kept_of(session: Session) -> Picture:
    """What goes with a session that is removed, beside its picture: its version, those who have a place
    in it, and whether it adopted the agenda. Those who follow it go on following."""
    adopted = select(Agenda.id).where(Agenda.adopted_in_id == session.id)
    places = select(SignUp).where(SignUp.session_id == session.id)
    return {
        "version": session.version,
        "sign_ups": [
            [place.participant_id, place.standing, place.at.isoformat()]
            for place in db.session.scalars(places)
        ],
        "adopted": db.session.scalar(adopted),
    }


def give_back(session: Session, kept: Picture) -> None:
    """Give a session that came back what went with it."""
    session.version = kept["version"] + 1
    db.session.add_all(
        SignUp(
            session_id=session.id,
            participant_id=person,
            standing=standing,
            at=datetime.fromisoformat(at),
        )
        for person, standing, at in kept["sign_ups"]
    )
    agenda = db.session.get(Agenda, kept["adopted"]) if kept["adopted"] else None
    if agenda and agenda.adopted_in_id is None:
        agenda.adopted_in_id = session.id
    db.session.flush()


def differing(one: Picture | None, other: Picture | None) -> list[str]:
    """Names of the fields in which two pictures differ; empty when one of them is no picture."""
    if one is None or other is None:
        return []
    found = [
        name for name in _particulars() if one["particulars"].get(name) != other["particulars"].get(name)
    ]
    was, now = one["place"] or {}, other["place"] or {}
    found += [key for key in ("room", "starts_at", "ends_at") if was.get(key) != now.get(key)]
    return found + [key for key in ("duties", "items", "interpreters") if one[key] != other[key]]


@cache
def _particulars() -> list[str]:
    """Every other column, so that what sessions get one day is undone too."""
    return [column.key for column in inspect(Session).column_attrs if column.key not in ELSEWHERE]


def _place(session: Session) -> Picture | None:
    if not (session.room and session.booking):
        return None
    return {
        "room": session.room.id,
        "starts_at": session.booking.starts_at.isoformat(),
        "ends_at": session.booking.ends_at.isoformat(),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Translated):
        return dict(value)
    return list(value) if isinstance(value, (list, tuple)) else value


def _id(row: Any) -> int | None:
    return row.id if row else None
