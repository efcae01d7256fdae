"""Where and when a session is to be, as entered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TimeField

from fairapp.agenda.models import Session
from fairapp.agenda.services import Place
from fairapp.core.dates import clock_time, zone
from fairapp.core.forms import Optional, ValidationError, VersionedForm
from fairapp.edition import queries as editions
from fairapp.edition.models import Edition, Room
from fairapp.timetable.wallclock import stretch
from fairapp.timetable.zones import local


class PlaceFields(VersionedForm):
    """Room, day, from, to: all of them, or none for a session that is not on the schedule yet."""

    room = SelectField(_l("Room"), validators=[Optional()], validate_choice=False)
    day = DateField(_l("Day"), validators=[Optional()])
    starts_at = TimeField(
        _l("Begins at"), validators=[Optional()], description=_l("In steps of five minutes")
    )
    ends_at = TimeField(_l("Ends at"), validators=[Optional()])
    twice: tuple[datetime, ...] = ()

    def furnish(self, edition: Edition) -> None:
        """Offer what the edition has."""
        self._edition = edition
        self._rooms = {room.code: room for room in editions.rooms(edition.id)}
        self.room.choices = [("", _("Not on the schedule yet"))] + [
            (room.code, room.name.shown().text) for room in self._rooms.values()
        ]

    def validate_room(self, field: Any) -> None:
        """A room may be removed while somebody writes."""
        if field.data and field.data not in self._rooms:
            raise ValidationError(_("This room is not offered any more. Please choose another."))

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        given = [self.day.data, self.starts_at.data, self.ends_at.data]
        if self.room.data and fine:
            for field, value in zip((self.day, self.starts_at, self.ends_at), given, strict=True):
                if value is None:
                    field.errors = (*field.errors, _("Please fill this in."))
                    fine = False
        return fine

    def place(self) -> Place | None:
        """Where and when, as entered. Refuses as `wallclock.stretch` does."""
        room: Room | None = self._rooms.get(self.room.data)
        if room is None:
            return None
        there = zone(self._edition.time_zone)
        found = stretch(self.day.data, self.starts_at.data, self.ends_at.data, there)
        self.twice = found.twice
        return Place(room, found.span)

    def remarks(self) -> list[str]:
        """What was taken for granted: a time that the clock shows twice is the first."""
        return [
            _(
                "The clocks are put back on this day: %(time)s comes twice, and the first is meant.",
                time=clock_time(wall),
            )
            for wall in self.twice
        ]


class PlaceForm(PlaceFields):
    """Moving a session without dragging."""


def fill_place(form: PlaceFields, session: Session) -> None:
    """Where and when the session is, on the edition's clock."""
    form.version.data = str(session.version)
    if session.room and session.booking:
        start, end = local(session.booking.starts_at), local(session.booking.ends_at)
        form.room.data, form.day.data = session.room.code, start.date()
        form.starts_at.data, form.ends_at.data = start.time(), end.time()
