"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_login import LoginManager

from fairapp.accounts import queries

bp = Blueprint("accounts", __name__)
login = LoginManager()


def init_app(app: Flask) -> None:
    """Let Flask-Login find the user a cookie speaks of."""
    login.init_app(app)
    login.user_loader(queries.by_session)
