"""What is typed into registration."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    EmailField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Regexp
from wtforms.validators import Optional as MayBeEmpty

from fairapp.core.forms import (
    CheckList,
    Form,
    TranslatedField,
    VersionedForm,
    at_most,
    clean,
    required,
    strip,
)
from fairapp.core.i18n import LANGUAGES, current_language
from fairapp.edition import reference
from fairapp.registration import rules
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.services import PersonDetails


class PersonForm(VersionedForm):
    """A person of a delegation."""

    role = SelectField(_l("Role in the delegation"), validators=[required()])
    honorific = SelectField(_l("Form of address"))
    given_names = StringField(_l("Given names"), filters=[clean], validators=[required(), at_most(120)])
    family_names = StringField(_l("Family names"), filters=[clean], validators=[required(), at_most(120)])
    office = StringField(_l("Office"), filters=[clean], validators=[required(), at_most(200)])
    institution = StringField(_l("Institution"), filters=[clean], validators=[at_most(200)])
    email = EmailField(
        _l("E-mail address"),
        filters=[clean],
        validators=[MayBeEmpty(), at_most(254), Email(_l("This is not an e-mail address."))],
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
    list_email = BooleanField(_l("The address may stand in the list of participants"))
    open_to_meetings = BooleanField(_l("May be asked for bilateral meetings"), default=True)

    def __init__(self, delegation: Delegation, person: Participant | None = None, **kwargs: Any) -> None:
        super().__init__(obj=person, **kwargs)
        # Somebody who came with a role the category does not offer keeps it.
        roles = [*rules.roles_for(delegation.category)]
        if person and person.role not in roles:
            roles.append(person.role)
        lang = current_language()
        roles_known = reference.vocabulary("delegation_role")
        self.role.choices = [SelectChoice(code, roles_known[code].label.to(lang)) for code in roles]
        self.honorific.choices = [SelectChoice("none", "–")] + [
            SelectChoice(code, entry.label.to(lang))
            for code, entry in reference.vocabulary("honorific").items()
            if code != "none"
        ]

    @property
    def details(self) -> PersonDetails:
        """What was typed, as a value."""
        return PersonDetails(
            role=self.role.data,
            honorific=self.honorific.data,
            given_names=self.given_names.data,
            family_names=self.family_names.data,
            office=self.office.data,
            institution=self.institution.data,
            email=(self.email.data or "").lower() or None,
            phone=self.phone.data,
            languages=[code for code in LANGUAGES if code in (self.languages.data or [])],
            list_email=self.list_email.data,
            open_to_meetings=self.open_to_meetings.data,
        )


class LetterForm(Form):
    """The credential letter."""

    letter = FileField(
        _l("Credential letter"),
        description=_l("A PDF, or a photograph as JPEG or PNG; 10 megabytes at most."),
        validators=[FileRequired(_l("Please choose a file."))],
    )


class ActForm(VersionedForm):
    """A button: no field but the version that was seen."""


class ReasonForm(Form):
    """Why a credential is returned."""

    reason = TextAreaField(_l("Reason"), filters=[strip], validators=[required(), at_most(1000)])


class MaybeReasonForm(Form):
    """Why a delegation does not come, if it wishes to say."""

    reason = TextAreaField(_l("Reason"), filters=[strip], validators=[at_most(1000)])


class FocalPointForm(Form):
    """Who is to manage a delegation."""

    email = EmailField(
        _l("E-mail address"),
        filters=[clean],
        validators=[required(), at_most(254), Email(_l("This is not an e-mail address."))],
    )
    name = StringField(_l("Name"), filters=[clean], validators=[required(), at_most(200)])
    lang = SelectField(
        _l("Language of the letter"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()]
    )


class InviteForm(Form):
    """A state or organization of the reference data."""

    party = SelectField(_l("State or organization"), validators=[required()])

    def __init__(self, groups: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.party.choices = [
            SelectChoice("", _l("Please choose")),
            *(
                SelectChoice(code, label, optgroup=group)
                for group, parties in groups.items()
                for code, label in parties
            ),
        ]


class OrganizationForm(Form):
    """An organization the reference data does not know."""

    name = TranslatedField(_l("Name"), longest=200)
    category = SelectField(_l("Category"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        lang = current_language()
        self.category.choices = [
            SelectChoice(code, entry.label.to(lang))
            for code, entry in reference.vocabulary("participant_category").items()
            if code != "member_state"
        ]


class DrawForm(Form):
    """The state drawn by lot, or the wish that the program draws."""

    drawn = SelectField(_l("State drawn"))
    reason = TextAreaField(_l("Reason for a second draw"), filters=[strip], validators=[at_most(1000)])

    def __init__(self, states: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.drawn.choices = [
            SelectChoice("", _l("Please choose")),
            *(SelectChoice(*pair) for pair in states),
        ]
