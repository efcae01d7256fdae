"""Entering, changing and removing people."""

from __future__ import annotations

from flask import abort, flash, render_template
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.core.db import transaction
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.refusals import Refusal, Stale
from fairapp.registration import queries, services
from fairapp.registration.forms import ActForm, PersonForm
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.views.blueprint import Answer, bp, delegation_edited, to_delegation


@bp.route("/delegations/<int:delegation_id>/people/new", methods=["GET", "POST"])
@door(SIGNED_IN)
def add_person(delegation_id: int) -> Answer:
    """Add somebody to the delegation."""
    delegation = delegation_edited(delegation_id)
    form = PersonForm(delegation, languages=delegation.languages)
    status = 200
    if form.validate_on_submit():
        try:
            with transaction():
                person = services.enter_participant(delegation, form.details, by=current_user)
            flash(_("%(name)s was added.", name=person.name), "ok")
            return to_delegation(delegation)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    return _person_page(form, delegation, None, status)


@bp.route("/delegations/<int:delegation_id>/people/<int:participant_id>", methods=["GET", "POST"])
@door(SIGNED_IN)
def edit_person(delegation_id: int, participant_id: int) -> Answer:
    """Change what is known of somebody."""
    delegation = delegation_edited(delegation_id)
    person = _person(delegation, participant_id)
    form = PersonForm(delegation, person)
    status, now = 200, None
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_participant(
                    person, form.details, by=current_user, version=form.opened_version()
                )
            flash(_("Saved: %(name)s.", name=person.name), "ok")
            return to_delegation(delegation)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
            if isinstance(refusal, Stale):
                # The next attempt is made in knowledge of what the page now says.
                form.version.data, now = person.version, person
    return _person_page(form, delegation, person, status, now=now)


@bp.route("/delegations/<int:delegation_id>/people/<int:participant_id>/remove", methods=["GET", "POST"])
@door(SIGNED_IN)
def remove_person(delegation_id: int, participant_id: int) -> Answer:
    """Take somebody out of the delegation, after a question."""
    delegation = delegation_edited(delegation_id)
    person = _person(delegation, participant_id)
    form = ActForm(version=person.version)
    status = 200
    if form.validate_on_submit():
        name = person.name
        try:
            with transaction():
                services.remove_participant(person, by=current_user, version=form.opened_version())
            flash(_("%(name)s was removed.", name=name), "ok")
            return to_delegation(delegation)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    answer = render_template(
        "registration/remove_person.html", delegation=delegation, person=person, form=form
    )
    return answer, _shown(form.errors, status)


def _person(delegation: Delegation, participant_id: int) -> Participant:
    return queries.participant(delegation, participant_id) or abort(404)


def _person_page(
    form: PersonForm,
    delegation: Delegation,
    person: Participant | None,
    status: int,
    *,
    now: Participant | None = None,
) -> Answer:
    answer = render_template(
        "registration/person.html", form=form, delegation=delegation, person=person, now=now
    )
    return answer, _shown(form.errors, status)


def _shown(errors: object, status: int) -> int:
    return 422 if errors and status == 200 else status
