"""An example of everything an address can speak of, taken from the demo edition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import or_, select
from werkzeug.routing import Rule

from fairapp.accounts.models import User
from fairapp.agenda.models import AgendaItem, Interpreter, Session
from fairapp.booths.models import Booth, Exhibitor
from fairapp.cooperation.models import Entry
from fairapp.core.db import db
from fairapp.core.outbox import Letter
from fairapp.documents.models import OfficialDocument
from fairapp.edition.models import Outcome, Room
from fairapp.meetings.models import Meeting
from fairapp.outcomes.models import Decision, SessionRecord
from fairapp.registration.models import CredentialLetter, Invitation, Participant, Zone

NOBODY = 999_999_999
"""An id that is not there, where the demo has none: the door is asked before the thing."""


def first(model: Any, *conditions: Any) -> int:
    """Id of the first such row of the demo."""
    return db.session.scalar(select(model.id).where(*conditions).order_by(model.id).limit(1)) or NOBODY


def meeting_of_the_delegate(demo: Any) -> int:
    me = demo.person("delegate").id
    return first(Meeting, or_(Meeting.asker_id == me, Meeting.host_id == me))


def colleague(demo: Any, rule: Rule) -> int:
    """In a delegation's pages one of its own people; elsewhere somebody to meet."""
    return demo.person("delegate" if "delegation_id" in rule.arguments else "counterpart").id


def code(demo: Any, rule: Rule) -> str:
    """Of an entry, a booth, an outcome or a session, as the room has it."""
    models = {"cooperation": Entry, "booths": Booth, "outcomes": Outcome}
    model: Any = models.get(rule.endpoint.partition(".")[0], Session)
    found: str | None = db.session.scalar(select(model.code).order_by(model.id).limit(1))
    return found or "NONE"


def session(demo: Any, rule: Rule) -> int:
    """On the rapporteur's pages one with a decision, if there is one; else the first."""
    query = select(SessionRecord.session_id).join(Decision, Decision.record_id == SessionRecord.id)
    recorded: int | None = db.session.scalar(query.order_by(Decision.id).limit(1))
    return recorded or first(Session)


def letter(demo: Any, rule: Rule) -> int:
    """A delegation's letter of credential; elsewhere one of the outbox."""
    if rule.endpoint.startswith("registration."):
        return first(CredentialLetter, CredentialLetter.delegation_id == demo.delegation("JM").id)
    return first(Letter)


EXAMPLES: dict[str, Callable[[Any, Rule], Any]] = {
    "edition_slug": lambda demo, rule: "demo",
    "day": lambda demo, rule: demo.edition.first_day.isoformat(),
    "verb": lambda demo, rule: "finalise",
    "way": lambda demo, rule: "up",
    "token": lambda demo, rule: "not-a-token",
    "secret": lambda demo, rule: "not-a-secret",
    "key_id": lambda demo, rule: NOBODY,
    "name": lambda demo, rule: "schedule",
    "code": code,
    "participant_id": colleague,
    "delegation_id": lambda demo, rule: demo.delegation("JM").id,
    "meeting_id": lambda demo, rule: meeting_of_the_delegate(demo),
    "exhibitor_id": lambda demo, rule: first(
        Exhibitor, Exhibitor.delegation_id == demo.delegation("exhibitor-a01").id
    ),
    "session_id": session,
    "item_id": lambda demo, rule: first(AgendaItem),
    "booth_id": lambda demo, rule: first(Booth),
    "entry_id": lambda demo, rule: first(Entry),
    "document_id": lambda demo, rule: first(OfficialDocument),
    "decision_id": lambda demo, rule: first(Decision),
    "letter_id": letter,
    "revision": lambda demo, rule: NOBODY,
    "number": lambda demo, rule: 1,
    "invitation_id": lambda demo, rule: first(
        Invitation, Invitation.delegation_id == demo.delegation("JM").id
    ),
    "room_code": lambda demo, rule: db.session.scalar(select(Room.code).order_by(Room.id).limit(1)),
    "room_id": lambda demo, rule: first(Room),
    "interpreter_id": lambda demo, rule: first(Interpreter),
    "ending": lambda demo, rule: "csv",
    "import_id": lambda demo, rule: NOBODY,
    "user_id": lambda demo, rule: first(User),
    "category": lambda demo, rule: "press",
    "zone_id": lambda demo, rule: first(Zone),
    "participant": lambda demo, rule: first(Participant),
}


def address_of(app: Flask, rule: Rule, demo: Any) -> str:
    """The address of a route with its parts filled in. An unknown part must be added above."""
    unknown = rule.arguments - EXAMPLES.keys()
    assert not unknown, f"say in tests/house/examples.py what {unknown} of {rule} may be"
    values = {name: EXAMPLES[name](demo, rule) for name in rule.arguments}
    with app.test_request_context():
        built: str = app.url_map.bind("fairapp.test").build(rule.endpoint, values)
        return built
