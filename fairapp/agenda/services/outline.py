"""The agenda as a tree: held by one transaction at a time, numbered anew after every change."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from fairapp.accounts.models import User
from fairapp.agenda.errors import AgendaIsAdopted, ItemGone, ReorderedMeanwhile
from fairapp.agenda.events import ItemChanged
from fairapp.agenda.models import Agenda, AgendaItem
from fairapp.agenda.numbering import USUAL, Outline, numbered
from fairapp.agenda.services.versions import hold
from fairapp.core.dates import day_text
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition.models import Edition


class Held:
    """The agenda of an edition, nobody else's until the transaction ends, as it is now."""

    def __init__(self, agenda: Agenda, items: list[AgendaItem]) -> None:
        self.agenda = agenda
        self.items = {item.id: item for item in items}
        self.outline = Outline((item.id, item.parent_id) for item in items)

    def known(self, item: AgendaItem) -> AgendaItem:
        """The item, if it is still on the agenda. Refuses with ItemGone."""
        if item.id not in self.items:
            raise _gone()
        return item

    def renumber(self) -> None:
        """Write down place, depth and number of every item as the outline has them now."""
        found = numbered(self.outline, self.agenda.numbering)
        for each in found:
            if self.items[each.key].place != each.place:
                # Places are unique at every moment: whoever moves steps aside first.
                self.items[each.key].place = -each.place
        db.session.flush()
        for each in found:
            row = self.items[each.key]
            row.parent_id, row.place, row.depth, row.number = each.parent, each.place, each.depth, each.number
        self.agenda.version += 1
        db.session.flush()


def hold_agenda(edition_id: int, *, seen: int | None = None) -> Held:
    """Nobody else changes the agenda of this edition until our transaction ends.

    ``seen`` is the version of the agenda that was looked at (None: never mind). Refuses with
    ReorderedMeanwhile.
    """
    db.session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update(key_share=True))
    fresh = {"populate_existing": True}
    agenda = db.session.scalar(
        select(Agenda).where(Agenda.edition_id == edition_id).execution_options(**fresh)
    )
    if agenda is None:
        agenda = Agenda(edition_id=edition_id, status="draft", numbering=list(USUAL), version=0)
        db.session.add(agenda)
        db.session.flush()
    if seen is not None and agenda.version != seen:
        raise ReorderedMeanwhile(
            _("Somebody changed the agenda meanwhile. This is how it stands now; please look at it again.")
        )
    items = db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.edition_id == edition_id)
        .order_by(AgendaItem.place)
        .execution_options(**fresh)
    )
    return Held(agenda, list(items))


def still_open(agenda: Agenda) -> None:
    """Refuse with AgendaIsAdopted when items may not be added, moved, retitled or removed any more."""
    if agenda.adopted_on:
        raise AgendaIsAdopted(
            _(
                "The agenda was adopted on %(day)s. Reopen it on record before you change its items.",
                day=day_text(agenda.adopted_on),
            )
        )


def hold_item(item: AgendaItem, version: int | None) -> None:
    """Lock an item as it was seen. Refuses with ChangedMeanwhile and ItemGone."""
    try:
        hold(item, version)
    except InvalidRequestError as error:
        raise _gone() from error


def tell(item: AgendaItem, by: User, **changes: tuple[Any, Any]) -> None:
    """Tell ItemChanged, with what was before."""
    publish(
        ItemChanged(edition_id=item.edition_id, by=by.id, subject=f"agenda_item:{item.id}", changes=changes)
    )


def _gone() -> ItemGone:
    return ItemGone(_("Somebody took this item off the agenda meanwhile."))
