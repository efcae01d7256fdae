"""`flask accounts …`"""

from __future__ import annotations

import click
from flask.cli import AppGroup

from fairapp.accounts import queries, services
from fairapp.accounts.models import User
from fairapp.accounts.rules import SHORTEST_PASSWORD
from fairapp.core.db import transaction

cli = AppGroup("accounts", help="Who may sign in, with which roles.")

WHOLE = ("owner", "secretariat", "protocol", "chair", "rapporteur", "press")
"""Roles the command line gives; focal points and exhibitors are appointed in their rooms."""


def add_account(email: str, name: str, *, lang: str, role: str | None, edition_id: int | None) -> User:
    """Open the account unless it is there, and give it the role. Says in English what is wrong."""
    if "@" not in email:
        raise click.ClickException(f"“{email}” is not an e-mail address.")
    if (role is not None and role != "owner") != (edition_id is not None):
        raise click.ClickException("A role needs --edition, and an edition a --role; owner needs none.")
    with transaction():
        user = services.account_of(email, name or email.partition("@")[0], lang=lang)
        if role:
            services.grant(user, role, edition_id=edition_id)
    return user


@cli.command("password")
@click.argument("email")
@click.password_option(help="Asked for when left out, so that it stays out of the shell's history.")
def password_command(email: str, password: str) -> None:
    """Set the password of EMAIL; its sessions end."""
    user = queries.by_email(email)
    if user is None:
        raise click.ClickException(f"Nobody signs in with “{email}”. Add the account first.")
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(f"At least {SHORTEST_PASSWORD} characters, please.")
    with transaction():
        services.set_password(user, password)
    click.echo(f"The password of {user.email} is set.")
