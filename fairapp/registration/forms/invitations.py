"""Whom to invite, and who manages the delegation."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email

from fairapp.core.forms import (
    Form,
    TranslatedField,
    at_most,
    clean,
    required,
)
from fairapp.core.i18n import LANGUAGES, current_language
from fairapp.edition import reference


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
