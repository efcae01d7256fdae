"""The programme and its editor."""

from __future__ import annotations

from fairapp.edition.scope import edition_blueprint

bp = edition_blueprint("agenda", __name__, url="")
