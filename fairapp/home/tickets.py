"""The signed address of a personal calendar: stands for its owner, for reading their agenda only."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from fairapp.accounts.models import User


def ticket_of(user: User) -> str:
    """What a calendar program shows instead of a password; void once the session version rises."""
    return _signer().dumps(user.get_id())


def session_of(ticket: str) -> str | None:
    """The session id a ticket was made of, or None if we never made it."""
    try:
        return str(_signer().loads(ticket))
    except BadSignature:
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="personal-agenda")
