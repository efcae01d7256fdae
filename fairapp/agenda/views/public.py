"""What everybody sees: the programme as released, a session, what goes on now.

A release never changes, so what is made of it is kept in memory by its digest, and an anonymous
visitor who has the page already is told so without making it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from flask import abort, make_response, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from fairapp.agenda import choices, following, live, queries, visitor_zone
from fairapp.agenda.choice_words import chips, label, options
from fairapp.agenda.choices import Choice
from fairapp.agenda.markup import event
from fairapp.agenda.papers import papers, with_papers
from fairapp.agenda.policy import may_edit
from fairapp.agenda.programme import Programme, ReleasedSession
from fairapp.agenda.shelf import Shelf
from fairapp.agenda.views import bp
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.doors import EVERYONE, door
from fairapp.core.front import keep
from fairapp.core.i18n import current_language
from fairapp.core.web import absolute_url, static_url
from fairapp.edition.scope import current_edition

BLANK = "-code-"
"""Stands for a code or title in a pattern that is made once for all sessions."""
_made: Shelf[Made] = Shelf(128)
_pages: Shelf[str] = Shelf(128)


@bp.get("/programme/")
@door(EVERYONE)
def programme() -> BaseResponse:
    """The programme as released: by day, room, outcome or topic (``?view=``), narrowed down and searched
    (``?q=``), with another zone's times beside the event's (``?zone=``)."""
    keep(queries.public_mark(current_edition().slug))
    edition, released = current_edition(), queries.public_programme(current_edition().id)
    if released is None:
        return make_response(render_template("agenda/programme_empty.html", may_edit=_may_edit()))
    choice, moment = _choice(released), live.now(released, edition, clock.now())
    etag = _etag("programme", released.digest, current_language(), edition.version, vars(choice), moment.mark)
    response = _unless_known(etag, lambda: _programme(released, choice, moment))
    plain = url_for("agenda.programme", **choice.address())
    if request.headers.get("HX-Request") and plain != request.full_path.rstrip("?"):
        # The form names everything it could ask for; the address only what it does.
        response.headers["HX-Replace-Url"] = plain
    return response


@bp.get("/now")
@door(EVERYONE)
def now() -> BaseResponse:
    """What goes on and what begins next, for a screen in the hall and for pages that ask again."""
    keep(queries.public_mark(current_edition().slug))
    edition, released = current_edition(), queries.public_programme(current_edition().id)
    moment = live.now(released, edition, clock.now())
    make = partial(render_template, "agenda/now.html", **_glance(released, moment))
    if not request.headers.get("HX-Request"):
        etag = _etag("now", released and released.digest, current_language(), edition.version, moment.mark)
        response = _unless_known(etag, make)
        response.vary.add("HX-Request")
        return response
    # Only the glance is taken out of the page, and it is the same for everybody.
    mark = _glance_mark(released, moment)
    response = make_response("" if request.if_none_match.contains(mark) else make())
    response.set_etag(mark)
    response.vary.update(("Cookie", "Accept-Language", "HX-Request"))
    return response.make_conditional(request)


@bp.get("/programme/<code>")
@door(EVERYONE)
def sitting(code: str) -> BaseResponse:
    """One session, as released."""
    edition, released = current_edition(), queries.public_programme(current_edition().id)
    keep(with_papers(queries.public_mark(edition.slug), edition.id))
    shown = released.find(code) if released else None
    if released is None or shown is None:
        abort(404)
    known = papers(shown.documents, current_user, edition.id)
    state, beside = live.state(shown, clock.now()), _zone()
    etag = _etag(
        "sitting", released.digest, current_language(), edition.version, code, state, beside,
        sorted((symbol, paper.id) for symbol, paper in known.items()),
    )  # fmt: skip
    return _unless_known(etag, lambda: _sitting(released, shown, known, state, beside))


@dataclass(frozen=True)
class Made:
    """What is the same for all who choose the same: made once for a release, a language and a choice."""

    find: Markup
    sessions: Markup
    links: tuple[tuple[str, str], ...]
    """Parts of the page: id and label."""
    count: str


def _programme(released: Programme, choice: Choice, moment: live.Moment) -> str:
    edition, stars, now = current_edition(), current_user.is_authenticated, clock.now()
    # By the hour, because zones to choose from are named with their distance from UTC.
    hour = now.replace(minute=0, second=0, microsecond=0)
    key = (released.digest, edition.slug, edition.time_zone, current_language(), choice, stars, hour)
    made = _made.get(key, lambda: _make(released, choice, now))
    sessions = made.sessions
    if stars:
        sessions = following.pressed(sessions, following.followed(current_user, released))
    return render_template(
        "agenda/programme.html",
        programme=released,
        choice=choice,
        made=made,
        chips=chips(released, choice),
        sessions=sessions,
        now_at=moment.row if choice == Choice(zone=choice.zone) else None,
        stars=stars,
        may_edit=_may_edit(),
        **_glance(released, moment),
    )


def _make(released: Programme, choice: Choice, now: datetime) -> Made:
    edition, there = current_edition(), zone(current_edition().time_zone)
    parts = choices.parts(released, choice, there)
    find = render_template(
        "agenda/_find.html",
        choice=choice,
        options=options(released, edition, now),
        open=replace(choice, words="").narrows() or bool(choice.zone),
    )
    sessions = render_template(
        "agenda/_days.html",
        programme=released,
        choice=choice,
        parts=parts,
        stars=current_user.is_authenticated,
    )
    links = tuple((part.id(choice), label(part, choice)) for part in parts)
    count = _count(len(choices.chosen(released, choice, there)), len(released.standing))
    return Made(Markup(find), Markup(sessions), links, count)


def _sitting(
    released: Programme, shown: ReleasedSession, known: dict[str, Any], state: str, beside: str
) -> str:
    edition = current_edition()
    before, after = released.beside(shown)
    return render_template(
        "agenda/sitting.html",
        programme=released,
        shown=shown,
        state=state,
        papers=known,
        beside=beside,
        before=before,
        after=after,
        data=event(shown, edition, absolute_url("agenda.sitting", code=shown.code)),
        may_edit=_may_edit(),
        follows=current_user.is_authenticated and shown.id in following.followed(current_user, released),
        clashes=following.at_the_same_time(current_user, shown, released),
    )


def _glance(released: Programme | None, moment: live.Moment) -> dict[str, Any]:
    return {
        "going": moment.going,
        "coming": moment.coming,
        "asks": moment.near,
        "mark": _glance_mark(released, moment),
    }


def _glance_mark(released: Programme | None, moment: live.Moment) -> str:
    """Of the glance alone, and so the same on whatever page it is shown."""
    edition, digest = current_edition(), released.digest if released else ""
    said = (digest, edition.version, current_language(), moment.mark)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def _choice(released: Programme) -> Choice:
    edition = current_edition()
    return replace(choices.read(request.args, released, zone(edition.time_zone)), zone=_zone())


def _zone() -> str:
    return visitor_zone.asked_zone(request.args, current_edition().time_zone)


def _count(shown: int, of: int) -> str:
    if shown == of:
        return ngettext("%(num)d session", "%(num)d sessions", of)
    return _("%(shown)d of %(all)d sessions", shown=shown, all=of)


def _may_edit() -> bool:
    return may_edit(current_user, current_edition().id)


@bp.app_template_global("sitting_links")
def sitting_links(**more: Any) -> Callable[[str], str]:
    """A function from codes to addresses: building 120 of them one by one takes its time."""
    pattern = url_for("agenda.sitting", code=BLANK, **more)
    return lambda code: pattern.replace(BLANK, quote(code, safe=""))


def _etag(*parts: Any) -> str:
    """Fingerprint of a page: of what it shows, and of the address it was asked under, which is in
    its links. Whoever adds to a page what is not in here shows old pages to strangers."""
    asked = (request.host_url, request.full_path, static_url("css/app.css"), static_url("js/app.js"))
    return hashlib.sha256(repr((*parts, *asked, static_url("js/programme.js"))).encode()).hexdigest()[:32]


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
