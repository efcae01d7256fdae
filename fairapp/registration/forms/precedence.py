"""The draw that sets the order."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    SelectField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from fairapp.core.forms import (
    Form,
    at_most,
    strip,
)


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
