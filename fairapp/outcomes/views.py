"""Outcomes for everybody, the rapporteur's desk for those who keep the record."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import RAPPORTEUR, SECRETARIAT
from fairapp.agenda.models import Session
from fairapp.core.db import transaction
from fairapp.core.doors import EVERYONE, door
from fairapp.core.refusals import Refusal
from fairapp.edition import queries as editions
from fairapp.edition import reference
from fairapp.edition.scope import current_edition, edition_blueprint
from fairapp.outcomes import policy, queries, services, words
from fairapp.outcomes.board import desk, outcomes_board
from fairapp.outcomes.forms import ActForm, DecisionForm, StatusForm, SummaryForm
from fairapp.outcomes.models import Decision, SessionRecord
from fairapp.outcomes.rules import ADOPTION_WORDS

bp = edition_blueprint("outcomes", __name__, url="")

Answer = str | Response | tuple[str, int] | tuple[Response, int]


@bp.get("/outcomes/")
@door(EVERYONE)
def outcomes() -> Answer:
    """What each expected outcome has gathered."""
    return _board()


@bp.post("/outcomes/<code>/status")
@door(SECRETARIAT)
def set_status(code: str) -> Answer:
    """Say how far an outcome has come."""
    outcome = queries.outcome(current_edition().id, code) or abort(404)
    form = StatusForm(prefix=code)
    if not form.validate_on_submit():
        return _board(code, form), 422
    try:
        with transaction():
            services.set_outcome_status(outcome, form.status.data, was=form.was.data, by=current_user)
    except Refusal as refusal:
        form.show(refusal)
        form.was.data = outcome.status
        return _board(code, form), refusal.status
    flash(_("The status of %(code)s was saved.", code=code), "success")
    return redirect(url_for("outcomes.outcomes", _anchor=code), 303)


@bp.get("/records/")
@door(RAPPORTEUR)
def records() -> str:
    """Sessions by day with the state of their record."""
    return render_template("outcomes/records.html", desk=desk(current_edition()))


@bp.route("/records/<int:session_id>", methods=["GET", "POST"])
@door(RAPPORTEUR)
def record(session_id: int) -> Answer:
    """The record of a session: summary, decisions, and whether it is final."""
    session = _session(session_id)
    found = queries.record_of(session.id)
    form = SummaryForm(summary=found.summary if found else None, version=found.version if found else 1)
    if form.validate_on_submit():
        try:
            _write(session, form)
            flash(_("The summary was saved."), "success")
            return redirect(url_for("outcomes.record", session_id=session.id), 303)
        except Refusal as refusal:
            form.show(refusal)
            found = queries.record_of(session.id)
            return _record_page(session, form, found, refusal)
    return _record_page(session, form, found)


@bp.post("/records/<int:session_id>/draft")
@door(RAPPORTEUR)
def draft(session_id: int) -> Answer:
    """Save while somebody writes: answers with the version to send next time, or with the reason."""
    form = SummaryForm()
    if not form.validate_on_submit():
        return jsonify(message=form.problems()[0][1]), 422
    try:
        saved = _write(_session(session_id), form)
    except Refusal as refusal:
        return jsonify(message=refusal.message), refusal.status
    return jsonify(version=saved.version)


@bp.route("/records/<int:session_id>/decisions/new", methods=["GET", "POST"])
@door(RAPPORTEUR)
def new_decision(session_id: int) -> Answer:
    """Put a decision on record."""
    session = _session(session_id)
    form = DecisionForm(editions.outcomes(session.edition_id), outcomes=session.outcome_codes)
    if form.validate_on_submit():
        try:
            with transaction():
                kept = services.open_record(session, by=current_user)
                added = services.add_decision(kept, form.details(), by=current_user)
            flash(_("Decision No. %(number)s is on record.", number=added.number), "success")
            return _back(session_id)
        except Refusal as refusal:
            form.show(refusal)
            return _decision_page(session, form, status=refusal.status)
    return _decision_page(session, form, status=422 if form.errors else 200)


@bp.route("/records/<int:session_id>/decisions/<int:decision_id>", methods=["GET", "POST"])
@door(RAPPORTEUR)
def decision(session_id: int, decision_id: int) -> Answer:
    """Change a decision."""
    found = _decision(session_id, decision_id)
    form = DecisionForm(
        editions.outcomes(found.edition_id), obj=found, data={"outcomes": found.outcome_codes}
    )
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_decision(
                    found, form.details(), version=form.opened_version(), by=current_user
                )
            flash(_("Decision No. %(number)s was saved.", number=found.number), "success")
            return _back(session_id)
        except Refusal as refusal:
            form.show(refusal)
            form.version.data = found.version
            return _decision_page(found.record.session, form, found, refusal.status)
    return _decision_page(found.record.session, form, found, 422 if form.errors else 200)


@bp.route("/records/<int:session_id>/decisions/<int:decision_id>/remove", methods=["GET", "POST"])
@door(RAPPORTEUR)
def remove_decision(session_id: int, decision_id: int) -> Answer:
    """Ask, then strike a decision from the record."""
    found, form = _decision(session_id, decision_id), ActForm()
    if form.validate_on_submit():
        number = found.number
        with transaction():
            services.remove_decision(found, version=form.opened_version(), by=current_user)
        flash(_("Decision No. %(number)s was struck from the record.", number=number), "success")
        return _back(session_id)
    return render_template("outcomes/remove_decision.html", decision=found, session=found.record.session)


@bp.post("/records/<int:session_id>/decisions/<int:decision_id>/<any(up, down):way>")
@door(RAPPORTEUR)
def move_decision(session_id: int, decision_id: int, way: str) -> Answer:
    """Change places with the decision before or after."""
    found, form = _decision(session_id, decision_id), ActForm()
    form.validate()
    with transaction():
        step = -1 if way == "up" else 1
        services.move_decision(found, step, version=form.opened_version(), by=current_user)
    return _back(session_id)


@bp.post("/records/<int:session_id>/<any(finalise, reopen):verb>")
@door(RAPPORTEUR)
def close(session_id: int, verb: str) -> Answer:
    """Make a record final, or open it again."""
    session, form = _session(session_id), ActForm()
    form.validate()
    act = services.finalise if verb == "finalise" else services.reopen
    with transaction():
        kept = services.open_record(session, by=current_user)
        act(kept, version=form.opened_version(), by=current_user)
    flash(_("The record is final.") if verb == "finalise" else _("The record is open again."), "success")
    return _back(session_id)


def _session(session_id: int) -> Session:
    return queries.session(current_edition().id, session_id) or abort(404)


def _decision(session_id: int, decision_id: int) -> Decision:
    return queries.decision(current_edition().id, session_id, decision_id) or abort(404)


def _write(session: Session, form: SummaryForm) -> SessionRecord:
    with transaction():
        kept = services.open_record(session, by=current_user)
        services.write_summary(kept, form.summary.value, version=form.opened_version(), by=current_user)
    return kept


def _back(session_id: int) -> Response:
    return redirect(url_for("outcomes.record", session_id=session_id), 303)


def _board(code: str = "", form: StatusForm | None = None) -> str:
    edition = current_edition()
    found = outcomes_board(edition)
    forms: dict[str, Any] = {}
    if policy.may_set_status(current_user, edition.id):
        forms = {
            o.code: StatusForm(formdata=None, prefix=o.code, status=o.status, was=o.status) for o in found
        }
        forms |= {code: form} if form else {}
    return render_template(
        "outcomes/outcomes.html",
        outcomes=found,
        forms=forms,
        adoption=ADOPTION_WORDS,
        goals=reference.sdg_goals(),
        may_record=policy.may_record(current_user, edition.id),
    )


def _record_page(
    session: Session, form: SummaryForm, kept: SessionRecord | None, refusal: Refusal | None = None
) -> Answer:
    if refusal and kept:
        form.version.data = kept.version  # saving again is then a decision, not an accident
    page = render_template(
        "outcomes/record.html",
        session=session,
        duties=words.duties(session),
        record=kept,
        form=form,
        theirs=kept.summary if refusal and kept else None,
        adoption=ADOPTION_WORDS,
        outcomes={o.code: o for o in editions.outcomes(session.edition_id)},
    )
    return page, refusal.status if refusal else 422 if request.method == "POST" and form.errors else 200


def _decision_page(
    session: Session, form: DecisionForm, found: Decision | None = None, status: int = 200
) -> Answer:
    return render_template(
        "outcomes/decision.html",
        session=session,
        form=form,
        decision=found,
        theirs=found.text if found and status == 409 else None,
    ), status
