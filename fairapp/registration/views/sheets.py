"""People as spreadsheets: templates, upload, comparison, import, export."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from fairapp.accounts.policy import PROTOCOL, SECRETARIAT
from fairapp.core import files
from fairapp.core.db import db, transaction
from fairapp.core.doors import SIGNED_IN, door, require
from fairapp.core.i18n import LANGUAGES, current_language, sort_key
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.registration import policy, queries
from fairapp.registration.forms.sheets import ImportForm, SheetForm
from fairapp.registration.models import Delegation, ImportFile
from fairapp.registration.queries.pages import page_of
from fairapp.registration.sheets import exporting, keeping, writing
from fairapp.registration.sheets.applying import PlanChanged
from fairapp.registration.sheets.applying import import_people as carry_out
from fairapp.registration.sheets.files import Unreadable
from fairapp.registration.sheets.lines import OUTCOMES
from fairapp.registration.sheets.planning import may_import
from fairapp.registration.sheets.reading import LIMIT, read
from fairapp.registration.sheets.report import PER_PAGE, Report
from fairapp.registration.sheets.template import template
from fairapp.registration.views.blueprint import Answer, bp, delegation_edited, delegation_seen

ENDINGS = "any(csv,xlsx):ending"


# upload


@bp.route("/delegations/import", methods=["GET", "POST"])
@door(SECRETARIAT)
def import_people() -> Answer:
    """Upload a sheet with people of any delegations."""
    return _upload(None)


@bp.route("/delegations/<int:delegation_id>/import", methods=["GET", "POST"])
@door(SIGNED_IN)
def import_into(delegation_id: int) -> Answer:
    """Upload a sheet with people of one delegation."""
    return _upload(delegation_edited(delegation_id))


def _upload(only: Delegation | None) -> Answer:
    form = SheetForm()
    status = 200
    if form.validate_on_submit():
        try:
            return redirect(url_for("registration.import_plan", import_id=_received(form, only)), 303)
        except Unreadable as refusal:
            form.show(refusal)
            status = refusal.status
    elif form.is_submitted():
        status = 422
    page = render_template(
        "registration/import.html", form=form, delegation=only, template_languages=LANGUAGES
    )
    return page, status


def _received(form: SheetForm, only: Delegation | None) -> int:
    upload = form.file.data
    content = upload.stream.read(LIMIT + 1)
    # Reading a large sheet takes a second or two: nobody shall wait for our transaction meanwhile.
    db.session.rollback()
    sheet = read(content, scoped=only is not None)
    with transaction():
        kept = keeping.receive(
            current_edition(), content, upload.filename or "", sheet, by=current_user, only=only
        )
    return kept.id


@bp.get(f"/delegations/import/template.<{ENDINGS}>")
@door(SECRETARIAT)
def import_template(ending: str) -> Response:
    """An empty sheet in a language (`?in=es`), with the names of the delegations to choose from."""
    lang = _asked_language()
    everyone = queries.all_delegations(current_edition().id)
    names = sorted((each.name.to(lang) for each in everyone), key=sort_key)
    content = template(ending, lang, writing.columns_for(private=True), names)
    return _download(content, ending, _("people"), lang)


@bp.get(f"/delegations/<int:delegation_id>/import/template.<{ENDINGS}>")
@door(SIGNED_IN)
def delegation_template(delegation_id: int, ending: str) -> Response:
    """An empty sheet for the people of one delegation, in a language (`?in=es`)."""
    found = delegation_edited(delegation_id)
    lang = _asked_language()
    content = template(ending, lang, writing.columns_for(private=True, scoped=True))
    return _download(content, ending, found.member_code, lang)


def _asked_language() -> str:
    asked = request.args.get("in", "")
    return asked if asked in LANGUAGES else current_language()


# comparison and import


@bp.get("/delegations/import/<int:import_id>")
@door(SIGNED_IN)
def import_plan(import_id: int) -> Answer:
    """What importing the sheet would do, row by row; afterwards: what it did."""
    kept = _mine(import_id)
    report = keeping.report_of(kept, current_edition(), by=current_user)
    return _plan_page(kept, report)


@bp.post("/delegations/import/<int:import_id>/apply")
@door(SIGNED_IN)
def apply_import(import_id: int) -> Answer:
    """Import the rows that can be imported, as the comparison said."""
    kept = _mine(import_id)
    form = ImportForm()
    if not form.validate_on_submit() or kept.imported_at:
        return _to_plan(kept)
    content = files.place(kept.key).read_bytes()
    db.session.rollback()
    sheet = read(content, scoped=kept.delegation_id is not None)
    try:
        with transaction():
            made = carry_out(
                current_edition(), sheet, by=current_user, only=kept.delegation, seen=form.digest.data
            )
            keeping.mark_imported(kept)
    except PlanChanged as refusal:
        keeping.forget_reports(kept)
        report = keeping.report_of(kept, current_edition(), by=current_user)
        return _plan_page(kept, report, refusal=refusal)
    keeping.conclude(kept, sheet, made, current_edition())
    flash(_done(made.counts), "ok")
    return _to_plan(kept)


def _done(counts: dict[str, int]) -> str:
    written = counts["added"] + counts["changed"]
    return ngettext("%(num)s row was imported.", "%(num)s rows were imported.", written)


@bp.post("/delegations/import/<int:import_id>/discard")
@door(SIGNED_IN)
def discard_import(import_id: int) -> Answer:
    """Put the sheet away without importing it."""
    kept = _mine(import_id)
    back = _upload_page(kept)
    with transaction():
        keeping.discard(kept)
    flash(_("The file was discarded. Nobody was changed by it."), "ok")
    return redirect(back, 303)


@bp.get("/delegations/import/<int:import_id>/refused")
@door(SIGNED_IN)
def refused_rows(import_id: int) -> Response:
    """The rows that were refused, as they were, each with its reason."""
    kept = _mine(import_id)
    edition, lang = current_edition(), current_language()
    ending = kept.key.rpartition(".")[2]
    if kept.imported_at:
        return _download(files.place(kept.key).read_bytes(), ending, _("refused-rows"), lang)
    content = keeping.refused_of(kept, edition, by=current_user)
    return _download(content, ending, _("refused-rows"), lang)


def _mine(import_id: int) -> ImportFile:
    """The sheet of that number, if it is the visitor's own and they may still import."""
    kept = db.session.get(ImportFile, import_id)
    if kept is None or kept.edition_id != current_edition().id:
        abort(404)
    require(kept.user_id == current_user.id)
    require(may_import(current_user, kept.delegation, kept.edition_id))
    return kept


