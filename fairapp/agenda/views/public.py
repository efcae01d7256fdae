"""What everybody sees: the programme as released, a session, the agenda.

A release never changes, so what is made of it is kept in memory by its digest, and an anonymous
visitor who has the page already is told so without making it again.
"""

from __future__ import annotations

import hashlib
from typing import Any

from flask import abort, make_response, render_template, request, session
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from fairapp.agenda import queries
from fairapp.agenda.policy import may_edit
from fairapp.agenda.programme import Filters, Programme, ReleasedSession
from fairapp.agenda.shelf import Shelf
from fairapp.agenda.views import bp
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.doors import EVERYONE, door
from fairapp.core.front import keep
from fairapp.core.i18n import current_language
from fairapp.core.web import absolute_url, static_url
from fairapp.edition import reference
from fairapp.edition.scope import current_edition

_fragments: Shelf[Markup] = Shelf(128)
_pages: Shelf[str] = Shelf(128)


@bp.get("/programme/")
@door(EVERYONE)
def programme() -> BaseResponse:
    """The programme by day, as released."""
    keep(queries.public_mark(current_edition().slug))
    edition, released = current_edition(), queries.public_programme(current_edition().id)
    if released is None:
        return make_response(render_template("agenda/programme_empty.html", may_edit=_may_edit()))
    filters = _filters(released)
    going, coming = released.now_and_next(clock.now(), zone(edition.time_zone))
    lang = current_language()
    etag = _etag(
        "programme", released.digest, lang, edition.version, tuple(vars(filters).values()),
        [s.id for s in going], [s.id for s in coming],
    )  # fmt: skip
    return _unless_known(
        etag,
        lambda: render_template(
            "agenda/programme.html",
            programme=released,
            filters=filters,
            going=going,
            coming=coming,
            may_edit=_may_edit(),
            options=_options(released),
            days=_fragments.get(
                (released.digest, edition.slug, lang, filters), lambda: _days(released, filters)
            ),
        ),
    )


@bp.get("/programme/<code>")
@door(EVERYONE)
def sitting(code: str) -> BaseResponse:
    """One session, as released."""
    keep(queries.public_mark(current_edition().slug))
    edition, released = current_edition(), queries.public_programme(current_edition().id)
    shown = released.find(code) if released else None
    if released is None or shown is None:
        abort(404)
    etag = _etag("sitting", released.digest, current_language(), edition.version, code)
    return _unless_known(
        etag,
        lambda: render_template(
            "agenda/sitting.html",
            programme=released,
            shown=shown,
            data=_event(shown),
            may_edit=_may_edit(),
        ),
    )


@bp.get("/agenda/")
@door(EVERYONE)
def agenda() -> str:
    """The numbered items, as released, with the sessions that take them up."""
    released = queries.public_programme(current_edition().id)
    taken_up: dict[str, list[ReleasedSession]] = {}
    for each in released.standing if released else []:
        for item in each.items:
            taken_up.setdefault(item.number, []).append(each)
    return render_template("agenda/agenda.html", programme=released, taken_up=taken_up, may_edit=_may_edit())


def _may_edit() -> bool:
    return may_edit(current_user, current_edition().id)


def _filters(released: Programme) -> Filters:
    """What was asked for; what the programme does not know is left out."""
    known: dict[str, Any] = {
        "room": released.rooms(),
        "outcome": released.outcomes,
        "topic": released.topics,
        "kind": released.kinds(),
    }
    asked = {name: request.args.get(name, "") for name in known}
    return Filters(**{name: value for name, value in asked.items() if value in known[name]})


def _options(released: Programme) -> dict[str, list[tuple[str, str]]]:
    """What can be filtered by, with its words."""
    return {
        "kind": [(k, str(reference.term("session_type", k))) for k in released.kinds()],
        "room": [(code, str(name)) for code, name in released.rooms().items()],
        "outcome": [(code, f"{code}. {title}") for code, title in released.outcomes.items()],
        "topic": [(code, str(topic.label)) for code, topic in released.topics.items()],
    }


def _days(released: Programme, filters: Filters) -> Markup:
    days = list(released.days(zone(current_edition().time_zone), filters))
    return Markup(render_template("agenda/_days.html", programme=released, days=days, filters=filters))


def _etag(*parts: Any) -> str:
    """Fingerprint of a page: of what it shows, and of the address it was asked under, which is in
    its links. Whoever adds to a page what is not in here shows old pages to strangers."""
    asked = (request.host_url, request.full_path, static_url("css/app.css"), static_url("js/app.js"))
    return hashlib.sha256(repr((*parts, *asked)).encode()).hexdigest()[:32]


def _unless_known(etag: str, make: Any) -> BaseResponse:
    """The page, or 304 for a stranger who has it. Strangers with the same fingerprint share a page
    in memory; pages of people who signed in, or who wait for a message, are made for them."""
    if current_user.is_authenticated or session:
        return make_response(make())
    known = request.if_none_match.contains(etag)
    response = make_response("" if known else _pages.get(etag, make))
    response.set_etag(etag)
    response.vary.update(("Cookie", "Accept-Language"))
    return response.make_conditional(request)


def _event(shown: ReleasedSession) -> dict[str, Any]:
    """The session for search engines: schema.org Event."""
    edition = current_edition()
    state = "EventCancelled" if shown.cancelled else "EventScheduled"
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": shown.title.shown().text,
        "startDate": shown.starts_at.astimezone(zone(edition.time_zone)).isoformat(),
        "endDate": shown.ends_at.astimezone(zone(edition.time_zone)).isoformat(),
        "eventStatus": f"https://schema.org/{state}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "inLanguage": current_language(),
        "location": {
            "@type": "Place",
            "name": shown.room.shown().text,
            "address": ", ".join(filter(None, (edition.venue.shown().text, edition.place.shown().text))),
        },
        "organizer": {"@type": "Organization", "name": edition.organ.shown().text},
        "superEvent": {"@type": "Event", "name": edition.name.shown().text},
        "url": absolute_url("agenda.sitting", code=shown.code, edition_slug=edition.slug),
    }
