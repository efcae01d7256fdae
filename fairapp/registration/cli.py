"""`flask registration …`"""

from __future__ import annotations

import click
from flask.cli import AppGroup

from fairapp.edition.cli import edition_named
from fairapp.registration import queries
from fairapp.registration.sheets import commands

cli = AppGroup("registration", help="Delegations, their people and their credentials.")
commands.add_to(cli)


@cli.command("list")
@click.option("--edition", "slug", required=True, help="Slug of the edition.")
@click.option("--status", default="", help="Only those whose credential stands there.")
def list_command(slug: str, status: str) -> None:
    """Print where every delegation stands."""
    wanted = queries.DelegationFilter(status=status)
    everyone = queries.listing(edition_named(slug).id, wanted, size=10_000)
    click.echo(f"{'No.':>4}  {'delegation':44}  {'credential':20}  {'people':>6}  letter")
    for row in everyone.page.items:
        delegation = row.delegation
        place = delegation.precedence or ""
        name = delegation.name.to("en")
        letter = "yes" if row.has_letter else "-"
        click.echo(f"{place!s:>4}  {name[:44]:44}  {delegation.status:20}  {row.people:>6}  {letter}")
    counts = ", ".join(f"{status} {count}" for status, count in sorted(everyone.by_status.items()))
    click.echo(f"{everyone.page.total} of {sum(everyone.by_status.values())} delegations: {counts or 'none'}")
