"""What waits for somebody, gathered from every room."""

from __future__ import annotations

import importlib
from typing import Any

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import func, select

from fairapp.accounts.policy import holds
from fairapp.core.db import db
from fairapp.core.outbox import Letter
from fairapp.core.todo import Todo
from fairapp.edition.models import Edition

ROOMS = ("registration", "agenda", "booths", "cooperation", "meetings", "outcomes", "documents")


def todos_for(user: Any, edition: Edition) -> list[Todo]:
    """Everything that waits for the visitor here, what presses first."""
    found = [todo for room in ROOMS for todo in _of(room, user, edition)]
    found += _letters(user, edition)
    urgency = {"bad": 0, "warn": 1, "info": 2, "ok": 3}
    return sorted(found, key=lambda todo: urgency.get(todo.tone, 2))


def _of(room: str, user: Any, edition: Edition) -> list[Todo]:
    try:
        module = importlib.import_module(f"fairapp.{room}.queries")
    except ImportError:
        return []
    ask = getattr(module, "todo_for", None)
    return ask(user, edition) if ask else []


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