def _to_plan(kept: ImportFile) -> Any:
    return redirect(url_for("registration.import_plan", import_id=kept.id), 303)


def _upload_page(kept: ImportFile) -> str:
    if kept.delegation_id:
        return url_for("registration.import_into", delegation_id=kept.delegation_id)
    return url_for("registration.import_people")


def _plan_page(kept: ImportFile, report: Report, *, refusal: Refusal | None = None) -> Answer:
    outcome = request.args.get("show", "")
    if outcome not in OUTCOMES:
        outcome = next((each for each in OUTCOMES if report.counts[each]), "added")
    frame = page_of(report.counts[outcome], request.args.get("page", 1, int), PER_PAGE)
    page = render_template(
        "registration/import_plan.html",
        kept=kept,
        delegation=kept.delegation,
        report=report,
        outcome=outcome,
        rows=frame.of(report.of(outcome, frame.first - 1)),
        form=ImportForm(formdata=None, digest=report.digest),
        upload_page=_upload_page(kept),
        refusal=refusal.message if refusal else "",
    )
    return page, refusal.status if refusal else 200


# export


@bp.get(f"/delegations/export.<{ENDINGS}>")
@door(PROTOCOL)
def export(ending: str) -> Response:
    """The people of a list, with its filters: of the list of people, of delegations (`?of=delegations`)
    or of the roster (`?of=roster`). Needs are for the secretariat only."""
    edition = current_edition()
    private = policy.may_invite(current_user, edition.id)
    content = exporting.export(edition, ending, request.args, private=private)
    return _download(content, ending, f"{edition.slug}-{_('people')}", current_language())


@bp.get(f"/delegations/<int:delegation_id>/people.<{ENDINGS}>")
@door(SIGNED_IN)
def export_delegation(delegation_id: int, ending: str) -> Response:
    """The people of one delegation."""
    found = delegation_seen(delegation_id)
    private = policy.may_edit(current_user, found)
    content = exporting.export_delegation(found, ending, by=current_user, private=private)
    return _download(content, ending, found.member_code, current_language())


def _download(content: bytes, ending: str, name: str, lang: str) -> Response:
    response: Response = current_app.response_class(content, content_type=writing.KINDS[ending])
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-{lang}.{ending}".lower())
    return response
