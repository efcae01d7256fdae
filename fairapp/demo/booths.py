"""The floor plan and who stands where of the demo."""

from __future__ import annotations

from typing import Any

from fairapp.accounts.services import grant
from fairapp.booths.exhibiting import Needs, Profile, add_exhibitor, change_profile, exhibit
from fairapp.booths.models import Booth, Exhibitor, Hall
from fairapp.booths.services import BoothDetails, add_booth, assign_booth
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.demo.stage import Stage
from fairapp.edition import reference

SHARED = "H03"
"""The first day its exhibitor has this booth, the second day the fishers do."""
UNPLACED = "G02"
"""Its exhibitor is approved and has no booth yet: the secretariat has something to do."""
FISHERS = "Laguna Clara Fisheries Association"


def load(stage: Stage) -> None:
    """The hall, its booths, the exhibitors and their places."""
    booths = _furnish(stage)
    first, *others = stage.edition.days
    for entry in stage.programme["booths"]:
        code = entry["code"]
        exhibitor = _exhibitor(stage, entry)
        if code != UNPLACED:
            days = [first] if code == SHARED else stage.edition.days
            assign_booth(stage.edition, exhibitor, booths[code], days, by=stage.owner)
        if code == "A01":
            _account(stage, exhibitor)
    assign_booth(stage.edition, _fishers(stage), booths[SHARED], others, by=stage.owner)


def _furnish(stage: Stage) -> dict[str, Booth]:
    layout = reference.read("demo_hall")
    size = {"width": layout["width"], "depth": layout["depth"]}
    db.session.add(Hall(edition_id=stage.edition.id, fixtures=layout["fixtures"], **size))
    built = {}
    for entry in stage.programme["booths"]:
        x, y = layout["booths"][entry["code"]]
        width, depth = (int(side) * 10 for side in entry["size_m"].split("x"))
        details = BoothDetails(entry["code"], x, y, width, depth, power=entry["power"])
        built[entry["code"]] = add_booth(stage.edition, details, by=stage.owner)
    return built


def _exhibitor(stage: Stage, entry: dict[str, Any]) -> Exhibitor:
    return exhibit(
        stage.delegations[f"booth:{entry['code']}"],
        Needs(entry["organization_type"], entry["size_m"], entry["power"]),
        profile=Profile(
            Translated(entry["blurb"]),
            entry["topics"],
            entry["sdg_targets"],
            entry["offers"],
            entry["seeks"],
            entry["languages"],
        ),
        status="approved",
        by=stage.owner,
    )


def _fishers(stage: Stage) -> Exhibitor:
    """An exhibitor the data file does not have, for the booth that changes hands overnight."""
    exhibitor = add_exhibitor(
        stage.edition, FISHERS, "central_america", ["es"], Needs("cooperative"), by=stage.owner
    )
    profile = Profile(
        Translated(
            en="Fishers who watch over a coastal lagoon and sell what it can spare.",
            es="Pescadores que cuidan una laguna costera y venden lo que esta puede dar.",
        ),
        ["ecosystems", "msme"],
        ["14.2", "8.3"],
        ["peer_exchange"],
        ["cofinancing"],
        ["es"],
    )
    change_profile(exhibitor, profile, by=stage.owner)
    return exhibitor


def _account(stage: Stage, exhibitor: Exhibitor) -> None:
    grant(
        stage.users["exhibitor"],
        "exhibitor",
        edition_id=stage.edition.id,
        scope="exhibitor",
        scope_id=exhibitor.id,
        by=stage.owner.id,
    )
