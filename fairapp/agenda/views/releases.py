"""Making the draft public, and the releases there were."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from fairapp.accounts.policy import SECRETARIAT
from fairapp.agenda import queries, services
from fairapp.agenda.choices import Choice, parts
from fairapp.agenda.digests import concerned_by, letter_about, tell_concerned
from fairapp.agenda.forms import ReleaseForm
from fairapp.agenda.services.releases import draft_changes, release_changes
from fairapp.agenda.views import bp
from fairapp.agenda.words import sentences
from fairapp.core import jobs
from fairapp.core.dates import zone
from fairapp.core.db import transaction
from fairapp.core.doors import EVERYONE, door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition


@bp.route("/agenda/release", methods=["GET", "POST"])
@door(SECRETARIAT)
def release() -> Any:
    """What separates the draft from what the public sees; and the act that makes it public."""
    form = ReleaseForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    try:
        with transaction():
            made = services.release_programme(
                current_edition(), note=form.note.data, after=form.opened_version(), by=current_user
            )
            made_id, number, about = made.id, made.number, letter_about(made)
    except Refusal as refusal:
        form.show(refusal)
        return _page(form), refusal.status
    jobs.enqueue(tell_concerned, made_id)
    flash(_("Release no. %(number)d is public.", number=number), "success")
    return redirect(url_for("agenda.release", _anchor="releases", about=about), 303)


@bp.get("/programme/releases/<int:number>")
@door(EVERYONE)
def releases(number: int) -> str:
    """A release as it was: what it changed, and the whole programme of then."""
    edition = current_edition()
    found = queries.release(edition.id, number) or abort(404)
    then, last = queries.programme(found), queries.last_release(edition.id)
    return render_template(
        "agenda/releases.html",
        release=found,
        newest=last,
        programme=then,
        parts=parts(then, Choice(), zone(edition.time_zone)),
        choice=Choice(),
        found=release_changes(found),
        sentences=sentences,
        others=queries.releases(edition.id),
    )


def _page(form: ReleaseForm) -> str:
    last, found = draft_changes(current_edition())
    concerned = concerned_by(found) if found else []
    # Whoever is shown what is new now may release it with the next attempt.
    form.version.data = str(last.number if last else 0)
    return render_template(
        "agenda/release.html",
        form=form,
        last=last,
        found=found,
        concerned=concerned,
        letters=ngettext(
            "%(num)d person gets a letter. You review it in the outbox before it leaves.",
            "%(num)d people get a letter each. You review them in the outbox before they leave.",
            len(concerned),
        ),
        sentences=sentences,
        letter_about=letter_about,
        releases=queries.releases(current_edition().id),
    )
