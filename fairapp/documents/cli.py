"""`flask documents …`"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from fairapp.core.i18n import LANGUAGES, speaking
from fairapp.core.refusals import Refusal
from fairapp.documents import prints, queries
from fairapp.documents.renditions import produce
from fairapp.edition.cli import edition_named

cli = AppGroup("documents", help="The registry of official documents and their prints.")

_edition = click.option("--edition", "slug", required=True, help="Slug of the edition.")
_lang = click.option("--lang", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)


@cli.command("render")
@click.argument("name")
@_edition
@_lang
@click.option("--output", type=click.Path(path_type=Path), required=True, help="File to write; - for stdout.")
def render_command(name: str, slug: str, lang: str, output: Path) -> None:
    """Print the document NAME as a PDF, e.g. rapporteur-report."""
    printable = prints.find(name)
    if printable is None:
        raise click.ClickException(
            f"There is no print called “{name}”. Prints: {', '.join(prints.names()) or 'none yet'}."
        )
    try:
        pdf = produce(edition_named(slug), printable, lang).path.read_bytes()
        with click.open_file(str(output), "wb") as file:
            file.write(pdf)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from error
    click.echo(f"{output}: {len(pdf):,} bytes", err=True)


@cli.command("list")
@_edition
@_lang
def list_command(slug: str, lang: str) -> None:
    """List the registry: symbol, title, and the name it is printed under."""
    edition = edition_named(slug)
    with speaking(lang):
        for document in queries.in_edition(edition.id, ("general", "limited", "restricted")):
            printable = prints.of_kind(document.kind)
            named = f"  [{printable.name}]" if printable else ""
            click.echo(f"{document.symbol:32} {queries.title_of(document).to(lang)}{named}")
