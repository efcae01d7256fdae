"""The registry of documents and every print."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from fairapp.accounts.policy import SECRETARIAT
from fairapp.core import clock
from fairapp.core.db import transaction
from fairapp.core.doors import EVERYONE, door, to_sign_in
from fairapp.core.i18n import current_language
from fairapp.core.prints import print_language
from fairapp.core.refusals import Refusal, Stale
from fairapp.documents import policy, prints, queries, services
from fairapp.documents.answers import answer
from fairapp.documents.forms import DocumentForm, NewDocumentForm, ReviseForm
from fairapp.documents.models import OfficialDocument
from fairapp.documents.register import listing
from fairapp.documents.renditions import order
from fairapp.edition import reference
from fairapp.edition.scope import current_edition, edition_blueprint
from fairapp.timetable.zones import local

bp = edition_blueprint("documents", __name__, url="/documents")

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/")
@door(EVERYONE)
def documents() -> str:
    """The registry, as far as the visitor may see it."""
    edition = current_edition()
    return render_template(
        "documents/documents.html",
        listing=listing(edition, current_user),
        may_change=policy.may_change(current_user, edition.id),
    )


@bp.get("/<name>.pdf")
@door(EVERYONE)
def printed(name: str) -> BaseResponse:
    """A print in ``?lang=``. Its door is the print's own; unchanged files cost the browser nothing, long
    ones are left to the worker."""
    edition, printable = current_edition(), prints.find(name) or abort(404)
    if not printable.who.is_one(current_user, edition.id):
        return to_sign_in() if not current_user.is_authenticated else abort(403)
    lang = request.args.get("lang") or current_language()
    print_language(lang)
    return answer(order(edition, printable, lang), reference.term("document_type", printable.kind), lang)


@bp.route("/new", methods=["GET", "POST"])
@door(SECRETARIAT)
def new() -> Answer:
    """Enter a document; it gets the next number of its series."""
    edition = current_edition()
    form = NewDocumentForm(dated=local(clock.now()).date(), original_lang=edition.original_lang)
    if form.validate_on_submit():
        try:
            with transaction():
                details = services.DocumentDetails(kind=form.kind.data, **form.details())
                document = services.register_document(edition, details, by=current_user)
            flash(_("Registered as %(symbol)s.", symbol=document.symbol), "success")
            return redirect(url_for("documents.documents"), 303)
        except Refusal as refusal:
            form.show(refusal)
    page = render_template("documents/new.html", form=form)
    return (page, 422) if form.errors else page


@bp.route("/<int:document_id>/edit", methods=["GET", "POST"])
@door(SECRETARIAT)
def edit(document_id: int) -> Answer:
    """Change what the registry says of a document."""
    document = _document(document_id)
    form = DocumentForm(obj=document)
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_document(
                    document, version=form.opened_version(), by=current_user, **form.details()
                )
            flash(_("%(symbol)s was saved.", symbol=document.symbol), "success")
            return redirect(url_for("documents.documents"), 303)
        except Refusal as refusal:
            form.show(refusal)
            return _edit_page(document, form, 409 if isinstance(refusal, Stale) else refusal.status)
    return _edit_page(document, form, 422 if form.errors else 200)


@bp.post("/<int:document_id>/revise")
@door(SECRETARIAT)
def revise(document_id: int) -> BaseResponse:
    """Issue the next revision, dated today."""
    document, form = _document(document_id), ReviseForm()
    form.validate()
    with transaction():
        services.revise_document(
            document, version=form.opened_version(), dated=local(clock.now()).date(), by=current_user
        )
    flash(_("The document is now %(symbol)s.", symbol=document.symbol), "success")
    return redirect(url_for("documents.documents"), 303)


def _document(document_id: int) -> OfficialDocument:
    return queries.one(current_edition().id, document_id) or abort(404)


def _edit_page(document: OfficialDocument, form: DocumentForm, status: int) -> Answer:
    if status == 409:
        form.version.data = document.version  # saving again is then a decision, not an accident
    page = render_template(
        "documents/edit.html", form=form, document=document, title=queries.title_of(document)
    )
    return page, status
