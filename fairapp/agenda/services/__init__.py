"""The verbs of the agenda: sessions, agenda items, releases."""

from fairapp.agenda.services.acknowledging import acknowledge, raise_again, set_limits
from fairapp.agenda.services.copies import duplicate_session
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
from fairapp.agenda.services.steps import forget_step, forget_steps
from fairapp.agenda.services.undo import redo, undo

__all__ = [
    "ItemDetails",
    "OnDuty",
    "Place",
    "SessionDetails",
    "acknowledge",
    "add_item",
    "add_session",
    "duplicate_session",
    "edit_item",
    "edit_session",
    "forget_step",
    "forget_steps",
    "move_session",
    "raise_again",
    "redo",
    "release_programme",
    "remove_item",
    "remove_session",
    "renumber_item",
    "set_limits",
    "undo",
    "unschedule_session",
]
