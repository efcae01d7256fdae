"""Bilateral meetings: doors only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.doors import SIGNED_IN, door, require
from fairapp.core.refusals import Refusal, Stale
from fairapp.edition import queries as editions
from fairapp.edition.scope import current_edition, edition_blueprint
from fairapp.meetings import board as boards
from fairapp.meetings import choices, policy, queries, rules, services, words
from fairapp.meetings.directory import Search, find, parties_of
from fairapp.meetings.forms import (
    AnswerForm,
    AskForm,
    BoardForm,
    CancelForm,
    DeclineForm,
    DirectoryForm,
    as_number,
)
from fairapp.meetings.models import Meeting
from fairapp.meetings.services import Wish
from fairapp.registration import rights
from fairapp.registration.models import Participant

bp = edition_blueprint("meetings", __name__, url="/meetings")
bp.app_template_filter("meeting_status")(words.status_name)
bp.app_template_filter("language_name")(words.language)
bp.app_template_filter("meeting_tone")(rules.TONES.__getitem__)

Answer = str | Response | tuple[str, int]
MEETING = "meetings/meeting.html"


@bp.get("/")
@door(SIGNED_IN)
def mine() -> Answer:
    """One's own meetings: what awaits an answer first."""
    me = _me()
    if me is None:
        require(policy.may_oversee(current_user, current_edition().id))
        return redirect(url_for("meetings.board"))
    return render_template(
        "meetings/mine.html",
        me=me,
        mine=queries.sorted_for(me),
        takes_part=policy.takes_part(current_user, me),
        may_ask=policy.may_ask(current_user, me),
        no_meetings=words.no_meetings(me.category, "request_meetings"),
    )


@bp.get("/directory")
@door(SIGNED_IN)
def directory() -> str:
    """People open to meetings."""
    edition, me = current_edition(), _me()
    rows = rights.matrix(edition.id)
    if me and policy.takes_part(current_user, me) and not policy.may_oversee(current_user, edition.id):
        services.check_category(me, "request_meetings", rows)
    require(policy.may_browse(current_user, me, edition.id, rows))
    parties = parties_of(edition.id, besides=me.delegation_id if me else None)
    topics = editions.topics(edition.id)
    form = DirectoryForm(request.args)
    choices.for_directory(form, parties, topics)
    search = Search(**{name: str(form[name].data or "") for name in Search.__dataclass_fields__})
    return render_template(
        "meetings/directory.html",
        form=form,
        search=search,
        listing=find(parties, search, number=request.args.get("page", 1, int), rows=rows),
        topics={topic.code: topic for topic in topics},
        me=me,
        open_with=queries.open_between(me) if me else {},
    )


@bp.route("/ask/<int:participant_id>", methods=["GET", "POST"])
@door(SIGNED_IN)
def ask(participant_id: int) -> Answer:
    """Ask somebody for a meeting at a time that suits both."""
    me, host = _me(), queries.participant(current_edition().id, participant_id) or abort(404)
    require(policy.takes_part(current_user, me))
    assert me is not None
    services.check_sides(me, host)
    form = AskForm(entry=request.args.get("entry"))
    status = 200
    if form.validate_on_submit():
        try:
            with transaction():
                wish = Wish(form.slot.data, form.purpose.data, form.entry.data or "")
                meeting = services.ask_for_meeting(me, host, wish, by=current_user)
            flash(_("Your request was sent. You will receive a letter with the answer."), "success")
            return redirect(url_for("meetings.meeting", meeting_id=meeting.id), 303)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    elif form.is_submitted():
        status = 422
    return _ask_page(me, host, form), status


def _ask_page(me: Participant, host: Participant, form: AskForm) -> str:
    times = queries.common_times(me, host)
    entries = queries.entries_of(me.delegation, host.delegation)
    choices.for_asking(form, times.free, entries, host.delegation)
    return render_template(
        "meetings/ask.html",
        me=me,
        host=host,
        form=form,
        times=times,
        days=choices.by_day(form, times.free),
        theirs=[entry for entry in entries if entry.delegation_id == host.delegation_id],
    )


@bp.get("/<int:meeting_id>")
@door(SIGNED_IN)
def meeting(meeting_id: int) -> str:
    """One meeting: its state, what happened, what the visitor can do next."""
    found = _meeting(meeting_id)
    require(policy.may_see(current_user, found))
    return render_template(MEETING, form=None, **_shown(found))


