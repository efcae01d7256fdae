"""The verbs of the edition room: open one, furnish it."""

from __future__ import annotations

from fairapp.edition.services.editions import EditionDetails, change_edition, open_edition
from fairapp.edition.services.grid import add_slot, add_slots, add_tables, remove_slots
from fairapp.edition.services.rooms import (
    RoomDetails,
    add_room,
    edit_room,
    hold_room,
    move_room,
    remove_room,
)

__all__ = [
    "EditionDetails",
    "RoomDetails",
    "add_room",
    "add_slot",
    "add_slots",
    "add_tables",
    "change_edition",
    "edit_room",
    "hold_room",
    "move_room",
    "open_edition",
    "remove_room",
    "remove_slots",
]
