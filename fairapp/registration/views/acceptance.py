"""The page behind the link of an invitation: who invites to what, a button that accepts, and what
to do when the link does not work."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from fairapp.accounts.models import User
from fairapp.accounts.queries import by_email
from fairapp.accounts.services import note_sign_in
from fairapp.core import clock
from fairapp.core.db import transaction
from fairapp.core.doors import EVERYONE, door
from fairapp.core.outbox import sender_address
from fairapp.core.refusals import Refusal
from fairapp.core.security import limiter
from fairapp.edition.scope import current_edition
from fairapp.registration import services
from fairapp.registration.errors import InvitationOver, LinkUnknown
from fairapp.registration.forms import ActForm, EntrantForm
from fairapp.registration.models import Delegation, Invitation
from fairapp.registration.services import Entrant
from fairapp.registration.views.blueprint import Answer, bp, to_delegation


def _this_link() -> str:
    return f"invitation:{(request.view_args or {}).get('token', '')}"


per_visitor = limiter.shared_limit("20/minute", scope="invitation", methods=["POST"])
letters_per_link = limiter.limit("3/hour", key_func=_this_link, methods=["POST"])


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@door(EVERYONE)
@per_visitor
def accept_invitation(token: str) -> Answer:
    """The invitation, and a button that accepts. Opening the page uses nothing up: mail scanners open
    every link."""
    try:
        invitation, state = services.read_link(current_edition().id, token)
    except LinkUnknown as refusal:
        return _over(refusal)
    if state != "open":
        return _over(InvitationOver(state), invitation, token)
    account = by_email(invitation.email)
    form: Any = ActForm() if account else EntrantForm(name=invitation.name, lang=invitation.lang)
    status = 200
    if form.validate_on_submit():
        entrant = Entrant(invitation.name, invitation.lang) if account else form.entrant
        try:
            with transaction():
                user, delegation = services.accept_invitation(current_edition().id, token, entrant)
                known = account is not None
            return _come_in(user, delegation, known=known)
        except (InvitationOver, LinkUnknown):
            return redirect(url_for("registration.accept_invitation", token=token), 303)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    elif request.method == "GET" and invitation.opened_at is None:
        with transaction():
            services.note_opened(invitation)
    return _invitation_page(form, invitation, account, 422 if form.errors and status == 200 else status)


@bp.post("/invitation/<token>/again")
@door(EVERYONE)
@per_visitor
@letters_per_link
def ask_invitation_again(token: str) -> Answer:
    """Have a new letter sent to the invited address, once the link has expired; the answer is the
    page of the link, which says how things stand."""
    try:
        with transaction():
            invitation, state = services.read_link(current_edition().id, token)
            if state == "expired":
                services.send_again(invitation, by=None)
    except Refusal as refusal:
        return _over(refusal)
    return redirect(url_for("registration.accept_invitation", token=token), 303)


def _come_in(user: User, delegation: Delegation, *, known: bool) -> Response:
    """To the delegation's page, signed in. An account that looks after more than delegations and
    booths has doors that a letter of two weeks ago must not open: it signs in by itself."""
    if current_user.is_authenticated and current_user.id == user.id:
        flash(_("You manage this delegation from now on."), "ok")
        return to_delegation(delegation)
    session.clear()
    if any(held.scope_id is None for held in user.grants):
        flash(_("You manage this delegation from now on. Please sign in."), "ok")
        page = url_for("registration.delegation", delegation_id=delegation.id)
        return redirect(url_for("accounts.sign_in", email=user.email, next=page), 303)
    with transaction():
        note_sign_in(user)
    login_user(user)
    flash(_("Welcome. You manage this delegation from now on."), "ok")
    # ?lang= also corrects the language an earlier choice left in the cookie.
    lang = None if known else user.lang
    return redirect(url_for("registration.delegation", delegation_id=delegation.id, lang=lang), 303)


def _invitation_page(form: Any, invitation: Invitation, account: User | None, status: int) -> Answer:
    somebody_else = current_user.is_authenticated and (account is None or current_user.id != account.id)
    page = render_template(
        "registration/accept_invitation.html",
        form=form,
        invitation=invitation,
        delegation=invitation.delegation,
        account=account,
        somebody_else=somebody_else,
    )
    return page, status


def _over(refusal: Refusal, invitation: Invitation | None = None, token: str = "") -> Answer:
    why = refusal.args[0] if isinstance(refusal, InvitationOver) else "unknown"
    page = render_template(
        "registration/invitation_over.html",
        message=refusal.message,
        why=why,
        invitation=invitation,
        token=token,
        mine=invitation is not None
        and current_user.is_authenticated
        and current_user.email == invitation.email,
        act_form=ActForm(formdata=None),
        secretariat=sender_address(),
        now=clock.now(),
    )
    return page, refusal.status
