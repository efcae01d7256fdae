"""Agenda items and sessions of the demo, released once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from fairapp.agenda.models import AgendaItem, Session
from fairapp.agenda.services import (
    InterpreterDetails,
    Interpreting,
    ItemDetails,
    OnDuty,
    Place,
    SessionDetails,
    add_interpreter,
    add_item,
    add_session,
    forget_steps,
    release_programme,
    set_agenda_status,
    sign_up,
)
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.demo.stage import Stage
from fairapp.edition import reference
from fairapp.registration.models import Participant

OUTCOMES_OF_ITEMS = {3: ["O1"], 4: ["O2"], 5: ["O3"], 6: ["O4"], 7: ["O5"], 8: ["O6"], 9: ["O7"]}
"""Item 10, the communiqué, serves all that is to be agreed: see `_items`."""
ITEMS_OF_SESSIONS = {
    "D1-05": [1, 2],
    "D1-07": [3, 4],
    "D1-10": [5, 6],
    "D1-14": [7, 8],
    "D1-16": [10],
    "D2-02": [4, 5],
    "D2-07": [4, 7],
    "D2-08": [6, 9],
    "D2-12": [9],
    "D2-14": [10, 11, 12],
}
ELECTED = {
    "Chair of the Meeting": ("delegation:D1", 0),
    "Provisional Chair; then Chair of the Meeting": ("delegation:D1", 0),
    "Vice Chair of the Meeting": ("delegation:D2", 0),
    "Chair of WG 1 (elected delegation)": ("delegation:D4", 1),
    "Chair of WG 2 (elected delegation)": ("delegation:D6", 0),
}
"""Offices that somebody of the demo holds: the delegation and the place in it."""
OFFICES = {
    "Chair of WG 1 (elected delegation)": "Chair of Working Group 1",
    "Chair of WG 2 (elected delegation)": "Chair of Working Group 2",
    "Provisional Chair: Chair of CIDI": "Chair of CIDI, provisional Chair",
    "Rapporteur of WG 1": "Rapporteur of Working Group 1",
    "Rapporteur of WG 2": "Rapporteur of Working Group 2",
}

INTERPRETERS = {
    "Inés Intérprete (demo)": [("en", "es"), ("fr", "es")],
    "Ingrid Interpreter (demo)": [("es", "en"), ("pt", "en")],
}
INTERPRETED = {"D1-03", "D1-05"}
"""Sessions with both of them in the booths."""
SIGN_UP = {"D2-11": 3}
"""A session one signs up for, and its places: small enough that somebody waits."""
SIGNED_UP = ("delegation:D3", "delegation:D4", "delegation:D5", "delegation:D6")
"""Delegations whose first accredited person signed up, in this order."""


def load(stage: Stage) -> None:
    """Twelve agenda items, thirty-five sessions, the people on duty, and release no. 1."""
    items = _items(stage)
    booths = _booths(stage)
    for entry in stage.programme["sessions"]:
        add_session(
            stage.edition,
            _details(stage, entry),
            duties=list(_duties(stage, entry)),
            items=[items[number] for number in ITEMS_OF_SESSIONS.get(entry["code"], [])],
            interpreters=booths if entry["code"] in INTERPRETED else [],
            place=Place(stage.rooms[entry["room"]], stage.span(entry["day"], entry["start"], entry["end"])),
            by=stage.owner,
        )
    release_programme(stage.edition, note="Primera publicación (demostración)", by=stage.owner)
    _sign_ups(stage)
    # Nobody did this by hand: there is nothing of it to undo.
    forget_steps(stage.edition.id)


def _items(stage: Stage) -> dict[int, AgendaItem]:
    codes = {**OUTCOMES_OF_ITEMS, 10: ["O1", "O2", "O3", "O4", "O5", "O6"]}
    items = {
        number: _add(stage, str(number), title, codes.get(number, []))
        for number, title in enumerate(stage.programme["agenda_items"], 1)
    }
    for above, titles in reference.read("demo_agenda")["below"].items():
        for letter, title in zip("abc", titles, strict=False):
            _add(stage, f"{above}.{letter}", title, [], under=items[int(above)])
    set_agenda_status(stage.edition, "provisional", by=stage.owner)
    return items


def _add(
    stage: Stage, number: str, title: dict[str, str], codes: list[str], under: AgendaItem | None = None
) -> AgendaItem:
    words = reference.read("demo_agenda")
    details = ItemDetails(
        Translated(title),
        codes,
        Translated(words["annotations"].get(number)),
        words["documents"].get(number, []),
    )
    return add_item(stage.edition, details, under=under, by=stage.owner)


def _details(stage: Stage, entry: dict[str, Any]) -> SessionDetails:
    note = entry["note"]
    return SessionDetails(
        kind=entry["type"],
        title=Translated(entry["title"]),
        code=entry["code"],
        number=entry["number"],
        track=entry["track"],
        note=stage.words(note),
        access=reference.vocabulary("session_type")[entry["type"]].extra["access"],
        outcome_codes=entry["outcomes"],
        topic_codes=entry["topics"],
        document_symbols=entry["documents"],
        sign_up=entry["code"] in SIGN_UP,
        capacity=SIGN_UP.get(entry["code"]),
    )


def _booths(stage: Stage) -> list[Interpreting]:
    """The interpreters, and what each does in a session they have: their first pair."""
    people = [
        add_interpreter(stage.edition, InterpreterDetails(name, pairs=pairs), by=stage.owner)
        for name, pairs in INTERPRETERS.items()
    ]
    return [Interpreting(person, *INTERPRETERS[person.name][0]) for person in people]


def _sign_ups(stage: Stage) -> None:
    query = select(Session).where(Session.edition_id == stage.edition.id, Session.code.in_(SIGN_UP))
    people = [
        next((p for p in stage.delegations[key].participants if p.is_accredited), None) for key in SIGNED_UP
    ]
    for session in db.session.scalars(query):
        for person in filter(None, people):
            sign_up(session, person, by=stage.owner)


def _duties(stage: Stage, entry: dict[str, Any]) -> list[OnDuty]:
    chair = entry["chair"]
    roles = [(role["role"], role["who"]) for role in entry["roles"]]
    if chair and chair.startswith("Moderator: "):
        roles.insert(0, ("moderator", chair.removeprefix("Moderator: ")))
    elif chair:
        roles.insert(0, ("chair", chair))
    duties = []
    for role, who in roles:
        person = _holder(stage, who) if role == "chair" else None
        office = OFFICES.get(who, who)
        duties.append(OnDuty(role, person, stage.words(office[:1].upper() + office[1:])))
    return duties


def _holder(stage: Stage, office: str) -> Participant | None:
    """Who holds the office; nobody as long as the delegation is not accredited."""
    if office not in ELECTED:
        return None
    key, place = ELECTED[office]
    delegation = stage.delegations[key]
    return delegation.participants[place] if delegation.is_accredited else None
