"""What is typed about a person."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    SelectField,
    StringField,
    TelField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Regexp
from wtforms.validators import Optional as MayBeEmpty

from fairapp.core.forms import (
    CheckList,
    VersionedForm,
    at_most,
    clean,
    required,
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
