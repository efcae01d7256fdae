"""The public front and the home of each role."""

from __future__ import annotations

from flask import Blueprint, render_template

from fairapp.core.doors import DEVELOPERS, EVERYONE, door
from fairapp.edition import queries as editions
from fairapp.edition.scope import edition_blueprint

bp = Blueprint("home", __name__)
pages = edition_blueprint("pages", __name__)


@bp.get("/")
@door(EVERYONE)
def front() -> str:
    """Every edition there is."""
    return render_template("home/front.html", editions=editions.all_editions())


@bp.get("/_style")
@door(DEVELOPERS)
def style() -> str:
    """The living style page."""
    return render_template("style/style.html")


@bp.get("/health")
@door(EVERYONE)
def health() -> dict[str, str]:
    """For those who watch over the server."""
    return {"status": "ok"}
