"""Outcomes and the rapporteur's desk."""

from __future__ import annotations

from fairapp.edition.scope import edition_blueprint

bp = edition_blueprint("outcomes", __name__, url="")
