"""`flask timetable …`"""

from __future__ import annotations

import click
from flask.cli import AppGroup

from fairapp.timetable import queries

cli = AppGroup("timetable", help="Who and what is taken when.")


def report(edition_id: int, slug: str) -> None:
    """Print what an inspection found; exits with status 1 when anything overlaps."""
    found = queries.inspect(edition_id)
    for flaw in found.flaws:
        click.echo(f"booking {flaw.booking_id}: {flaw.text}", err=True)
    if found.flaws:
        raise SystemExit(f"{len(found.flaws)} flaws in the timetable of “{slug}”.")
    click.echo(
        f"Timetable of “{slug}”: {found.resources} resources, {found.bookings} bookings, "
        f"{found.claims} claims. Nothing overlaps."
    )
