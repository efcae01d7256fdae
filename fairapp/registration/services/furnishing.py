"""What every edition begins with: rights by category and zones, from the reference data."""

from __future__ import annotations

from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.registration.models import CategoryRights, Zone


def lay_out_rights(edition_id: int) -> None:
    """Give a new edition its matrix of rights and its zones. The secretariat changes them after."""
    data = reference.read("category_rights")
    for position, zone in enumerate(data["zones"]):
        db.session.add(
            Zone(edition_id=edition_id, code=zone["code"], name=Translated(zone["name"]), position=position)
        )
    for category, rights in data["categories"].items():
        db.session.add(CategoryRights(edition_id=edition_id, category=category, **rights))
    db.session.flush()
