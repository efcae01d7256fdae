"""Entering, changing, ordering and removing people."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.core import drafts
from fairapp.core.db import transaction
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.refusals import Refusal, Stale
from fairapp.registration import board, composed, matrix, queries, services
from fairapp.registration.forms import ActForm, PersonForm
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.services.approval import as_proposed
from fairapp.registration.views.blueprint import Answer, bp, delegation_edited, to_delegation


@bp.route("/delegations/<int:delegation_id>/people/new", methods=["GET", "POST"])
@door(SIGNED_IN)
def add_person(delegation_id: int) -> Answer:
    """Add somebody to the delegation."""
    delegation = delegation_edited(delegation_id)
    draft = drafts.of(current_user.id, request.path)
    form = PersonForm(
        delegation,
        formdata=_typed(draft),
        languages=delegation.languages,
        role=board.likely_role(delegation),
    )
    status = 200
    if form.validate_on_submit():
        try:
            with transaction():
                person = services.enter_participant(delegation, form.details, by=current_user)
            flash(_("%(name)s was added.", name=person.name), "ok")
            _tell_waiting(person)
            return _onward(delegation)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    return _person_page(form, delegation, None, status, draft=draft)


@bp.route("/delegations/<int:delegation_id>/people/<int:participant_id>", methods=["GET", "POST"])
@door(SIGNED_IN)
def edit_person(delegation_id: int, participant_id: int) -> Answer:
    """Change what is known of somebody."""
    delegation = delegation_edited(delegation_id)
    person = person_of(delegation, participant_id)
    draft = drafts.of(current_user.id, request.path)
    form = PersonForm(delegation, person, obj=as_proposed(person), formdata=_typed(draft))
    status, now = 200, None
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_participant(
                    person, form.details, by=current_user, version=form.opened_version()
                )
            flash(_("Saved: %(name)s.", name=person.name), "ok")
            _tell_waiting(person)
            return _onward(delegation)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
            if isinstance(refusal, Stale):
                # The next attempt is made in knowledge of what the page now says.
                form.version.data, now = person.version, person
    return _person_page(form, delegation, person, status, now=now, draft=draft)


@bp.post("/delegations/<int:delegation_id>/people/<int:participant_id>/<any(up, down):way>")
@door(SIGNED_IN)
def move_person(delegation_id: int, participant_id: int, way: str) -> Response:
    """Put somebody before or after the next of the same role."""
    delegation = delegation_edited(delegation_id)
    person = person_of(delegation, participant_id)
    with transaction():
        services.move_participant(person, -1 if way == "up" else 1, by=current_user)
    back = url_for("registration.delegation", delegation_id=delegation.id, _anchor=f"person-{person.id}")
    return redirect(back, 303)


@bp.route("/delegations/<int:delegation_id>/people/<int:participant_id>/remove", methods=["GET", "POST"])
@door(SIGNED_IN)
def remove_person(delegation_id: int, participant_id: int) -> Answer:
    """Take somebody out of the delegation, after a question."""
    delegation = delegation_edited(delegation_id)
    person = person_of(delegation, participant_id)
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
    return answer, shown(form.errors, status)


def person_of(delegation: Delegation, participant_id: int) -> Participant:
    """The person of that number in the delegation."""
    return queries.participant(delegation, participant_id) or abort(404)


def shown(errors: object, status: int) -> int:
    """A form with errors is a 422, unless a refusal said something else."""
    return 422 if errors and status == 200 else status


def _typed(draft: drafts.FormDraft | None) -> object:
    """What the form is filled from: what was just sent, or the draft that is continued."""
    return request.form if request.method == "POST" else drafts.resumed(draft)


def _onward(delegation: Delegation) -> Response:
    if "another" not in request.form:
        return to_delegation(delegation)
    return redirect(url_for("registration.add_person", delegation_id=delegation.id), 303)


def _tell_waiting(person: Participant) -> None:
    """Say at once what does not hold yet: no seat, or a change that awaits approval."""
    if person.standing == "waiting":
        flash(matrix.why_waiting(person), "warn")
    if composed.asked_of([person]):
        flash(_("What was compared with the letter changes once protocol approves it."), "info")


def _person_page(
    form: PersonForm,
    delegation: Delegation,
    person: Participant | None,
    status: int,
    *,
    now: Participant | None = None,
    draft: drafts.FormDraft | None = None,
) -> Answer:
    answer = render_template(
        "registration/person.html",
        form=form,
        delegation=delegation,
        person=person,
        now=now,
        draft=draft if request.method == "GET" else None,
        continued=request.args.get("draft") == "continue",
        asked=composed.asked_of([person]).get(person.id, []) if person else [],
    )
    return answer, shown(form.errors, status)
