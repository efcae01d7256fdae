"""What the tests of the agenda do again and again."""

from __future__ import annotations

from sqlalchemy import select

from fairapp.agenda.models import Session
from fairapp.agenda.services import OnDuty, Place, SessionDetails, add_session
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.edition import queries as editions
from fairapp.timetable.spans import Span


def room(demo, code):
    return next(r for r in editions.rooms(demo.edition.id) if r.code == code)


def place(demo, code, day, start, end):
    return Place(room(demo, code), Span(demo.moment(day, start), demo.moment(day, end)))


def session(demo, code):
    found = db.session.scalar(
        select(Session).where(Session.edition_id == demo.edition.id, Session.code == code)
    )
    assert found is not None, code
    return found


def accredited(demo, short="delegate"):
    """The participant, their delegation accredited."""
    person = demo.person(short)
    if person.delegation.status != "accredited":
        with transaction():
            person.delegation.status = "accredited"
    return demo.person(short)


def details(title="Side event on water", **more):
    return SessionDetails(**{"kind": "side_event", "title": Translated(en=title), **more})


def added(demo, *where, title="Side event on water", duties=(), **more):
    """A session of the secretariat's, at (room, day, start, end) if given."""
    with transaction():
        return add_session(
            demo.edition,
            details(title, **more),
            duties=[OnDuty("panelist", p) if not isinstance(p, OnDuty) else p for p in duties],
            place=place(demo, *where) if where else None,
            by=demo.user("secretariat"),
        )
