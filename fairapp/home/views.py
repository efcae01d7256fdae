"""The public front, the home of each role, everybody's own agenda."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairapp.core import clock
from fairapp.core.charts import Columns, Group, Part, Series, Stacked
from fairapp.core.conditional import CALENDAR, file_answer
from fairapp.core.db import db
from fairapp.core.doors import DEVELOPERS, EVERYONE, SIGNED_IN, door
from fairapp.core.outbox import Letter
from fairapp.edition import queries as editions
from fairapp.edition.scope import current_edition, edition_blueprint
from fairapp.home import agenda, feeds, queries
from fairapp.home.people import parts_of
from fairapp.home.samples import SampleForm
from fairapp.home.todos import todos_for

bp = Blueprint("home", __name__)
pages = edition_blueprint("pages", __name__)


@bp.get("/")
@door(EVERYONE)
def front() -> str:
    """Every edition there is: those to come, those that were."""
    today = clock.now().date()
    found = editions.all_editions()
    return render_template(
        "home/front.html",
        coming=sorted((e for e in found if e.last_day >= today), key=lambda e: e.first_day),
        past=[e for e in found if e.last_day < today],
    )


@bp.get("/home")
@door(SIGNED_IN)
def latest() -> Response:
    """To the home of the edition the visitor most likely comes for."""
    edition = queries.latest_edition_of(current_user)
    if edition is None:
        return redirect(url_for("home.front"), 303)
    return redirect(url_for("pages.my_home", edition_slug=edition.slug), 303)


@bp.get("/outbox")
@door(DEVELOPERS)
def outbox() -> str:
    """The last letters of a development server, readable without signing in."""
    letters = db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(30))
    return render_template("home/outbox.html", letters=list(letters))


SAMPLE_CHARTS = {
    "states": Stacked(
        "Delegations by state",
        "21 of 34 delegations are accredited.",
        [
            Part("Invited", 5, "var(--line)", "outline", "#"),
            Part("Letter received", 4, "var(--info)", "hatch", "#"),
            Part("Accredited", 21, "var(--ok)", "", "#"),
            Part("Badges collected", 0, "var(--ok)", "dots"),
            Part("Returned", 1, "var(--bad)", "", "#"),
            Part("Declined", 3, "var(--muted)", "cross", "#"),
        ],
    ),
    "days": Columns(
        "Arrivals and departures",
        "Most people arrive on Wednesday, October 13: 96.",
        [Series("Arrivals"), Series("Departures", "var(--mark)", "hatch")],
        [
            Group("Tuesday, October 12", (41, 0), "Tue\n12"),
            Group("Wednesday, October 13", (96, 2), "Wed\n13"),
            Group("Thursday, October 14", (12, 30), "Thu\n14"),
            Group("Friday, October 15", (0, 117), "Fri\n15"),
        ],
    ),
}


@bp.get("/_style")
@door(DEVELOPERS)
def style() -> str:
    """The living style page."""
    form = SampleForm(formdata=None)
    form.show_errors()
    return render_template("style/style.html", form=form, charts=SAMPLE_CHARTS)


@bp.get("/health")
@door(EVERYONE)
def health() -> dict[str, str]:
    """For those who watch over the server: it answers, and so does its database."""
    db.session.execute(select(1))
    return {"status": "ok"}


@pages.get("/")
@door(EVERYONE)
def edition_home() -> str:
    """The public face of an edition."""
    edition = current_edition()
    return render_template(
        "pages/edition_home.html",
        outcomes=editions.outcomes(edition.id),
        topics=editions.topics(edition.id),
        now=clock.now(),
    )


@pages.get("/home")
@door(SIGNED_IN)
def my_home() -> str:
    """What awaits the visitor, who they are here, where they must be next."""
    edition = current_edition()
    takes_part = queries.is_participant(current_user, edition.id)
    mine = agenda.entries_of(current_user, edition, loose=takes_part)
    return render_template(
        "pages/my_home.html",
        todos=todos_for(current_user, edition),
        parts=parts_of(current_user, edition),
        coming=agenda.coming(mine, clock.now()),
        takes_part=takes_part,
        now=clock.now(),
    )


@pages.get("/my-agenda")
@door(SIGNED_IN)
def my_agenda() -> str:
    """The visitor's own time, day by day, today first; with the sessions they only follow."""
    edition, now = current_edition(), clock.now()
    days = agenda.by_day(agenda.entries_of(current_user, edition))
    return render_template(
        "pages/my_agenda.html",
        days=days,
        opened=agenda.opened(days, now),
        takes_part=queries.is_participant(current_user, edition.id),
        now=now,
    )


@pages.get("/my-agenda.ics")
@door(SIGNED_IN)
def agenda_file() -> Response:
    """The same, once, as a file for a calendar."""
    edition = current_edition()
    made = feeds.personal(current_user, edition)
    answer = file_answer(made.body, CALENDAR, f"{edition.slug}-agenda.ics", made.changed_at)
    answer.headers["Content-Disposition"] = f'attachment; filename="{edition.slug}-agenda.ics"'
    return answer


from fairapp.home import calendars, papers  # noqa: E402, F401 - their views belong to these pages
