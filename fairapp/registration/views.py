"""Delegations and participants."""

from __future__ import annotations

from fairapp.edition.scope import edition_blueprint

bp = edition_blueprint("registration", __name__, url="")
