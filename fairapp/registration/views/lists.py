"""Issuing the list of participants, and the issues on file."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from fairapp.accounts.policy import PROTOCOL
from fairapp.core import jobs
from fairapp.core.db import transaction
from fairapp.core.doors import door
from fairapp.core.i18n import current_language
from fairapp.core.prints import print_language
from fairapp.core.refusals import Refusal
from fairapp.documents import renditions
from fairapp.documents.answers import answer
from fairapp.documents.prints import Printable
from fairapp.edition import reference
from fairapp.edition.scope import current_edition
from fairapp.registration import issues, roll, services
from fairapp.registration.forms import IssueForm, ListOrderForm
from fairapp.registration.models import IssuedList
from fairapp.registration.prints import kept, next_list
from fairapp.registration.prints.participants import dated_of
from fairapp.registration.prints.sheet import list_sheet
from fairapp.registration.services.lists import KIND
from fairapp.registration.views.blueprint import Answer, bp
from fairapp.registration.views.participants import sheet_answer

NEXT = Printable("next-list-of-participants", KIND, next_list)


@bp.route("/participants/lists", methods=["GET", "POST"])
@door(PROTOCOL)
def lists() -> Answer:
    """What was issued, what changed since, and the next revision."""
    edition = current_edition()
    form = IssueForm()
    status = 200
    if form.validate_on_submit():
        try:
            with transaction():
                issued = services.issue_list(
                    edition, is_final=form.kind.data == "final", note=form.note.data, by=current_user
                )
                number = issued.id
            jobs.enqueue(kept.keep_issue, number)
            flash(_("Issued: %(symbol)s.", symbol=issued.symbol), "ok")
            return redirect(url_for("registration.lists"), 303)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    return _page(form, ListOrderForm(issues.ordering_of(edition.id), formdata=None), status)


@bp.post("/participants/lists/order")
@door(PROTOCOL)
def order_list() -> Answer:
    """Choose in which order the list stands."""
    edition = current_edition()
    form = ListOrderForm(issues.ordering_of(edition.id))
    if not form.validate_on_submit():
        return _page(IssueForm(formdata=None), form, 422)
    with transaction():
        services.order_list(edition, form.ordering.data, by=current_user)
    flash(_("The order of the list was saved."), "ok")
    return redirect(url_for("registration.lists"), 303)


@bp.get("/participants/lists/next.pdf")
@door(PROTOCOL)
def next_list_paper() -> BaseResponse:
    """The list as it would be issued now, in ``?lang=``."""
    lang = _print_language()
    return answer(
        renditions.order(current_edition(), NEXT, lang), reference.term("document_type", KIND), lang
    )


@bp.get("/participants/lists/next.xlsx")
@door(PROTOCOL)
def next_list_sheet() -> Response:
    """The same as a spreadsheet."""
    edition, lang = current_edition(), _print_language()
    sheet = list_sheet(
        roll.current(edition.id), lang, issues.ordering_of(edition.id), dated=dated_of(edition)
    )
    return sheet_answer(sheet, f"{edition.slug}-next-list-{lang}.xlsx")


@bp.get("/participants/lists/<int:revision>.pdf")
@door(PROTOCOL)
def issued_list_paper(revision: int) -> BaseResponse:
    """An issue as it was, in ``?lang=``. The public gets the newest one from the documents."""
    issued, lang = _issued(revision), _print_language()
    paper = kept.paper_of(current_edition(), issued, lang)
    return answer(paper, reference.term("document_type", KIND), lang)


@bp.get("/participants/lists/<int:revision>.xlsx")
@door(PROTOCOL)
def issued_list_sheet(revision: int) -> Response:
    """The same as a spreadsheet."""
    place, name = kept.sheet_of(_issued(revision), _print_language())
    return sheet_answer(place.read_bytes(), name)


def _issued(revision: int) -> IssuedList:
    return issues.one(current_edition().id, revision) or abort(404)


def _print_language() -> str:
    lang = request.args.get("lang") or current_language()
    print_language(lang)
    return lang


def _page(form: IssueForm, order_form: ListOrderForm, status: int) -> Answer:
    edition = current_edition()
    newest = issues.last(edition.id)
    entries = roll.current(edition.id)
    page = render_template(
        "registration/lists.html",
        form=form,
        order_form=order_form,
        issued=issues.every(edition.id),
        newest=newest,
        since=issues.difference(issues.roll_of(newest), entries) if newest else None,
        delegations=len(entries),
        people=sum(len(party.people) for party in entries),
    )
    return page, 422 if form.errors and status == 200 else status
