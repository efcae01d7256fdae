"""How delegations stand in order: the rule, and the draw."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from fairapp.core.forms import Form, at_most, clean, strip
from fairapp.core.i18n import LANGUAGES, current_language
from fairapp.edition.reference import language_name

STRATEGIES = [
    SelectChoice("by_lot", _l("By lot")),
    SelectChoice("by_credentials", _l("By the date of the credential letter")),
    SelectChoice("alphabetical", _l("In alphabetical order")),
]


class RuleForm(Form):
    """By which rule the delegations of a category stand in order."""

    strategy = RadioField(_l("Rule"), choices=STRATEGIES)
    lang = SelectField(_l("Language of the alphabet"), default="es")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = current_language()
        self.lang.choices = [SelectChoice(code, language_name(code, spoken)) for code in LANGUAGES]


class DrawForm(Form):
    """The wish that the program draws; ``seen`` is the last draw the person saw."""

    reason = TextAreaField(_l("Reason for another draw"), filters=[strip], validators=[at_most(1000)])
    seen = HiddenField()

    def last_seen(self) -> int | None:
        """Id of the draw the person saw, 0 for none; None where the form did not say."""
        return int(self.seen.data) if str(self.seen.data or "").isdigit() else None


class HandDrawForm(DrawForm):
    """What a hand drew from a real box."""

    drawn = SelectField(_l("Name drawn"))
    hand = StringField(_l("Who drew it"), filters=[clean], validators=[at_most(200)])

    def __init__(self, box: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.drawn.choices = [
            SelectChoice("", _l("Please choose")),
            *(SelectChoice(*pair) for pair in box),
        ]
