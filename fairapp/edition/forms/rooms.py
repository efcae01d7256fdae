"""What is entered about a room: what it is, and when it is open."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, StringField, TimeField
from wtforms.form import Form as PlainForm

from fairapp.core import spelling
from fairapp.core.forms import (
    Optional,
    TranslatedField,
    ValidationError,
    VersionedForm,
    at_most,
    clean,
    required,
)
from fairapp.edition.forms.editions import whole_number
from fairapp.edition.models import Room
from fairapp.edition.opening import Hours
from fairapp.edition.services import RoomDetails


class RoomForm(VersionedForm):
    """A room to add."""

    name = TranslatedField(_l("Name of the room"), longest=120, spelt=spelling.name)
    code = StringField(
        _l("Code"),
        filters=[clean],
        validators=[required(), at_most(12)],
        description=_l("Short, as on door signs: R1."),
    )
    capacity = IntegerField(_l("Seats"), validators=[Optional(), whole_number(1, 20_000)])
    booths = IntegerField(
        _l("Booths for interpreters"),
        validators=[Optional(), whole_number(0, 20)],
        description=_l("One for each language heard beside the floor’s. None: leave empty."),
    )
    accessible = BooleanField(_l("It can be reached and used by wheelchair"), default=True)

    def details(self) -> RoomDetails:
        """What was entered, as the verbs want it."""
        return RoomDetails(
            code=self.code.data,
            name=self.name.value,
            capacity=self.capacity.data,
            booths=self.booths.data or 0,
            accessible=bool(self.accessible.data),
            hours=self.opening_hours(),
        )

    def opening_hours(self) -> Hours:
        """A new room is open whenever it is needed."""
        return {}


class HoursRow(PlainForm):
    """One day of a room: from, until, or closed. Nothing entered: open all day."""

    opens = TimeField(_l("Opens at"), validators=[Optional()])
    closes = TimeField(_l("Closes at"), validators=[Optional()])
    closed = BooleanField(_l("Closed all day"))

    def value(self) -> list[str] | None:
        """As the model keeps it; None for open all day."""
        if self.closed.data:
            return []
        if self.opens.data is None and self.closes.data is None:
            return None
        return [(each.data or time.min).isoformat("minutes") for each in (self.opens, self.closes)]


class RoomEditForm(RoomForm):
    """A room there is: the same, and its hours on each day of the meeting."""

    hours = FieldList(FormField(HoursRow), _l("Opening hours"))

    def open(self, room: Room, days: list[date]) -> RoomEditForm:
        """Fill in what is known of the room; one row a day."""
        self._days = days
        self._kept = {d: h for d, h in room.hours.items() if d not in {day.isoformat() for day in days}}
        if not self.is_submitted():
            self._fill(room)
        while len(self.hours) < len(days):
            self.hours.append_entry(_row(room.hours.get(days[len(self.hours)].isoformat())))
        return self

    def rows(self) -> list[tuple[date, HoursRow]]:
        """Each day with its row."""
        return [(day, row.form) for day, row in zip(self._days, self.hours, strict=False)]

    def validate_hours(self, _field: Any) -> None:
        """Each day opens before it closes, in steps of five minutes."""
        wrong = [row for _day, row in self.rows() if not row.closed.data and not _in_order(row)]
        for row in wrong:
            row.closes.errors = [*row.closes.errors, _("It must close after it opens.")]
        if wrong:
            raise ValidationError(_("A day opens before it closes, in steps of five minutes."))

    def opening_hours(self) -> Hours:
        """Days that are not all open; hours of other days stay as they are."""
        named = {day.isoformat(): row.value() for day, row in self.rows()}
        return self._kept | {day: hours for day, hours in named.items() if hours is not None}

    def _fill(self, room: Room) -> None:
        self.name.process(None, room.name)
        self.code.data, self.capacity.data = room.code, room.capacity
        self.booths.data, self.accessible.data = room.booths or None, room.accessible
        self.version.data = str(room.version)


def _row(hours: list[str] | None) -> dict[str, Any]:
    if not hours:
        return {"closed": hours is not None}
    opens, closes = (time.fromisoformat(text) for text in hours)
    return {"opens": opens, "closes": closes, "closed": False}


def _in_order(row: HoursRow) -> bool:
    opens, closes = row.opens.data or time.min, row.closes.data or time.min
    on_grid = not (opens.minute % 5 or closes.minute % 5)
    return on_grid and (opens < closes or closes == time.min)
