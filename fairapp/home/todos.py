"""What waits for somebody, gathered from every room."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import func, select

from fairapp.accounts.policy import holds
from fairapp.agenda import queries as agenda
from fairapp.booths import queries as booths
from fairapp.cooperation import queries as cooperation
from fairapp.core.db import db
from fairapp.core.outbox import Letter
from fairapp.core.todo import Todo
from fairapp.edition.models import Edition
from fairapp.meetings import queries as meetings
from fairapp.outcomes import queries as outcomes
from fairapp.registration import queries as registration

ROOMS = (registration, agenda, booths, cooperation, meetings, outcomes)


def todos_for(user: Any, edition: Edition) -> list[Todo]:
    """Everything that waits for the visitor here, what presses first."""
    found = [todo for room in ROOMS for todo in room.todo_for(user, edition)]
    found += _letters(user, edition)
    urgency = {"bad": 0, "warn": 1, "info": 2, "ok": 3}
    return sorted(found, key=lambda todo: urgency.get(todo.tone, 2))


def _letters(user: Any, edition: Edition) -> list[Todo]:
    if not holds(user, "secretariat", edition.id):
        return []
    rows = db.session.execute(
        select(Letter.status, func.count())
        .where(Letter.edition_id == edition.id, Letter.status.in_(("failed", "held")))
        .group_by(Letter.status)
    )
    counts = dict(rows.all())
    todos = []
    if failed := counts.get("failed"):
        sentence = ngettext(
            "%(num)s letter could not be delivered.", "%(num)s letters could not be delivered.", failed
        )
        todos.append(Todo(sentence, url_for("desk.outbox", status="failed"), failed, "bad", "mail"))
    if held := counts.get("held"):
        sentence = ngettext(
            "%(num)s letter is held until you let it go.",
            "%(num)s letters are held until you let them go.",
            held,
        )
        todos.append(Todo(sentence, url_for("desk.outbox", status="held"), held, "info", "circle-pause"))
    return todos
