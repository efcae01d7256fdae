"""`flask editions …`, `flask accounts add`, and what all command lines share: an edition by its slug."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from fairapp.accounts.cli import WHOLE, add_account
from fairapp.accounts.cli import cli as accounts_cli
from fairapp.core.i18n import LANGUAGES
from fairapp.edition import queries
from fairapp.edition.models import Edition

cli = AppGroup("editions", help="The meetings this program runs.")


def edition_named(slug: str) -> Edition:
    """The edition of that slug, or a message that lists those there are."""
    edition = queries.by_slug(slug)
    if edition is None:
        known = ", ".join(e.slug for e in queries.all_editions()) or "none yet"
        raise click.ClickException(f"There is no edition “{slug}”. Editions: {known}.")
    return edition


@cli.command("list")
def list_command() -> None:
    """List every meeting with its address and days, the latest first."""
    for edition in queries.all_editions():
        days = f"{edition.first_day:%Y-%m-%d} to {edition.last_day:%Y-%m-%d}"
        click.echo(f"{edition.slug:20} {days}  {edition.name.to('en')}")


@accounts_cli.command("add")
@click.argument("email")
@click.option("--name", default="", help="Name of the person; the part before the @ if left out.")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="en", help="Language of their pages.")
@click.option("--role", type=click.Choice(WHOLE), help="Role to give; owner opens meetings.")
@click.option("--edition", "slug", help="Slug of the edition the role is held in.")
def add_command(email: str, name: str, lang: str, role: str | None, slug: str | None) -> None:
    """Let EMAIL sign in by mail link, with a role if one is named. Twice changes nothing."""
    edition = edition_named(slug) if slug else None
    user = add_account(email, name, lang=lang, role=role, edition_id=edition.id if edition else None)
    click.echo(
        f"{user.email} signs in by mail link; set a password with: flask accounts password {user.email}"
    )