@bp.post("/<int:meeting_id>/accept")
@door(SIGNED_IN)
def accept(meeting_id: int) -> Answer:
    """Say yes."""
    found = _meeting(meeting_id)
    require(policy.may_answer(current_user, found))
    form = AnswerForm()
    return _act(
        found,
        form,
        lambda: services.accept_meeting(found, by=current_user, seen=form.opened_version()),
        _("The meeting is arranged. Both of you receive an invitation for the calendar."),
    )


@bp.route("/<int:meeting_id>/decline", methods=["GET", "POST"])
@door(SIGNED_IN)
def decline(meeting_id: int) -> Answer:
    """Say no, with a word if one likes."""
    found = _meeting(meeting_id)
    require(policy.may_answer(current_user, found))
    form = DeclineForm(version=found.version)
    return _act(
        found,
        form,
        lambda: services.decline_meeting(
            found, form.reason.data, by=current_user, seen=form.opened_version()
        ),
        _("You declined. The other side is told."),
        page="meetings/decline.html",
    )


@bp.route("/<int:meeting_id>/withdraw", methods=["GET", "POST"])
@door(SIGNED_IN)
def withdraw(meeting_id: int) -> Answer:
    """Take a request back."""
    found = _meeting(meeting_id)
    require(policy.may_withdraw(current_user, found))
    form = AnswerForm(version=found.version)
    return _act(
        found,
        form,
        lambda: services.withdraw_meeting(found, by=current_user, seen=form.opened_version()),
        _("Your request was withdrawn."),
        page="meetings/withdraw.html",
    )


@bp.route("/<int:meeting_id>/cancel", methods=["GET", "POST"])
@door(SIGNED_IN)
def cancel(meeting_id: int) -> Answer:
    """Call an accepted meeting off."""
    found = _meeting(meeting_id)
    require(policy.may_cancel(current_user, found))
    form = CancelForm(version=found.version)
    return _act(
        found,
        form,
        lambda: services.cancel_meeting(found, form.reason.data, by=current_user, seen=form.opened_version()),
        _("The meeting was cancelled. Both sides are told, and the time is free again."),
        page="meetings/cancel.html",
    )


@bp.get("/board")
@door(SECRETARIAT)
def board() -> str:
    """Every meeting, and the tables by time."""
    edition = current_edition()
    form = BoardForm(request.args)
    picture = boards.occupancy(edition.id)
    choices.for_board(form, edition, picture.tables)
    query = queries.all_meetings(
        edition.id,
        status=form.status.data or "",
        day=choices.day_of(form, edition),
        table_id=as_number(form.table.data),
    )
    page = db.paginate(query, per_page=50, max_per_page=50, error_out=False)
    return render_template("meetings/board.html", form=form, picture=picture, page=page)


def _act(found: Meeting, form: Any, verb: Callable[[], None], said: str, *, page: str = MEETING) -> Answer:
    """Do what the form asks and go to the meeting, or show the question again with what stands in
    the way. Once somebody else has answered there is no question left: the meeting is shown."""
    meeting_id = found.id
    if form.validate_on_submit():
        try:
            with transaction():
                verb()
            flash(said, "success")
            return redirect(url_for("meetings.meeting", meeting_id=meeting_id), 303)
        except Refusal as refusal:
            form.show(refusal)
            page = MEETING if isinstance(refusal, Stale) else page
            return render_template(page, form=form, **_shown(_meeting(meeting_id))), refusal.status
    return render_template(page, form=form, **_shown(found)), 422 if form.is_submitted() else 200


def _me() -> Participant | None:
    return queries.participant_of(current_user, current_edition().id)


def _meeting(meeting_id: int) -> Meeting:
    return queries.meeting(current_edition().id, meeting_id) or abort(404)


def _shown(found: Meeting) -> dict[str, Any]:
    mine = next((s for s in found.sides if s.user_id == current_user.id), None)
    return {
        "meeting": found,
        "other": found.other_side(mine),
        "mine": mine,
        "in_time": not rules.is_over(found.starts_at, clock.now()),
        "may": {
            name: getattr(policy, f"may_{name}")(current_user, found)
            for name in ("answer", "withdraw", "cancel")
        },
    }
