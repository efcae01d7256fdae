"""The verbs of the agenda: sessions, agenda items, releases."""

from fairapp.agenda.services.acknowledging import acknowledge, raise_again, set_limits
from fairapp.agenda.services.adoption import adopt_agenda, reopen_agenda, set_agenda_status, set_numbering
from fairapp.agenda.services.copies import duplicate_session
from fairapp.agenda.services.details import SessionDetails
from fairapp.agenda.services.duties import OnDuty
from fairapp.agenda.services.following import follow, leave
from fairapp.agenda.services.interpreting import (
    InterpreterDetails,
    Interpreting,
    add_interpreter,
    edit_interpreter,
    remove_interpreter,
)
from fairapp.agenda.services.items import ItemDetails, add_item, edit_item, move_item, remove_item
from fairapp.agenda.services.placing import Place, place_of
from fairapp.agenda.services.releases import release_programme
from fairapp.agenda.services.sessions import (
    add_session,
    edit_session,
    move_session,
    remove_session,
    unschedule_session,
)
from fairapp.agenda.services.signing_up import sign_up, withdraw
from fairapp.agenda.services.steps import forget_step, forget_steps
from fairapp.agenda.services.undo import redo, undo

__all__ = [
    "InterpreterDetails",
    "Interpreting",
    "ItemDetails",
    "OnDuty",
    "Place",
    "SessionDetails",
    "acknowledge",
    "add_interpreter",
    "add_item",
    "add_session",
    "adopt_agenda",
    "duplicate_session",
    "edit_interpreter",
    "edit_item",
    "edit_session",
    "follow",
    "forget_step",
    "forget_steps",
    "leave",
    "move_item",
    "move_session",
    "place_of",
    "raise_again",
    "redo",
    "release_programme",
    "remove_interpreter",
    "remove_item",
    "remove_session",
    "reopen_agenda",
    "set_agenda_status",
    "set_limits",
    "set_numbering",
    "sign_up",
    "undo",
    "unschedule_session",
    "withdraw",
]
