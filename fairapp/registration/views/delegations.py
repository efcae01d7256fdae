"""The secretariat's list, and the working page of one delegation."""

from __future__ import annotations

from dataclasses import fields

from flask import render_template, request
from flask_login import current_user

from fairapp.accounts.policy import PROTOCOL
from fairapp.core.db import db
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.registration import board, composed, dashboard, history, policy, queries, words
from fairapp.registration.forms import ActForm, DescribedLetterForm, LetterForm
from fairapp.registration.models import Delegation
from fairapp.registration.queries.invitations import in_charge
from fairapp.registration.services.approval import still_open
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
        states=dashboard.states(listing.by_status),
        regions=[(code, dashboard.region_label(code)) for code in listing.regions],
        words=words,
        labels={status: str(word) for status, word in words.STATUS.items()},
    )


@bp.get("/delegations/<int:delegation_id>")
@door(SIGNED_IN)
def delegation(delegation_id: int) -> str:
    """Composition, letter, way of the credential, and what to do next."""
    return page(delegation_seen(delegation_id))


def page(
    found: Delegation,
    *,
    letter_form: LetterForm | None = None,
    described_form: DescribedLetterForm | None = None,
    refusal: str = "",
) -> str:
    """The delegation's page, with what was refused just now."""
    asked = history.changes_of(found)
    changes = still_open(asked)
    return render_template(
        "registration/delegation.html",
        delegation=found,
        progress=board.progress(found),
        groups=composed.composition(found, changes),
        needs=board.needs(found),
        days_left=board.days_left(found.edition),
        acts=board.acts(found, current_user, changes=sum(map(len, changes.values()))),
        in_charge=in_charge(found),
        letter_form=letter_form or LetterForm(formdata=None),
        described_form=described_form or DescribedLetterForm(formdata=None, obj=found.letter),
        history=history.of(found, asked),
        changes=changes,
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
