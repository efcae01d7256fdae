"""Shapes of input: sessions, places, agenda items, interpreters, releases."""

from fairapp.agenda.forms.interpreters import InterpreterForm
from fairapp.agenda.forms.items import ItemForm
from fairapp.agenda.forms.places import PlaceForm, fill_place
from fairapp.agenda.forms.releases import ReleaseForm
from fairapp.agenda.forms.sessions import SessionForm, named

__all__ = ["InterpreterForm", "ItemForm", "PlaceForm", "ReleaseForm", "SessionForm", "fill_place", "named"]
