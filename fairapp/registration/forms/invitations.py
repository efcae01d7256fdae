"""Whom to invite."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from fairapp.core import spelling
from fairapp.core.forms import CheckList, Form, TranslatedField
from fairapp.core.i18n import current_language
from fairapp.edition import reference


class InviteForm(Form):
    """States and organizations of the reference data to tick; whoever was invited since the page was
    opened is still a valid answer."""

    parties = CheckList(
        _l("States and organizations"), validators=[DataRequired(_l("Please choose at least one."))]
    )

    def __init__(self, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parties.choices = [SelectChoice(*pair) for pair in parties]


class OrganizationForm(Form):
    """An organization the reference data does not know, or somebody who comes alone."""

    name = TranslatedField(
        _l("Name"),
        longest=200,
        spelt=spelling.name,
        description=_l("A guest or journalist who comes alone stands here under their own name."),
    )
    category = SelectField(_l("Category"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        lang = current_language()
        self.category.choices = [
            SelectChoice(code, entry.label.to(lang))
            for code, entry in reference.vocabulary("participant_category").items()
            if code != "member_state"
        ]
