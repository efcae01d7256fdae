"""`flask registration import`, `export` and `template`: the same sheets from the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import AppGroup

from fairapp.accounts.models import Grant, User
from fairapp.accounts.queries import by_email
from fairapp.core.db import transaction
from fairapp.core.i18n import LANGUAGES, speaking
from fairapp.edition.cli import edition_named
from fairapp.edition.models import Edition
from fairapp.registration import policy, queries
from fairapp.registration.sheets import exporting, template, writing
from fairapp.registration.sheets.applying import import_people
from fairapp.registration.sheets.files import Unreadable
from fairapp.registration.sheets.lines import OUTCOMES
from fairapp.registration.sheets.planning import Plan, plan
from fairapp.registration.sheets.reading import read
from fairapp.registration.sheets.report import Said, Told, tell
from fairapp.registration.sheets.standing import standing

_slug = click.option("--edition", "slug", required=True, help="Slug of the edition.")
_lang = click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    show_default=True,
    help="Language to speak in.",
)
_kind = click.option(
    "--format",
    "kind",
    type=click.Choice(list(writing.KINDS)),
    default="xlsx",
    show_default=True,
    help="Kind of file.",
)
_output = click.option("--output", "-o", type=click.File("wb"), default="-", help="Where to; “-” is here.")


def add_to(cli: AppGroup) -> None:
    """Hang the commands on `flask registration`."""
    for command in (import_command, export_command, template_command):
        cli.add_command(command)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_slug
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--by", "email", help="Account of the secretariat to note as whoever did it; none: the house.")
@_lang
def import_command(file: Path, slug: str, dry_run: bool, email: str | None, lang: str) -> None:
    """Enter and change the people of FILE (CSV or XLSX), row by row or with --dry-run not at all.

    Ends with 0; with 1 when rows were refused, the others being imported; with 2 when the file cannot
    be read, and then nothing was.
    """
    edition = edition_named(slug)
    by = _somebody(email, edition) if email else the_house(edition)
    with speaking(lang):
        try:
            sheet = read(file.read_bytes())
        except Unreadable as refusal:
            click.echo(f"{file}: {refusal.message}", err=True)
            sys.exit(2)
        if dry_run:
            made = plan(sheet, standing(edition, by=by))
        else:
            with transaction():
                made = import_people(edition, sheet, by=by)
                edition = edition_named(slug)
        for text in _in_lines(made, edition, dry_run=dry_run):
            click.echo(text)
    sys.exit(1 if made.counts["refused"] else 0)


def the_house(edition: Edition) -> User:
    """Who acts when nobody is named: the house itself, with what the secretariat may. Never stored."""
    return User(
        email="",
        name="",
        lang="en",
        is_active=True,
        grants=[Grant(role="secretariat", scope="edition", edition_id=edition.id)],
    )


def _somebody(email: str, edition: Edition) -> User:
    user = by_email(email)
    if user is None or not policy.may_invite(user, edition.id):
        raise click.ClickException(f"“{email}” is nobody of the secretariat of “{edition.slug}”.")
    return user


def _in_lines(made: Plan, edition: Edition, *, dry_run: bool) -> Iterator[str]:
    for told in tell(made, edition):
        yield f"{told.number:>6}  {told.outcome:10}{_who(told)}"
        for said in told.said if told.outcome in {"changed", "refused"} else ():
            yield f"{'':18}{_what(said)}"
        if told.note:
            yield f"{'':18}{told.note}"
    if made.unknown:
        yield f"Columns nobody knows: {', '.join(made.unknown)}."
    figures = ", ".join(f"{made.counts[outcome]} {outcome}" for outcome in OUTCOMES)
    yield f"{'Would be: ' if dry_run else ''}{figures}; {made.others} people not in the file."


def _who(told: Told) -> str:
    return f"{told.delegation}: {told.name}" if told.delegation else told.name


def _what(said: Said) -> str:
    if said.reason:
        cell = f" “{said.new}”" if said.new else ""
        return f"{said.label}{cell}: {said.reason}"
    waits = " (awaits approval)" if said.waits else ""
    return f"{said.label}: “{said.old}” → “{said.new}”{waits}"


@click.command("export")
@_slug
@_kind
@_lang
@_output
def export_command(slug: str, kind: str, lang: str, output: BinaryIO) -> None:
    """Write all people of an edition, with everything, as a sheet that can be imported again."""
    edition = edition_named(slug)
    with speaking(lang):
        output.write(exporting.everybody(edition, kind))


@click.command("template")
@_slug
@_kind
@_lang
@_output
def template_command(slug: str, kind: str, lang: str, output: BinaryIO) -> None:
    """Write an empty sheet to fill in, with the delegations of the edition to choose from."""
    names = [each.name.to(lang) for each in queries.all_delegations(edition_named(slug).id)]
    output.write(template.template(kind, lang, writing.columns_for(private=True), names))
