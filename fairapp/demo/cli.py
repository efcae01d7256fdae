"""`flask demo …`"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import lazy_gettext as _l

from fairapp.accounts import showcase
from fairapp.accounts.queries import by_email
from fairapp.accounts.services import grant, open_account
from fairapp.core.db import transaction
from fairapp.core.i18n import Translated, speaking
from fairapp.demo import agenda, booths, cooperation, documents, meetings, outcomes, people
from fairapp.demo.stage import PASSWORD, Stage
from fairapp.edition import queries, reference
from fairapp.edition.services import (
    EditionDetails,
    RoomDetails,
    add_room,
    add_slot,
    add_tables,
    open_edition,
)

cli = AppGroup("demo", help="The demo edition and its accounts.")

SLUG = "demo"
BOOTHS = 3
"""Booths of a room with interpretation: of four languages one is the floor's."""
ACCOUNTS = (
    ("secretariat", _l("Secretariat: agenda, accreditation, booths, letters")),
    ("protocol", _l("Protocol: credentials, order of precedence")),
    ("focal", _l("Focal point of a delegation that is still empty")),
    ("delegate", _l("Delegate, of the first delegation")),
    ("counterpart", _l("Alternate representative, of the second delegation")),
    ("exhibitor", _l("Exhibitor, at booth A01")),
    ("rapporteur", _l("Rapporteur")),
)


def show_accounts() -> None:
    """Let the sign-in page of a development server show the demo accounts."""
    showcase.offer(
        [showcase.ShownAccount(f"{short}@example.org", PASSWORD, what) for short, what in ACCOUNTS]
    )


@cli.command("load")
@click.option("--first-day", type=click.DateTime(["%Y-%m-%d"]), help="First day of the meeting.")
def load_command(first_day: datetime | None) -> None:
    """Load the demo edition, unless it is there already."""
    if queries.by_slug(SLUG):
        click.echo("The demo edition is loaded already.")
        return
    with speaking("en"), transaction():
        load(first_day.date() if first_day else next_thursday(datetime.now(UTC).date()))
    click.echo(f"Loaded the demo edition: /{SLUG}/")


@cli.command("accounts")
def accounts_command() -> None:
    """Print the demo accounts."""
    for short, what in ACCOUNTS:
        click.echo(f"  {short + '@example.org':28} {what}")
    click.echo(f"  Password of each: {PASSWORD}")


def next_thursday(today: date) -> date:
    """The first Thursday at least three weeks ahead: registration is then still open."""
    earliest = today + timedelta(days=21)
    return earliest + timedelta(days=(3 - earliest.weekday()) % 7)


def load(first_day: date) -> Stage:
    """Build the demo within the caller's transaction; returns what was built."""
    programme = reference.read("demo_programme")
    owner = by_email("secretariat@example.org") or open_account(
        "secretariat@example.org", "Sofía Secretaría (demo)", lang="es", password=PASSWORD
    )
    grant(owner, "owner")
    stage = Stage(open_edition(_details(programme, first_day), by=owner), programme, owner)
    stage.users["secretariat"] = owner
    _rooms(stage)
    for room in (people, documents, cooperation, agenda, booths, meetings, outcomes):
        room.load(stage)
    return stage


def _details(programme: dict[str, Any], first_day: date) -> EditionDetails:
    names = reference.read("vocabularies")["gov_names"]
    symbols = reference.read("doc_format")["symbol"]["demo"]
    place = "Washington, D.C."
    return EditionDetails(
        slug=SLUG,
        name=Translated(names["meeting"]),
        fair_name=Translated(names["fair"]),
        place=Translated(en=place, es=place, fr=place, pt=place),
        venue=Translated(
            en="Headquarters of the OAS", es="Sede de la OEA", fr="Siège de l’OEA", pt="Sede da OEA"
        ),
        time_zone=programme["time_zone"],
        first_day=first_day,
        last_day=first_day + timedelta(days=1),
        organ=Translated({k: v.removesuffix(" (CIDI)") for k, v in names["cidi"].items()}),
        organ_acronym="CIDI",
        series=symbols["series"],
        body=symbols["body"],
        original_lang="es",
        is_demo=True,
    )


def _rooms(stage: Stage) -> None:
    for position, room in enumerate(stage.programme["rooms"], 1):
        built = add_room(
            stage.edition,
            RoomDetails(
                room["code"],
                Translated(room["name"]),
                room["capacity"],
                booths=BOOTHS if room["interpretation"] else 0,
            ),
            position=position,
        )
        stage.rooms[room["code"]] = built
        if room.get("tables"):
            # Table 12 is the accessible one, as the data file's rules say.
            add_tables(built, room["tables"], accessible=1)
    days = {s["code"]: s["day"] for s in stage.programme["sessions"]}
    for block in stage.programme["b2b"]["blocks"]:
        for slot in block["slots"]:
            add_slot(stage.edition, stage.span(days[block["session"]], slot["start"], slot["end"]))
