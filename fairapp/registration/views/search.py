"""Search as you type, and the same as a page."""

from __future__ import annotations

from flask import render_template, request

from fairapp.accounts.policy import PROTOCOL
from fairapp.core.doors import door
from fairapp.edition.scope import current_edition
from fairapp.registration import queries
from fairapp.registration.views.blueprint import bp


@bp.get("/search")
@door(PROTOCOL)
def search() -> str:
    """People and delegations by words; only the choices, when the field asks while somebody types."""
    text = request.args.get("q", "").strip()
    found = queries.find(current_edition().id, text)
    choices = request.args.get("part") == "choices"
    template = "registration/_found.html" if choices else "registration/search.html"
    return render_template(template, found=found, q=text)
