"""Offers and requests."""

from __future__ import annotations

from fairapp.edition.scope import edition_blueprint

bp = edition_blueprint("cooperation", __name__, url="/cooperation")
