"""The secretariat's list, and the working page of one delegation."""

from __future__ import annotations

from dataclasses import fields

from flask import render_template, request
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from fairapp.accounts.policy import PROTOCOL
from fairapp.accounts.queries import holders
from fairapp.core import files
from fairapp.core.db import db
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.registration import board, policy, queries, words
from fairapp.registration.forms import ActForm, LetterForm
from fairapp.registration.models import Delegation
from fairapp.registration.views.blueprint import bp, delegation_seen, is_open, may_change_now


@bp.get("/delegations/")
@door(PROTOCOL)
def delegations() -> str:
    """Every delegation, where its credential stands, what it lacks."""
    wanted = queries.DelegationFilter(
        **{f.name: request.args.get(f.name, "").strip() for f in fields(queries.DelegationFilter)}
    )
    listing = queries.listing(current_edition().id, wanted, number=request.args.get("page", 1, int))
    return render_template(
        "registration/delegations.html",
        listing=listing,
        wanted=wanted,
        bar=board.bar(listing.by_status),
        statuses=words.STATUS,
    )


@bp.get("/delegations/<int:delegation_id>")
@door(SIGNED_IN)
def delegation(delegation_id: int) -> str:
    """Composition, letter, way of the credential, and what to do next."""
    return page(delegation_seen(delegation_id))


@bp.get("/delegations/<int:delegation_id>/letters/<int:letter_id>")
@door(SIGNED_IN)
def letter(delegation_id: int, letter_id: int) -> Response:
    """A credential letter, as a download, for those who may see it."""
    found = next((each for each in delegation_seen(delegation_id).letters if each.id == letter_id), None)
    if found is None:
        raise NotFound
    return files.serve(found.file_key, name=found.file_name, mime=found.mime)


def page(found: Delegation, *, letter_form: LetterForm | None = None, refusal: str = "") -> str:
    """The delegation's page, with what was refused just now."""
    return render_template(
        "registration/delegation.html",
        delegation=found,
        progress=board.progress(found),
        groups=board.composition(found),
        acts=board.acts(found, current_user),
        focal_points=holders("focal_point", found.edition_id, scope_id=found.id),
        letter_form=letter_form or LetterForm(formdata=None),
        act_form=ActForm(formdata=None, version=found.version),
        may_change=may_change_now(found),
        may_edit=policy.may_edit(current_user, found),
        may_invite=policy.may_invite(current_user, found.edition_id),
        may_accredit=policy.may_accredit(current_user, found.edition_id),
        is_open=is_open(),
        refusal=refusal,
    )


def page_again(delegation_id: int, refusal: Refusal) -> tuple[str, int]:
    """The page as it is now, and why the act was refused."""
    message = refusal.message
    db.session.expire_all()
    return page(delegation_seen(delegation_id), refusal=message), refusal.status
