"""The draft as plain values: what a release keeps, complete in itself.

Names of rooms, people, topics and outcomes are written into it, so that a release stays what it was
when any of them is renamed later, and can be shown without asking anybody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from fairapp.agenda.models import Agenda, AgendaItem, Duty, Session
from fairapp.edition import queries as editions
from fairapp.edition.models import Edition

Content = dict[str, Any]


def snapshot(
    edition: Edition, sessions: Collection[Session], items: Iterable[AgendaItem], agenda: Agenda
) -> Content:
    """Everything on the schedule, in order of time, with the agenda and the words needed to read it."""
    scheduled = [s for s in sessions if s.booking and s.room]
    return {
        "sessions": [_session(s) for s in scheduled],
        "agenda": agenda_picture(agenda, next((s for s in sessions if s.id == agenda.adopted_in_id), None)),
        "items": [_item(i) for i in items],
        "outcomes": {o.code: dict(o.title) for o in editions.outcomes(edition.id)},
        "topics": {
            t.code: {"label": dict(t.label), "color": t.color, "icon": t.icon}
            for t in editions.topics(edition.id)
        },
    }


def agenda_picture(agenda: Agenda, adopted_in: Session | None) -> dict[str, Any]:
    """Where the agenda stands, and in which session it was adopted."""
    return {
        "status": agenda.status,
        "adopted_on": agenda.adopted_on.isoformat() if agenda.adopted_on else None,
        "session": adopted_in
        and {"kind": adopted_in.kind, "number": adopted_in.number, "title": dict(adopted_in.title)},
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "depth": item.depth,
        "title": dict(item.title),
        "annotation": dict(item.annotation),
        "documents": list(item.document_symbols),
        "outcomes": list(item.outcome_codes),
    }


def _session(session: Session) -> dict[str, Any]:
    assert session.room is not None
    assert session.booking is not None
    return {
        "id": session.id,
        "code": session.code,
        "kind": session.kind,
        "number": session.number,
        "track": session.track,
        "title": dict(session.title),
        "note": dict(session.note),
        "access": session.access,
        "room": {
            "code": session.room.code,
            "name": dict(session.room.name),
            "order": session.room.position,
            "interpretation": session.room.interpretation,
        },
        "starts_at": session.booking.starts_at.isoformat(),
        "ends_at": session.booking.ends_at.isoformat(),
        "outcomes": list(session.outcome_codes),
        "topics": list(session.topic_codes),
        "documents": list(session.document_symbols),
        "items": [item.number for item in session.items],
        "duties": [_duty(duty) for duty in session.duties],
        **{key: value for key, value in _when_said(session).items() if value},
    }


def _when_said(session: Session) -> dict[str, Any]:
    """What most sessions have not; a release of it says nothing of what is not there."""
    return {
        "sign_up": session.sign_up,
        "capacity": session.places if session.sign_up else None,
        "livestream": session.livestream_url,
        "accessible": bool(session.room and session.room.accessible),
        # Into and from which languages; who interprets is not the public's to know.
        "languages": sorted(
            {code for row in session.interpreters for code in (row.from_lang, row.into_lang)}
        ),
    }


def _duty(duty: Duty) -> dict[str, Any]:
    person = duty.participant
    if person is None:
        return {"role": duty.role, "office": dict(duty.office)}
    return {
        "role": duty.role,
        "office": dict(duty.office),
        "participant": person.id,
        "honorific": person.honorific,
        "name": person.name,
        "title": person.office,
        "party": dict(person.delegation.name),
    }
