"""The public list of participants."""

from __future__ import annotations

from flask import render_template, request

from fairapp.core.doors import EVERYONE, door
from fairapp.edition.scope import current_edition
from fairapp.registration import published
from fairapp.registration.views.blueprint import bp


@bp.get("/participants")
@door(EVERYONE)
def participants() -> str:
    """Who takes part, in order of precedence."""
    category = request.args.get("category", "").strip()
    text = request.args.get("q", "").strip()
    found = published.public_list(
        current_edition(), category=category, text=text, number=request.args.get("page", 1, int)
    )
    return render_template(
        "registration/participants.html",
        found=found,
        wanted={"category": category, "q": text},
        provisional=published.is_provisional(current_edition()),
    )
