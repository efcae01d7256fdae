"""Signing in and out, and looking after one's account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from fairapp.accounts import keeping, queries, services, showcase
from fairapp.accounts.forms import AccountForm, ConfirmForm, LinkForm, NewPasswordForm, PasswordForm
from fairapp.accounts.models import User
from fairapp.accounts.rules import is_local_path
from fairapp.core.db import transaction
from fairapp.core.doors import EVERYONE, SIGNED_IN, door
from fairapp.core.kept import Kept
from fairapp.core.outbox import Recipient, write
from fairapp.core.refusals import Refusal
from fairapp.core.security import limiter
from fairapp.core.web import absolute_url

bp = Blueprint("accounts", __name__)
login = LoginManager()

Answer = str | Response | tuple[str, int]


def _typed_address() -> str:
    typed = request.form.get("email") or request.form.get("link-email") or ""
    return f"account:{typed.strip().lower()}"


per_visitor = limiter.shared_limit("10/minute", scope="sign-in", methods=["POST"])
per_account = limiter.limit("30/hour", key_func=_typed_address, methods=["POST"])
letters_per_account = limiter.limit("6/hour", key_func=_typed_address, methods=["POST"])


@bp.route("/sign-in", methods=["GET", "POST"])
@door(EVERYONE)
@per_visitor
@per_account
def sign_in() -> Answer:
    """Come in with a password, or ask for a link."""
    form = PasswordForm(email=request.args.get("email"))
    if form.validate_on_submit():
        try:
            with transaction():
                user = services.check_password(form.email.data, form.password.data)
                services.note_sign_in(user)
            return _enter(user)
        except Refusal as refusal:
            form.show(refusal)
    elif request.method == "GET" and current_user.is_authenticated:
        return redirect(_onward(), 303)
    return _sign_in_page(form, LinkForm(formdata=None, email=form.email.data, prefix="link-"))


@bp.post("/sign-in/link")
@door(EVERYONE)
@per_visitor
@letters_per_account
def ask_link() -> Answer:
    """Send a link, if somebody has that address; the answer is the same for everybody."""
    form = LinkForm(prefix="link-")
    if not form.validate_on_submit():
        return _sign_in_page(PasswordForm(formdata=None), form)
    with transaction():
        asked = services.ask_for_link(form.email.data)
        if asked:
            _write_letter(*asked)
    sealed = keeping.carried()
    return keeping.waiting_for_link(sealed) if sealed else redirect(url_for("accounts.link_sent"), 303)


@bp.get("/sign-in/sent")
@door(EVERYONE)
def link_sent() -> str:
    """Where to look now."""
    return render_template("accounts/link_sent.html", minutes=services.LINK_MINUTES)


@bp.route("/sign-in/<token>", methods=["GET", "POST"])
@door(EVERYONE)
@per_visitor
def use_link(token: str) -> Answer:
    """A button that signs in. Opening the page uses nothing up: mail scanners open every link."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            with transaction():
                user = services.use_link(token)
                services.note_sign_in(user)
            return _enter(user)
        except Refusal as refusal:
            form.show(refusal)
    page = render_template("accounts/use_link.html", form=form, target=_target())
    return (page, 422) if form.form_errors else page


@bp.post("/sign-out")
@door(EVERYONE)
def sign_out() -> Response:
    """Leave; nothing of the visit stays in the cookie."""
    logout_user()
    session.clear()
    flash(_("You have signed out."), "success")
    return redirect(url_for("home.front"), 303)


@bp.route("/account", methods=["GET", "POST"])
@door(SIGNED_IN)
def account() -> Answer:
    """Name and language."""
    form = AccountForm(obj=current_user)
    if form.validate_on_submit():
        with transaction():
            services.change_account(current_user, name=form.name.data, lang=form.lang.data)
        flash(_("Your account was saved."), "success")
        # ?lang= also corrects the language an earlier choice left in the cookie.
        return redirect(url_for("accounts.account", lang=form.lang.data), 303)
    return _account_page(form, NewPasswordForm(formdata=None, prefix="password-"))


@bp.post("/account/password")
@door(SIGNED_IN)
@per_visitor
def change_password() -> Answer:
    """Replace the password; other sessions end, this one goes on."""
    form = NewPasswordForm(prefix="password-")
    if form.validate_on_submit():
        try:
            with transaction():
                services.change_password(current_user, form.current.data, form.new.data)
            return _stay(_("Your password was changed. Every other session has ended."))
        except Refusal as refusal:
            form.show(refusal)
    return _account_page(AccountForm(formdata=None, obj=current_user), form)


@bp.post("/account/sessions")
@door(SIGNED_IN)
def end_sessions() -> Response:
    """End the sessions on other devices, and the calendar addresses given away."""
    with transaction():
        services.end_sessions(current_user)
    return _stay(_("Every other session has ended, and calendar addresses of before work no longer."))


def init_app(app: Flask) -> None:
    """Let Flask-Login find the user a cookie speaks of; lose nothing when a session ends."""
    login.init_app(app)
    login.user_loader(queries.by_session)
    keeping.init_app(app, sign_in_again)
    app.register_blueprint(keeping.bp)


def sign_in_again(sent: Kept) -> str:
    """The sign-in page for whoever sent a form after their session had ended."""
    return _rendered(PasswordForm(formdata=None), LinkForm(formdata=None, prefix="link-"), sent.seal())


def _target() -> str | None:
    target = request.args.get("next")
    return target if is_local_path(target) else None


def _onward() -> str:
    return _target() or url_for("home.latest")


def _enter(user: User) -> Response:
    target = keeping.take_in(user) or _onward()
    # Nothing from before the sign-in goes on: not the token of forms, not another's traces.
    session.clear()
    login_user(user)
    return redirect(target, 303)


def _stay(message: str) -> Response:
    user = queries.by_email(current_user.email)
    session.clear()
    login_user(user)
    flash(message, "success")
    return redirect(url_for("accounts.account"), 303)


def _write_letter(user: User, token: str) -> None:
    write(
        "sign-in-link",
        Recipient(user.email, user.name, user.lang),
        edition_id=None,
        minutes=services.LINK_MINUTES,
        action_url=absolute_url("accounts.use_link", token=token, next=_target()),
        action_label=_l("Sign in"),
    )


def _sign_in_page(form: PasswordForm, link: LinkForm) -> Answer:
    page = _rendered(form, link, keeping.carried())
    return (page, 422) if form.errors or link.errors else page


def _rendered(form: PasswordForm, link: LinkForm, kept: str | None) -> str:
    return render_template(
        "accounts/sign_in.html", form=form, link=link, target=_target(), shown=showcase.shown(), kept=kept
    )


def _account_page(form: AccountForm, password: NewPasswordForm) -> Answer:
    page: Any = render_template("accounts/account.html", form=form, password=password)
    return (page, 422) if form.errors or password.errors else page
