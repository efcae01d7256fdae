"""Pages of an edition live under `/<slug>/`. This is how a room's blueprint gets there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, abort, g
from markupsafe import Markup

from fairapp.core import dates
from fairapp.edition import queries, reference
from fairapp.edition.models import Edition
from fairapp.timetable.zones import local, speak_in


def edition_blueprint(name: str, import_name: str, *, url: str = "") -> Blueprint:
    """A blueprint whose addresses begin with the edition's slug; its views find ``g.edition``."""
    blueprint = Blueprint(name, import_name, url_prefix=f"/<edition_slug>{url}")

    @blueprint.url_value_preprocessor
    def enter(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        slug = (values or {}).pop("edition_slug", "")
        enter_edition(queries.by_slug(slug) or abort(404))

    return blueprint


def enter_edition(edition: Edition) -> None:
    """From here on this request is about that edition, and times are spoken in its zone."""
    g.edition = edition
    speak_in(edition.time_zone)


def current_edition() -> Edition:
    """The edition this page belongs to."""
    edition: Edition = g.edition
    return edition


def init_app(app: Flask) -> None:
    """Links within an edition need no slug; templates get the edition, terms and local times."""

    @app.url_defaults
    def same_edition(endpoint: str, values: dict[str, Any]) -> None:
        if (
            "edition" in g
            and "edition_slug" not in values
            and app.url_map.is_endpoint_expecting(endpoint, "edition_slug")
        ):
            values["edition_slug"] = g.edition.slug

    @app.before_request
    def back_to_utc() -> None:
        if "edition" not in g:
            speak_in("UTC")

    app.context_processor(lambda: {"edition": g.get("edition")})
    app.jinja_env.globals["term"] = lambda group, code: reference.term(group, code).shown().text
    app.jinja_env.globals["days_text"] = dates.days_text
    filters = app.jinja_env.filters
    filters["clock"] = lambda moment: dates.clock_time(local(moment))
    filters["day"] = lambda moment: dates.day_text(_day(moment))
    filters["weekday"] = lambda moment: dates.weekday_text(_day(moment))
    filters["weekday_short"] = lambda moment: dates.weekday_short(_day(moment))
    filters["when"] = _when
    filters["until"] = lambda start, end: dates.time_range(local(start), local(end))
    filters["iso"] = lambda moment: moment.isoformat()


def _day(moment: Any) -> Any:
    return local(moment).date() if isinstance(moment, datetime) else moment


def _when(moment: datetime) -> Markup:
    """Day and time as a `<time>` element: “Thursday, April 27, 9:00 a.m.”"""
    there = local(moment)
    return Markup('<time datetime="{iso}">{day}, {time}</time>').format(
        iso=moment.isoformat(), day=dates.weekday_text(there.date()), time=dates.clock_time(there)
    )
