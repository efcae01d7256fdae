"""The verbs of accounts."""

from __future__ import annotations

from collections.abc import Mapping

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts import queries
from fairapp.accounts.errors import AddressTaken, LinkExpired, WrongPassword
from fairapp.accounts.events import AccountOpened, RoleGranted, RoleRevoked, SessionsEnded, SignedIn
from fairapp.accounts.models import Grant, User
from fairapp.core import clock
from fairapp.core.db import db, violates
from fairapp.core.events import publish

# OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
LINK_MINUTES = 30
"""How long a sign-in link works."""


def open_account(
    email: str, name: str, *, lang: str = "en", password: str | None = None, by: int | None = None
) -> User:
    """Let somebody sign in. Refuses with AddressTaken. Tells AccountOpened."""
    user = User(
        email=email.strip().lower(),
        name=name.strip(),
        lang=lang,
        created_at=clock.now(),
        password_hash=_hasher.hash(password) if password else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as error:
        if not violates(error, "uq_user_account_email"):
            raise
        raise AddressTaken(_("Somebody signs in with this address already."), field="email") from error
    publish(AccountOpened(edition_id=None, by=by, subject=f"user:{user.id}"))
    return user


def account_of(
    email: str, name: str, *, lang: str = "en", password: str | None = None, by: int | None = None
) -> User:
    """The account of that address, as it is; opened with what is given if there is none."""
    known = queries.by_email(email)
    if known:
        return known
    try:
        return open_account(email, name, lang=lang, password=password, by=by)
    except AddressTaken:
        # Opened by somebody else between the question and the answer.
        opened = queries.by_email(email)
        if opened is None:
            raise
        return opened


def accounts_of(people: Mapping[str, tuple[str, str]], *, by: int | None = None) -> dict[str, User]:
    """The accounts of those addresses, as they are; opened with name and language where there is none.

    Like :func:`account_of` for each, with one question and one answer for all. Addresses in lower case.
    """
    found = {user.email: user for user in db.session.scalars(select(User).where(User.email.in_(people)))}
    new = [
        User(email=email, name=name.strip(), lang=lang, created_at=clock.now())
        for email, (name, lang) in people.items()
        if email not in found
    ]
    try:
        with db.session.begin_nested():
            db.session.add_all(new)
    except IntegrityError:
        # Somebody opened one of them between the question and the answer: then one after the other.
        return {email: account_of(email, name, lang=lang, by=by) for email, (name, lang) in people.items()}
    for user in new:
        publish(AccountOpened(edition_id=None, by=by, subject=f"user:{user.id}"))
    return {**found, **{user.email: user for user in new}}


def grant(
    user: User,
    role: str,
    *,
    edition_id: int | None = None,
    scope: str | None = None,
    scope_id: int | None = None,
    by: int | None = None,
) -> Grant:
    """Give a role: over the house (no edition), an edition, or one thing within it (``scope``).

    Granting what is held already changes nothing. Tells RoleGranted.
    """
    scope = scope or ("house" if edition_id is None else "edition")
    for held in user.grants:
        if (held.role, held.edition_id, held.scope, held.scope_id) == (role, edition_id, scope, scope_id):
            return held
    given = Grant(role=role, scope=scope, edition_id=edition_id, scope_id=scope_id)
    user.grants.append(given)
    db.session.flush()
    publish(RoleGranted(edition_id=edition_id, by=by, subject=f"user:{user.id}", role=role))
    return given


def revoke(
    user: User,
    role: str,
    *,
    edition_id: int | None = None,
    scope: str | None = None,
    scope_id: int | None = None,
    by: int | None = None,
) -> None:
    """Take a role back, from the next page the person opens. Revoking what is not held changes
    nothing. Tells RoleRevoked."""
    scope = scope or ("house" if edition_id is None else "edition")
    for held in list(user.grants):
        if (held.role, held.edition_id, held.scope, held.scope_id) == (role, edition_id, scope, scope_id):
            user.grants.remove(held)
            db.session.flush()
            publish(RoleRevoked(edition_id=edition_id, by=by, subject=f"user:{user.id}", role=role))


def set_password(user: User, password: str) -> None:
    """Replace the password; every session of the account ends."""
    user.password_hash = _hasher.hash(password)
    user.session_version += 1


def change_account(user: User, *, name: str, lang: str) -> None:
    """Change how somebody is called and in which language the house speaks to them."""
    user.name, user.lang = name, lang


def change_password(user: User, current: str, new: str) -> None:
    """Replace the password, given the present one (whoever has none came by link and needs none).

    Every session of the account ends. Refuses with WrongPassword.
    """
    if user.password_hash is not None and not _fits(user.password_hash, current):
        raise WrongPassword(_("This is not your present password."), field="current")
    set_password(user, new)


def end_sessions(user: User) -> None:
    """End every session of the account. Tells SessionsEnded: secret addresses end with them."""
    user.session_version += 1
    publish(SessionsEnded(edition_id=None, by=user.id, subject=f"user:{user.id}"))


def check_password(email: str, password: str) -> User:
    """The user of that address and password. Refuses with WrongPassword."""
    user = queries.by_email(email)
    # Strangers cost as much time as members: the clock must not tell who has an account.
    known = user.password_hash if user and user.password_hash else _nobody()
    if not _fits(known, password) or user is None or user.password_hash is None or not user.is_active:
        raise _wrong()
    return user


def ask_for_link(email: str) -> tuple[User, str] | None:
    """A fresh single-use token for the account of that address, or None if there is none.

    Earlier tokens stop working. The caller puts it in a letter, never on the page.
    """
    user = queries.by_email(email)
    if user is None or not user.is_active:
        return None
    user.link_serial += 1
    db.session.flush()
    return user, _tokens().dumps([user.id, user.link_serial])


def use_link(token: str) -> User:
    """The user the token was made for; it does not work again. Refuses with LinkExpired."""
    try:
        user_id, serial = _tokens().loads(token, max_age=LINK_MINUTES * 60)
    except BadSignature as error:
        raise _expired() from error
    user = db.session.get(User, user_id, with_for_update=True)
    if user is None or not user.is_active or user.link_serial != serial:
        raise _expired()
    user.link_serial += 1
    return user


def note_sign_in(user: User) -> None:
    """Remember when somebody was last here. Tells SignedIn."""
    user.last_seen_at = clock.now()
    publish(SignedIn(edition_id=None, by=user.id, subject=f"user:{user.id}"))


def _fits(known: str, password: str) -> bool:
    try:
        return _hasher.verify(known, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


def _wrong() -> WrongPassword:
    return WrongPassword(_("The address and the password do not match."), field="password")


def _expired() -> LinkExpired:
    return LinkExpired(_("This link has expired or was used already. Please ask for a new one."))


def _tokens() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="sign-in-link", signer=_OurClock)


class _OurClock(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


_dummy: list[str] = []


def _nobody() -> str:
    if not _dummy:
        _dummy.append(_hasher.hash("nobody"))
    return _dummy[0]
