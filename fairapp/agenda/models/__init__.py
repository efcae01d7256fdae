"""What the meeting speaks of, when and where; what was released; who follows. One subject a module."""

from __future__ import annotations

from fairapp.agenda.models.editing import Acknowledgement, EditStep, WarningLimits
from fairapp.agenda.models.following import Bookmark, FeedKey, SignUp
from fairapp.agenda.models.items import Agenda, AgendaItem
from fairapp.agenda.models.releases import Release
from fairapp.agenda.models.sessions import Duty, Interpreter, Session, SessionInterpreter, SessionItem

__all__ = [
    "Acknowledgement",
    "Agenda",
    "AgendaItem",
    "Bookmark",
    "Duty",
    "EditStep",
    "FeedKey",
    "Interpreter",
    "Release",
    "Session",
    "SessionInterpreter",
    "SessionItem",
    "SignUp",
    "WarningLimits",
]
