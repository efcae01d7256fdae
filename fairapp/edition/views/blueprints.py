"""Where the pages of editions hang: those above any edition, and the settings of one."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from fairapp.edition.scope import edition_blueprint

bp = Blueprint("editions", __name__, url_prefix="/editions")
settings = edition_blueprint("edition", __name__, url="/desk")

Answer = str | Response | tuple[str, int]
