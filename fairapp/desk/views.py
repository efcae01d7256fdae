"""The secretariat's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.outbox import Letter, sealed
from fairapp.desk import queries, services, words
from fairapp.desk.forms import ReviewForm
from fairapp.edition.scope import current_edition, edition_blueprint

bp = edition_blueprint("desk", __name__, url="/desk")
bp.add_app_template_global(lambda fact: words.FACT.get(fact, fact), "fact_word")


@bp.get("/")
@door(SECRETARIAT)
def overview() -> str:
    """Where do we stand?"""
    return render_template("desk/overview.html", standing=queries.standing(current_edition()))


@bp.get("/outbox")
@door(SECRETARIAT)
def outbox() -> str:
    """The letters of this meeting."""
    edition = current_edition()
    status = request.args.get("status", "")
    status = status if status in words.LETTER else ""
    about = request.args.get("about", "")
    return render_template(
        "desk/outbox.html",
        about=about,
        form=ReviewForm(formdata=None, about=about),
        letters=queries.letters(
            edition,
            status=status,
            about=about,
            words=request.args.get("q", "").strip(),
            page=request.args.get("page", 1, int),
        ),
        counts=queries.letter_counts(edition, about=about),
        status=status,
        states=words.LETTER,
    )


@bp.post("/outbox/review")
@door(SECRETARIAT)
def review() -> Response:
    """Let all letters about one thing go that were held for review, or discard them."""
    form = ReviewForm()
    if not form.validate_on_submit():
        abort(400)
    with transaction():
        if form.verb.data == "send":
            count = services.release_all(current_edition(), form.about.data, by=current_user)
            done = ngettext(
                "%(num)d letter leaves with the next delivery.",
                "%(num)d letters leave with the next delivery.",
                count,
            )
        else:
            count = services.discard_all(current_edition(), form.about.data, by=current_user)
            done = ngettext("%(num)d letter was discarded.", "%(num)d letters were discarded.", count)
    flash(done, "success")
    return redirect(url_for("desk.outbox", about=form.about.data), 303)


@bp.get("/outbox/<int:letter_id>")
@door(SECRETARIAT)
def letter(letter_id: int) -> str:
    """One letter, as it is read, and what can be done with it."""
    found = _letter(letter_id)
    return render_template("desk/letter.html", letter=found, text=sealed(found.text), states=words.LETTER)


@bp.post("/outbox/<int:letter_id>/hold")
@door(SECRETARIAT)
def hold(letter_id: int) -> Response:
    """Keep it from leaving."""
    return _done(services.hold, letter_id, _("The letter is held: it leaves when you let it go."))


@bp.post("/outbox/<int:letter_id>/release")
@door(SECRETARIAT)
def release(letter_id: int) -> Response:
    """Let it go, or try again."""
    return _done(services.release, letter_id, _("The letter leaves with the next delivery."))


@bp.post("/outbox/<int:letter_id>/again")
@door(SECRETARIAT)
def send_again(letter_id: int) -> Response:
    """Send a copy of a letter that was sent."""
    return _done(services.send_again, letter_id, _("A copy leaves with the next delivery."))


@bp.get("/log")
@door(SECRETARIAT)
def audit() -> str:
    """Who did what, and when."""
    edition = current_edition()
    lines, pages = queries.log(
        edition,
        fact=request.args.get("fact", ""),
        subject=request.args.get("subject", "").strip(),
        page=request.args.get("page", 1, int),
    )
    return render_template(
        "desk/audit.html",
        lines=lines,
        pages=pages,
        told=queries.facts_told(edition),
        facts=words.FACT,
        value=words.value,
    )


def _letter(letter_id: int) -> Letter:
    return queries.letter(current_edition(), letter_id) or abort(404)


def _done(verb: Callable[..., Any], letter_id: int, message: str) -> Response:
    """Do one thing to a letter and show the letter concerned: the copy, when there is one."""
    with transaction():
        concerned = verb(_letter(letter_id), by=current_user)
        shown = concerned.id if isinstance(concerned, Letter) else letter_id
    flash(message, "success")
    return redirect(url_for("desk.letter", letter_id=shown), 303)
