"""What is entered about an edition and its furniture."""

from fairapp.edition.forms.editions import OpeningForm, SettingsForm, SlotsForm, TablesForm, time_zones
from fairapp.edition.forms.rooms import RoomEditForm, RoomForm

__all__ = [
    "OpeningForm",
    "RoomEditForm",
    "RoomForm",
    "SettingsForm",
    "SlotsForm",
    "TablesForm",
    "time_zones",
]
