"""The secretariat's desk."""

from __future__ import annotations

from fairapp.edition.scope import edition_blueprint

bp = edition_blueprint("desk", __name__, url="/desk")
