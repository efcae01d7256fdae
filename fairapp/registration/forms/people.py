"""What is typed about a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    EmailField,
    SelectField,
    StringField,
    TelField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import Regexp

from fairapp.core.dates import zone
from fairapp.core.forms import (
    CheckList,
    VersionedForm,
    at_most,
    clean,
    email_address,
    plain_name,
    required,
)
from fairapp.core.i18n import LANGUAGES, current_language
from fairapp.core.refusals import Refusal
from fairapp.edition import reference
from fairapp.registration import rules
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.services import PersonDetails

TYPED = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")
"""How browsers send day and time, the first as they are given them; without a picker people type."""


class LocalMoment(DateTimeLocalField):
    """An instant, typed as the wall clock of the meeting shows it."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, validators=[MayBeEmpty()], format=list(TYPED), **kwargs)
        self.zone_name = "UTC"

    def process_data(self, value: datetime | None) -> None:
        """What is stored, on the clock of the meeting."""
        self.data = value.astimezone(zone(self.zone_name)).replace(tzinfo=None) if value else None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was typed."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Please give day and time, for example 2027-04-21 14:30.")) from error

    @property
    def instant(self) -> datetime | None:
        """What was typed, as an instant."""
        return self.data.replace(tzinfo=zone(self.zone_name)) if self.data else None


def _line(label: Any, longest: int, **kwargs: Any) -> StringField:
    return StringField(label, filters=[clean], validators=[at_most(longest)], **kwargs)


def _name(label: Any) -> StringField:
    return StringField(label, filters=[clean], validators=[required(), plain_name(), at_most(120)])


class PersonForm(VersionedForm):
    """A person of a delegation, or somebody who comes along with it."""

    role = SelectField(_l("Part in the delegation"), validators=[required()])
    honorific = SelectField(_l("Form of address"))
    given_names = _name(_l("Given names"))
    family_names = _name(_l("Family names"))
    office = _line(_l("Office"), 200)
    institution = _line(_l("Institution"), 200)
    email = EmailField(
        _l("E-mail address"), filters=[clean], validators=[MayBeEmpty(), at_most(254), email_address()]
    )
    phone = TelField(
        _l("Phone"),
        filters=[clean],
        validators=[
            MayBeEmpty(),
            at_most(40),
            Regexp(r"^\+?[0-9 ()./-]{4,}$", message=_l("Digits and spaces, please, beginning with +.")),
        ],
    )
    languages = CheckList(_l("Languages spoken"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()])
    arrives_at = LocalMoment(_l("Arrival"))
    departs_at = LocalMoment(_l("Departure"))
    diet = _line(_l("Dietary needs"), 300)
    access_needs = _line(_l("Access needs"), 300)
    listed = BooleanField(_l("May appear in the public list of participants"), default=True)
    list_email = BooleanField(_l("The e-mail address may stand there too"))
    open_to_meetings = BooleanField(_l("May be asked for bilateral meetings"), default=True)

    def __init__(
        self, delegation: Delegation, person: Participant | None = None, *, obj: Any = None, **kwargs: Any
    ) -> None:
        """``obj`` is what the fields show, when that is not the person as on record."""
        self._category = delegation.category
        shown = obj or person
        if shown is not None:
            kwargs["role"] = _part(shown, delegation)
        self.zone_name = delegation.edition.time_zone
        super().__init__(obj=shown, **kwargs)
        self.role.choices = _parts(delegation, person)
        lang = current_language()
        self.honorific.choices = [SelectChoice("none", "–")] + [
            SelectChoice(code, entry.label.to(lang))
            for code, entry in reference.vocabulary("honorific").items()
            if code != "none"
        ]

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Fields that speak of moments learn the zone before they are filled."""
        for field in (self.arrives_at, self.departs_at):
            field.zone_name = self.zone_name
        part = kwargs.pop("role", None)
        super().process(*args, **kwargs)
        if part is not None and not self.role.raw_data:
            self.role.data = part

    def show(self, refusal: Refusal) -> None:
        """Part and category are one question here."""
        if refusal.field == "category":
            refusal.field = "role"
        super().show(refusal)

    @property
    def details(self) -> PersonDetails:
        """What was typed, as a value."""
        along = self.role.data not in reference.vocabulary("delegation_role")
        return PersonDetails(
            role=rules.ALONG if along else self.role.data,
            category=self.role.data if along else self._category,
            honorific=self.honorific.data,
            given_names=self.given_names.data,
            family_names=self.family_names.data,
            office=self.office.data,
            institution=self.institution.data,
            email=(self.email.data or "").lower() or None,
            phone=self.phone.data,
            languages=[code for code in LANGUAGES if code in (self.languages.data or [])],
            diet=self.diet.data,
            access_needs=self.access_needs.data,
            arrives_at=self.arrives_at.instant,
            departs_at=self.departs_at.instant,
            list_email=self.list_email.data,
            open_to_meetings=self.open_to_meetings.data,
            listed=self.listed.data,
        )


def _part(person: Any, delegation: Delegation) -> str:
    """A role, or the category of somebody who comes along."""
    return str(person.role if person.category == delegation.category else person.category)


def _parts(delegation: Delegation, person: Participant | None) -> list[SelectChoice]:
    """The roles of the delegation's own people, then who may come along. Somebody who came with a part
    that the category does not offer keeps it."""
    lang = current_language()
    roles, along = list(rules.roles_for(delegation.category)), list(rules.companions_of(delegation.category))
    if person and (part := _part(person, delegation)) not in roles + along:
        (roles if person.category == delegation.category else along).append(part)
    known, categories = reference.vocabulary("delegation_role"), reference.vocabulary("participant_category")
    ours, theirs = _("In the delegation"), _("Comes along, without a part in the meeting")
    return [SelectChoice(code, known[code].label.to(lang), optgroup=ours) for code in roles] + [
        SelectChoice(code, categories[code].label.to(lang), optgroup=theirs) for code in along
    ]
