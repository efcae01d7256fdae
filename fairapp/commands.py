"""The command line: `flask --help` lists these groups."""

from __future__ import annotations

import click
from flask import Flask
from flask_migrate import Migrate

from config import ROOT
from fairapp.core.db import db
from fairapp.demo.cli import cli as demo_cli
from fairapp.edition import queries
from fairapp.edition.models import Edition
from fairapp.timetable.cli import cli as timetable_cli
from fairapp.timetable.cli import report


def init_app(app: Flask) -> None:
    """Hang every room's commands on `flask`."""
    Migrate(
        app,
        db,
        directory=str(ROOT / "migrations"),
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
    )
    for group in (demo_cli, timetable_cli):
        app.cli.add_command(group)


def edition_named(slug: str) -> Edition:
    """The edition of that slug, or a message that lists those there are."""
    edition = queries.by_slug(slug)
    if edition is None:
        known = ", ".join(e.slug for e in queries.all_editions()) or "none yet"
        raise click.ClickException(f"There is no edition “{slug}”. Editions: {known}.")
    return edition


@timetable_cli.command("check")
@click.option("--edition", "slug", required=True, help="Slug of the edition.")
def check(slug: str) -> None:
    """Prove that nobody and nothing is in two places at once."""
    report(edition_named(slug).id, slug)
