"""Opening and changing editions, for the secretariat."""

from __future__ import annotations

from flask import Blueprint

from fairapp.edition.scope import edition_blueprint

bp = Blueprint("editions", __name__, url_prefix="/editions")
settings = edition_blueprint("edition", __name__, url="/desk")
