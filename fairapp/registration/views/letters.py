"""The credential letter: taken in, given out, looked at page by page, described."""

from __future__ import annotations

from flask import abort, flash
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import PROTOCOL
from fairapp.core import files, previews
from fairapp.core.db import db, transaction
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.refusals import Refusal
from fairapp.registration import services
from fairapp.registration.forms import DescribedLetterForm, LetterForm
from fairapp.registration.models import CredentialLetter, Delegation
from fairapp.registration.views.blueprint import (
    Answer,
    bp,
    delegation_edited,
    delegation_seen,
    to_delegation,
)
from fairapp.registration.views.delegations import page


@bp.post("/delegations/<int:delegation_id>/letter")
@door(SIGNED_IN)
def upload_letter(delegation_id: int) -> Answer:
    """Send in the credential letter."""
    delegation = delegation_edited(delegation_id)
    form = LetterForm()
    if not form.validate_on_submit():
        return page(delegation, letter_form=form), 422
    # Looking a file through takes its time; nobody shall wait for our transaction meanwhile.
    db.session.rollback()
    try:
        examined = services.examine_letter(form.letter.data)
        with transaction():
            services.receive_letter(delegation, examined, by=current_user)
    except Refusal as refusal:
        form.show(refusal)
        return page(delegation_seen(delegation_id), letter_form=form), refusal.status
    flash(_("The letter was received."), "ok")
    return to_delegation(delegation)


@bp.get("/delegations/<int:delegation_id>/letters/<int:letter_id>")
@door(SIGNED_IN)
def letter(delegation_id: int, letter_id: int) -> Response:
    """A credential letter, as a download, for those who may see it."""
    found = _letter(delegation_seen(delegation_id), letter_id)
    return files.serve(found.file_key, name=found.file_name, mime=found.mime)


@bp.get("/delegations/<int:delegation_id>/letters/<int:letter_id>/pages/<int:number>")
@door(SIGNED_IN)
def letter_page(delegation_id: int, letter_id: int, number: int) -> Response:
    """One page of a letter as a picture, for those who may see it."""
    found = _letter(delegation_seen(delegation_id), letter_id)
    if not 1 <= number <= min(found.pages, previews.MOST_PAGES):
        abort(404)
    key, mime = found.file_key, found.mime
    # Drawing a page takes a moment: no connection is held meanwhile.
    db.session.rollback()
    return previews.serve(key, mime, number) or abort(404)


@bp.post("/delegations/<int:delegation_id>/letters/<int:letter_id>")
@door(PROTOCOL)
def describe_letter(delegation_id: int, letter_id: int) -> Answer:
    """Note the date the letter bears, and who signed it."""
    delegation = delegation_seen(delegation_id)
    found = _letter(delegation, letter_id)
    form = DescribedLetterForm()
    status = 422
    if form.validate_on_submit():
        try:
            with transaction():
                services.describe_letter(
                    found, dated=form.dated.data, signatory=form.signatory.data, by=current_user
                )
            flash(_("Noted."), "ok")
            return to_delegation(delegation)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    return page(delegation_seen(delegation_id), described_form=form), status


def _letter(delegation: Delegation, letter_id: int) -> CredentialLetter:
    return next((each for each in delegation.letters if each.id == letter_id), None) or abort(404)
