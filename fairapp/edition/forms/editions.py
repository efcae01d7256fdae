"""What is entered about an edition and its furniture."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Regexp

from fairapp.core.dates import weekday_text, zone
from fairapp.core.forms import Form, Optional, TranslatedField, VersionedForm, at_most, clean, required
from fairapp.core.i18n import LANGUAGES
from fairapp.edition.models import Edition, Room

REGIONS = ("America", "Atlantic", "Africa", "Asia", "Australia", "Europe", "Indian", "Pacific")


@cache
def time_zones() -> tuple[SelectChoice, ...]:
    """The zones of the IANA list that name a place, by region, and UTC."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in REGIONS)
    names.sort(key=lambda name: REGIONS.index(name.split("/")[0]))
    places = [SelectChoice(n, n.partition("/")[2].replace("_", " "), optgroup=n.split("/")[0]) for n in names]
    return (*places, SelectChoice("UTC", "UTC", optgroup="UTC"))


def whole_number(low: int, high: int) -> NumberRange:
    """Validator: a whole number within these."""
    return NumberRange(low, high, _l("A whole number from %(min)d to %(max)d, please."))


class DetailsForm(VersionedForm):
    """What an edition is called, where and when it is held, how its documents are numbered."""

    name = TranslatedField(_l("Name of the meeting"))
    fair_name = TranslatedField(_l("Name of the fair"))
    first_day = DateField(_l("First day"), validators=[required()])
    last_day = DateField(_l("Last day"), validators=[required()])
    time_zone = SelectField(
        _l("Time zone"),
        default="America/New_York",
        description=_l("The zone of the place. Every time of the meeting is spoken in it."),
    )
    place = TranslatedField(
        _l("Place"), longest=120, description=_l("City and country, as on the documents.")
    )
    venue = TranslatedField(_l("Venue"), longest=200, required=False)
    organ = TranslatedField(
        _l("Convened by"), description=_l("The organ as on its letterhead, without its acronym.")
    )
    organ_acronym = StringField(_l("Acronym of the organ"), filters=[clean], validators=[at_most(20)])
    series = StringField(
        _l("Series"),
        filters=[clean],
        validators=[at_most(60)],
        description=_l("First line of the documents' symbol, such as OEA/Ser.W/XIII.99.1."),
    )
    body = StringField(
        _l("Body"),
        filters=[clean],
        validators=[at_most(60)],
        description=_l("Second line of the symbol up to the number, such as CIDI/RACOOP."),
    )
    original_lang = SelectField(
        _l("Original language of documents"),
        choices=[SelectChoice(*pair) for pair in LANGUAGES.items()],
        default="es",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = list(time_zones())

    def values(self) -> dict[str, Any]:
        """What was entered, by the names of the edition's fields."""
        names = ("name", "fair_name", "place", "venue", "organ")
        plain = ("first_day", "last_day", "time_zone", "organ_acronym", "series", "body", "original_lang")
        return {n: self[n].value for n in names} | {n: self[n].data for n in plain}


class OpeningForm(DetailsForm):
    """A new edition: its details and its address."""

    slug = StringField(
        _l("Address"),
        filters=[clean],
        validators=[
            required(),
            at_most(40),
            Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Small letters, digits and hyphens only.")),
        ],
        description=_l(
            "The first word of every address of this meeting, such as 2027. It cannot be changed."
        ),
    )

    def values(self) -> dict[str, Any]:
        """The same with the address."""
        return super().values() | {"slug": self.slug.data}


class SettingsForm(DetailsForm):
    """An edition there is: its details and until when delegations may register."""

    registration_closes_at = DateTimeLocalField(
        _l("Registration closes"),
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        validators=[required()],
        description=_l("Until then focal points may enter and change their delegations. Local time."),
    )

    @classmethod
    def of(cls, edition: Edition) -> SettingsForm:
        """The form of that edition, the deadline on its own clock."""
        form = cls(obj=edition)
        if not form.is_submitted():
            there = edition.registration_closes_at.astimezone(zone(edition.time_zone))
            form.registration_closes_at.data = there.replace(tzinfo=None)
        return form

    def values(self) -> dict[str, Any]:
        """The same with the deadline, as an instant."""
        closes: datetime = self.registration_closes_at.data
        there = closes.replace(tzinfo=zone(self.time_zone.data))
        return super().values() | {"registration_closes_at": there.astimezone(UTC)}


class TablesForm(Form):
    """Tables of the meetings area."""

    room = SelectField(_l("Room"), coerce=int, validators=[InputRequired(_l("Please choose a room."))])
    count = IntegerField(_l("How many tables"), validators=[required(), whole_number(1, 200)])
    accessible = IntegerField(
        _l("Of them reached by wheelchair"), default=0, validators=[Optional(), whole_number(0, 200)]
    )

    def offer(self, rooms: list[Room]) -> TablesForm:
        """Let one of these rooms be chosen."""
        self.room.choices = [SelectChoice(str(room.id), f"{room.code} · {room.name}") for room in rooms]
        return self


class SlotsForm(Form):
    """The slots of one day."""

    day = SelectField(_l("Day"), coerce=date.fromisoformat)
    starts_at = TimeField(_l("Begins at"), validators=[required()])
    ends_at = TimeField(_l("Until"), validators=[required()])
    minutes = IntegerField(
        _l("Minutes of a meeting"), default=20, validators=[required(), whole_number(5, 240)]
    )
    changeover = IntegerField(
        _l("Minutes between two"), default=5, validators=[InputRequired(), whole_number(0, 120)]
    )

    def offer(self, days: list[date]) -> SlotsForm:
        """Let one of these days be chosen."""
        self.day.choices = [SelectChoice(day.isoformat(), weekday_text(day)) for day in days]
        return self
