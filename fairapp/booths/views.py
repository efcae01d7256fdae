"""The fair."""

from __future__ import annotations

from fairapp.edition.scope import edition_blueprint

bp = edition_blueprint("booths", __name__, url="/fair")
