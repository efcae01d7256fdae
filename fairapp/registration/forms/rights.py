"""The rights of a category, the zones of the venue, numbers of seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.form import Form as PlainForm
from wtforms.validators import NumberRange, Optional

from fairapp.core.forms import CheckList, Form, TranslatedField, VersionedForm
from fairapp.core.i18n import current_language
from fairapp.edition import reference
from fairapp.registration.models import CategoryRights
from fairapp.registration.rights import RIGHTS, Door

MOST = 100_000
"""No event has more seats."""


def _number(label: Any, **more: Any) -> IntegerField:
    """A number of seats; empty: any number."""
    fits = NumberRange(0, MOST, message=_l("A whole number from %(min)s to %(max)s, please."))
    return IntegerField(label, validators=[Optional(), fits], **more)


class RightsForm(VersionedForm):
    """What people of a category may do, where they may go, how many may come."""

    voice = RadioField(
        _l("Voice"),
        choices=[
            SelectChoice("yes", _l("May take the floor")),
            SelectChoice("with_permission", _l("May take the floor if the chair permits")),
            SelectChoice("no", _l("No voice")),
        ],
    )
    vote = BooleanField(_l("Votes"))
    submit_documents = BooleanField(_l("Submits documents"))
    request_meetings = BooleanField(_l("Asks for bilateral meetings"))
    be_requested = BooleanField(_l("Can be asked for bilateral meetings"))
    listed = BooleanField(_l("Stands in the public list of participants"))
    zones = CheckList(_l("Zones their badges open"))
    capacity = _number(
        _l("Most people of this category in the whole event"),
        description=_l("Leave it empty if any number may come. Whoever comes later waits for a seat."),
    )

    def __init__(self, row: CategoryRights, doors: Sequence[Door], **kwargs: Any) -> None:
        super().__init__(obj=row, **kwargs)
        self.zones.choices = [SelectChoice(door.code, f"{door.letter} · {door.name}") for door in doors]
        self._codes = [door.code for door in doors]

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, by column of the matrix."""
        entered = {name: self[name].data for name in (*RIGHTS, "capacity")}
        chosen = self.zones.data or []
        return {**entered, "zones": [code for code in self._codes if code in chosen]}


class ZoneForm(Form):
    """What a zone is called."""

    name = TranslatedField(_l("Name"), longest=80)


class SeatsForm(Form):
    """A number of seats for each category of people."""

    @property
    def numbers(self) -> dict[str, int | None]:
        """What was entered, by category; None: any number."""
        return {field.short_name: field.data for field in self.seats.form}


def seats_form(categories: Sequence[str], present: Mapping[str, int | None]) -> SeatsForm:
    """A form with a field for each of the categories, filled with the present numbers."""
    lang = current_language()
    fields = {
        category: _number(reference.term("participant_category", category).to(lang))
        for category in categories
    }
    rows = type("SeatsFormRows", (PlainForm,), fields)
    form = type("SeatsFormOf", (SeatsForm,), {"seats": FormField(rows, _l("Number of seats"))})
    return form(data={"seats": dict(present)})
