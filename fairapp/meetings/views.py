"""Bilateral meetings."""

from __future__ import annotations

from fairapp.edition.scope import edition_blueprint

bp = edition_blueprint("meetings", __name__, url="/meetings")
