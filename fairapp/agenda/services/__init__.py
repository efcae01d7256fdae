"""The verbs of the agenda: sessions, agenda items, releases."""

from fairapp.agenda.services.items import ItemDetails, add_item, edit_item, remove_item, renumber_item
from fairapp.agenda.services.releases import release_programme
from fairapp.agenda.services.sessions import (
    OnDuty,
    Place,
    SessionDetails,
    add_session,
    edit_session,
    move_session,
    remove_session,
    unschedule_session,
)

__all__ = [
    "ItemDetails",
    "OnDuty",
    "Place",
    "SessionDetails",
    "add_item",
    "add_session",
    "edit_item",
    "edit_session",
    "move_session",
    "release_programme",
    "remove_item",
    "remove_session",
    "renumber_item",
    "unschedule_session",
]
