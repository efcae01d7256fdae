"""Adding, rewording, renumbering and removing agenda items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.agenda import queries
from fairapp.agenda.events import ItemChanged
from fairapp.agenda.models import AgendaItem
from fairapp.agenda.services.versions import hold
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition


@dataclass(frozen=True)
class ItemDetails:
    """What an agenda item says."""

    title: Translated
    outcome_codes: Sequence[str] = ()


def add_item(edition: Edition, details: ItemDetails, *, by: User) -> AgendaItem:
    """Add an item after the last. Tells ItemChanged."""
    _hold_agenda(edition.id)
    item = AgendaItem(
        edition_id=edition.id,
        place=(place := len(queries.items(edition.id)) + 1),
        number=str(place),
        title=details.title,
        outcome_codes=list(details.outcome_codes),
    )
    db.session.add(item)
    db.session.flush()
    _tell(item, by, title=(None, item.title))
    return item


def edit_item(item: AgendaItem, details: ItemDetails, *, version: int | None, by: User) -> None:
    """Reword an item. Refuses with ChangedMeanwhile. Tells ItemChanged."""
    hold(item, version)
    pairs = {
        "title": (item.title, details.title),
        "outcome_codes": (item.outcome_codes, list(details.outcome_codes)),
    }
    changes = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
    if changes:
        item.title, item.outcome_codes = details.title, list(details.outcome_codes)
        item.version += 1
        _tell(item, by, **changes)


def renumber_item(item: AgendaItem, step: int, *, by: User) -> None:
    """Let an item change places with its neighbour: ``step`` -1 is up, 1 is down.

    At the end of the list nothing happens. Tells ItemChanged.
    """
    _hold_agenda(item.edition_id)
    placed = {each.place: each for each in queries.items(item.edition_id)}
    other = placed.get(item.place + step)
    if other is None:
        return
    before, after = item.place, other.place
    # Places are unique at every moment, so one steps aside first.
    for each, place in ((item, -before), (other, before), (item, after)):
        each.place, each.number = place, str(place)
        db.session.flush()
    _tell(item, by, number=(before, after))


def remove_item(item: AgendaItem, *, version: int | None, by: User) -> None:
    """Take an item off the agenda; those after it move up.

    Refuses with ChangedMeanwhile. Tells ItemChanged.
    """
    _hold_agenda(item.edition_id)
    hold(item, version)
    edition_id, title = item.edition_id, item.title
    _tell(item, by, title=(title, None))
    db.session.delete(item)
    db.session.flush()
    for place, each in enumerate(queries.items(edition_id), 1):
        if each.place != place:
            each.place, each.number = place, str(place)
            db.session.flush()


def _hold_agenda(edition_id: int) -> None:
    """Numbers are given out one transaction at a time."""
    db.session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update())


def _tell(item: AgendaItem, by: User, **changes: tuple[Any, Any]) -> None:
    publish(
        ItemChanged(edition_id=item.edition_id, by=by.id, subject=f"agenda_item:{item.id}", changes=changes)
    )
