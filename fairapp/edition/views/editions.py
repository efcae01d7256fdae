"""Opening and changing editions, for the secretariat."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import OWNER, SECRETARIAT
from fairapp.core.db import db, transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition import services, words
from fairapp.edition.errors import ChangedMeanwhile
from fairapp.edition.forms import OpeningForm, SettingsForm
from fairapp.edition.scope import current_edition
from fairapp.edition.services import EditionDetails
from fairapp.edition.views.blueprints import Answer, bp, settings


@bp.route("/new", methods=["GET", "POST"])
@door(OWNER)
def new() -> Answer:
    """Open another edition beside those there are."""
    form = OpeningForm()
    if form.validate_on_submit():
        try:
            with transaction():
                edition = services.open_edition(EditionDetails(**form.values()), by=current_user)
            flash(_("The meeting is open. Next: its rooms, tables and slots."), "success")
            return redirect(url_for("edition.furniture", edition_slug=edition.slug), 303)
        except Refusal as refusal:
            return _shown(form, refusal, "edition/new.html")
    return _asked(form, "edition/new.html")


@settings.route("/settings", methods=["GET", "POST"], endpoint="settings")
@door(SECRETARIAT)
def change() -> Answer:
    """Days, place, symbols and deadlines of this edition."""
    edition = current_edition()
    form = SettingsForm.of(edition)
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_edition(
                    edition, opened=form.opened_version(), by=current_user, **form.values()
                )
            flash(_("The settings were saved."), "success")
            return redirect(url_for("edition.settings"), 303)
        except ChangedMeanwhile as stale:
            # What was typed stays; saving again is now a decision made with open eyes.
            form.version.data = str(edition.version)
            return _shown(form, stale, "edition/settings.html", changes=words.changes(stale, form))
        except Refusal as refusal:
            return _shown(form, refusal, "edition/settings.html")
    return _asked(form, "edition/settings.html")


def _shown(form: SettingsForm | OpeningForm, refusal: Refusal, template: str, **more: object) -> Answer:
    db.session.rollback()
    form.show(refusal)
    return render_template(template, form=form, **more), refusal.status


def _asked(form: SettingsForm | OpeningForm, template: str) -> Answer:
    page = render_template(template, form=form)
    return (page, 422) if request.method == "POST" else page
