"""The command line: `flask --help` lists these groups."""

from __future__ import annotations

import click
from flask import Flask
from flask_migrate import Migrate

from config import ROOT
from fairapp.accounts.cli import cli as accounts_cli
from fairapp.agenda.cli import cli as agenda_cli
from fairapp.core.db import db
from fairapp.demo.cli import cli as demo_cli
from fairapp.documents.cli import cli as documents_cli
from fairapp.edition.cli import cli as editions_cli
from fairapp.edition.cli import edition_named
from fairapp.registration.cli import cli as registration_cli
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
    for group in (
        accounts_cli,
        agenda_cli,
        demo_cli,
        documents_cli,
        editions_cli,
        registration_cli,
        timetable_cli,
    ):
        app.cli.add_command(group)


@timetable_cli.command("check")
@click.option("--edition", "slug", required=True, help="Slug of the edition.")
def check(slug: str) -> None:
    """Prove that nobody and nothing is in two places at once."""
    report(edition_named(slug).id, slug)
