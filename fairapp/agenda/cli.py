"""`flask agenda …`"""

from __future__ import annotations

import click
from flask.cli import AppGroup

from fairapp.accounts.queries import holders
from fairapp.agenda import queries
from fairapp.agenda.services import release_programme
from fairapp.core.db import transaction
from fairapp.core.refusals import Refusal
from fairapp.edition.cli import edition_named
from fairapp.timetable.zones import local, spoken_in

cli = AppGroup("agenda", help="Sessions and the released programme.")


@cli.command("list")
@click.option("--edition", "slug", required=True, help="Slug of the edition.")
def list_command(slug: str) -> None:
    """Print the draft programme: code, time, room, title."""
    edition = edition_named(slug)
    found = queries.sessions(edition.id)
    with spoken_in(edition.time_zone):
        for session in found:
            when = "not on the schedule"
            if session.booking:
                start, end = local(session.booking.starts_at), local(session.booking.ends_at)
                when = f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"
            room = session.room.code if session.room else "-"
            click.echo(f"{session.code:8} {when:22} {room:6} {session.title.to('en')}")
    release = queries.last_release(edition.id)
    click.echo(
        f"{len(found)} sessions. " + (f"Release no. {release.number}." if release else "Not released.")
    )


@cli.command("release")
@click.option("--edition", "slug", required=True, help="Slug of the edition.")
@click.option("--note", default="", help="What is new, for the record of releases.")
def release_command(slug: str, note: str) -> None:
    """Make the draft programme public, in the name of the secretariat."""
    edition = edition_named(slug)
    secretariat = holders("secretariat", edition.id)
    if not secretariat:
        raise click.ClickException(f"Edition “{slug}” has no secretariat.")
    try:
        with transaction():
            release = release_programme(edition, note=note, by=secretariat[0])
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"Release no. {release.number} of “{slug}” is public.")
