"""Offers and requests: doors only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.cooperation import policy, queries, rules, services
from fairapp.cooperation.forms import EntryForm, MoveForm, ReturnForm
from fairapp.cooperation.models import Entry
from fairapp.core.db import transaction
from fairapp.core.doors import EVERYONE, SIGNED_IN, door, require
from fairapp.core.refusals import Refusal
from fairapp.edition import queries as editions
from fairapp.edition import reference
from fairapp.edition.scope import current_edition, edition_blueprint
from fairapp.registration import rights

bp = edition_blueprint("cooperation", __name__, url="/cooperation")
bp.add_app_template_filter(rules.TONES.__getitem__, "entry_tone")
bp.add_app_template_filter(lambda code: rules.SCOPES.get(code, code), "geographic_scope")
bp.add_app_template_filter(lambda code: str(reference.term("instrument", code)), "instrument")
bp.add_app_template_filter(lambda code: str(reference.term("languages", code)), "language")

Answer = str | Response | tuple[str, int]


@bp.app_template_filter("budget")
def budget(entry: Entry) -> str:
    """“US$ 20,000 to 40,000”, in the figures of the language; empty when nothing is said."""
    low, high = entry.budget_usd_min, entry.budget_usd_max
    if low is not None and high is not None and low != high:
        return _("US$ %(least)s to %(most)s", least=format_decimal(low), most=format_decimal(high))
    if low is None and high is not None:
        return _("up to US$ %(most)s", most=format_decimal(high))
    return _("US$ %(amount)s", amount=format_decimal(low)) if low is not None else ""


@bp.get("/")
@door(EVERYONE)
def entries() -> str:
    """What is offered and asked for; and what waits for this visitor."""
    edition, search = current_edition(), queries.Search.of(request.args)
    everything = queries.published(edition.id)
    own = policy.delegations_of(current_user, edition.id)
    reviews = policy.may_review(current_user, edition.id)
    return render_template(
        "cooperation/entries.html",
        search=search,
        count=len(everything),
        found=queries.matching(everything, search),
        topics={topic.code: topic for topic in editions.topics(edition.id)},
        used_targets={code for entry in everything for code in entry.sdg_targets},
        targets=reference.sdg_targets(),
        own=[entry for entry in queries.of_delegations(own) if entry.status != "withdrawn"],
        to_review=queries.awaiting_review(edition.id) if reviews else [],
        may_write=bool(own),
    )


@bp.get("/<code>")
@door(EVERYONE)
def entry(code: str) -> str:
    """One offer or request in full."""
    return _entry_page(_visible(code))


@bp.route("/add", methods=["GET", "POST"])
@door(SIGNED_IN)
def add() -> Answer:
    """Begin an offer or a request."""
    edition = current_edition()
    own = policy.delegations_of(current_user, edition.id)
    require(bool(own))
    delegations = queries.delegations(own)
    form = EntryForm(topics=editions.topics(edition.id), delegations=delegations)
    if not form.validate_on_submit():
        page = render_template("cooperation/edit.html", form=form, entry=None)
        return page, 422 if form.is_submitted() else 200
    party = next(d for d in delegations if d.id == form.delegation.data)
    with transaction():
        drafted = services.draft_entry(party, form.kind.data, form.details(), by=current_user)
        _submit_if_asked(drafted)
    return _done(drafted)


@bp.route("/<code>/edit", methods=["GET", "POST"])
@door(SIGNED_IN)
def edit(code: str) -> Answer:
    """Rewrite an entry."""
    one = _visible(code)
    require(policy.may_edit(current_user, one))
    form = _edit_form(one)
    if not form.validate_on_submit():
        page = render_template("cooperation/edit.html", form=form, entry=one)
        return page, 422 if form.is_submitted() else 200
    try:
        with transaction():
            services.change_entry(one, form.details(), by=current_user, version=form.opened_version())
            _submit_if_asked(one)
    except Refusal as refusal:
        one = _visible(code)
        form.show(refusal)
        form.version.data = str(one.version)
        return render_template("cooperation/edit.html", form=form, entry=one), refusal.status
    return _done(one)


@bp.post("/<code>/submit")
@door(SIGNED_IN)
def submit(code: str) -> Response:
    """Hand it to the secretariat."""
    one = _visible(code)
    require(policy.wrote(current_user, one) or policy.may_review(current_user, one.edition_id))
    return _moved(one, services.submit_entry)


@bp.post("/<code>/withdraw")
@door(SIGNED_IN)
def withdraw(code: str) -> Response:
    """Take it back for good."""
    one = _visible(code)
    require(policy.wrote(current_user, one) or policy.may_review(current_user, one.edition_id))
    return _moved(one, services.withdraw_entry)


@bp.post("/<code>/publish")
@door(SECRETARIAT)
def publish(code: str) -> Response:
    """Let everybody read it."""
    return _moved(_visible(code), services.publish_entry)


@bp.post("/<code>/return")
@door(SECRETARIAT)
def give_back(code: str) -> Answer:
    """Return it to its authors with a reason."""
    one, form = _visible(code), ReturnForm()
    if not form.validate_on_submit():
        return _entry_page(one, form), 422
    try:
        with transaction():
            services.return_entry(one, form.reason.data, by=current_user, version=form.opened_version())
    except Refusal as refusal:
        one = _visible(code)
        form.show(refusal)
        return _entry_page(one, form), refusal.status
    return _done(one)


def _visible(code: str) -> Entry:
    one = queries.by_code(current_edition().id, code)
    if one is None or not policy.may_see(current_user, one):
        abort(404)
    return one


def _entry_page(one: Entry, form: ReturnForm | None = None) -> str:
    edition = current_edition()
    topics = {topic.code: topic for topic in editions.topics(edition.id)}
    return render_template(
        "cooperation/entry.html",
        entry=one,
        form=form or ReturnForm(formdata=None, version=one.version),
        topic=topics.get(one.topic_code),
        goals=reference.sdg_goals(),
        targets=reference.sdg_targets(),
        contacts=rights.those_who_may(one.delegation.participants, "be_requested"),
        takes_part=queries.takes_part(current_user, edition.id),
        may_edit=policy.may_edit(current_user, one),
        may_submit=policy.wrote(current_user, one) and "submitted" in rules.NEXT[one.status],
        may_withdraw=policy.may_withdraw(current_user, one),
        reviewing=policy.may_review(current_user, edition.id) and one.status in rules.AWAITING,
        public=one.status in rules.PUBLIC,
    )


def _edit_form(one: Entry) -> EntryForm:
    kept: dict[str, Any] = {"delegation": one.delegation_id, "kind": one.kind}
    form = EntryForm(obj=one, data=kept, topics=editions.topics(one.edition_id), delegations=[one.delegation])
    # Whose entry it is and of which kind was settled when it got its number.
    del form.delegation, form.kind
    return form


def _submit_if_asked(one: Entry) -> None:
    if "submit" in request.form and "submitted" in rules.NEXT[one.status]:
        services.submit_entry(one, by=current_user)


def _moved(one: Entry, verb: Callable[..., None]) -> Response:
    form = MoveForm()
    if not form.validate_on_submit():
        abort(400)
    with transaction():
        verb(one, by=current_user, version=form.opened_version())
    return _done(one)


def _saved(code: str) -> str:
    return _("%(code)s is saved.", code=code)


SAID: dict[str, Callable[[str], str]] = {
    "draft": lambda code: _("%(code)s is saved as a draft.", code=code),
    "submitted": lambda code: _("%(code)s is with the secretariat.", code=code),
    "returned": lambda code: _("%(code)s is returned to its authors.", code=code),
    "published": lambda code: _("%(code)s is published.", code=code),
    "withdrawn": lambda code: _("%(code)s is withdrawn.", code=code),
}


def _done(one: Entry) -> Response:
    flash(SAID.get(one.status, _saved)(one.code), "ok")
    return redirect(url_for("cooperation.entry", code=one.code), 303)
