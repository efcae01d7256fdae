"""Adding, rewording, moving and removing agenda items. Numbers follow from where items stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from fairapp.accounts.models import User
from fairapp.agenda.errors import TooDeep
from fairapp.agenda.models import AgendaItem
from fairapp.agenda.numbering import LEVELS
from fairapp.agenda.services.outline import Held, hold_agenda, hold_item, still_open, tell
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition


@dataclass(frozen=True)
class ItemDetails:
    """What an agenda item says: its title, the annotated agenda's text (see `agenda.annotations`), the
    outcomes it serves, the short symbols of its documents."""

    title: Translated
    outcome_codes: Sequence[str] = ()
    annotation: Translated = field(default_factory=Translated)
    document_symbols: Sequence[str] = ()


def add_item(
    edition: Edition,
    details: ItemDetails,
    *,
    under: AgendaItem | None = None,
    after: AgendaItem | None = None,
    by: User,
) -> AgendaItem:
    """Add an item: right after another, as the last below another, else after the last.

    Refuses with AgendaIsAdopted, ItemGone and TooDeep. Tells ItemChanged.
    """
    held = hold_agenda(edition.id)
    still_open(held.agenda)
    _check_room(held, under, after)
    # The last place is free; renumbering gives the item its own.
    item = AgendaItem(edition_id=edition.id, place=len(held.items) + 1, number="", **_columns(details))
    db.session.add(item)
    db.session.flush()
    held.items[item.id] = item
    held.outline.add(item.id, under=under.id if under else None, after=after.id if after else None)
    held.renumber()
    tell(item, by, title=(None, item.title))
    return item


def edit_item(item: AgendaItem, details: ItemDetails, *, version: int | None, by: User) -> None:
    """Reword an item. The title of an adopted agenda stays; its annotation, documents and outcomes
    may still be changed. Refuses with AgendaIsAdopted, ChangedMeanwhile and ItemGone.
    Tells ItemChanged.
    """
    held = hold_agenda(item.edition_id)
    hold_item(held.known(item), version)
    changes = {
        key: (before, after)
        for key, after in _columns(details).items()
        if (before := getattr(item, key)) != after
    }
    if "title" in changes:
        still_open(held.agenda)
    if changes:
        for key, (_before, after) in changes.items():
            setattr(item, key, after)
        item.version += 1
        tell(item, by, **changes)


def move_item(item: AgendaItem, way: str, *, seen: int | None = None, by: User) -> bool:
    """Move an item up or down among its siblings, in under the one before it, or out after the one
    above it; what is below goes along. Where that is not possible nothing happens, and the answer is
    False. ``seen`` is the version of the agenda looked at (None: never mind).

    Refuses with AgendaIsAdopted, ReorderedMeanwhile, ItemGone and TooDeep. Tells ItemChanged.
    """
    held = hold_agenda(item.edition_id, seen=seen)
    still_open(held.agenda)
    before = held.known(item).number
    if not held.outline.step(item.id, way):
        return False
    if held.outline.levels > LEVELS:
        raise _too_deep(before)
    held.renumber()
    tell(item, by, number=(before, item.number))
    return True


def remove_item(item: AgendaItem, *, version: int | None, seen: int | None = None, by: User) -> int:
    """Take an item off the agenda with everything below it; those after it move up, sessions lose it.

    Answers how many items went. Refuses with AgendaIsAdopted, ReorderedMeanwhile, ChangedMeanwhile
    and ItemGone. Tells ItemChanged for each.
    """
    held = hold_agenda(item.edition_id, seen=seen)
    still_open(held.agenda)
    hold_item(held.known(item), version)
    taken = held.outline.remove(item.id)
    for key in taken:
        row = held.items.pop(key)
        tell(row, by, title=(row.title, None))
        db.session.delete(row)
        db.session.flush()
    held.renumber()
    return len(taken)


def _check_room(held: Held, under: AgendaItem | None, after: AgendaItem | None) -> None:
    for neighbour in (under, after):
        if neighbour is not None:
            held.known(neighbour)
    if under is not None and held.outline.depth(under.id) + 1 >= LEVELS:
        raise _too_deep(under.number)


def _too_deep(number: str) -> TooDeep:
    return TooDeep(
        _(
            "The agenda has %(levels)d levels; there is none below item %(number)s.",
            levels=LEVELS,
            number=number,
        ),
        field="where",
    )


def _columns(details: ItemDetails) -> dict[str, object]:
    return {
        "title": details.title,
        "annotation": details.annotation,
        "outcome_codes": list(details.outcome_codes),
        "document_symbols": list(details.document_symbols),
    }
