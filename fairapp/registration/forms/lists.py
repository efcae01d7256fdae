"""What is chosen when the list of participants is issued."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from fairapp.core.forms import Form, at_most, strip


class IssueForm(Form):
    """The next revision of the list."""

    kind = RadioField(
        _l("The list is"),
        choices=[
            SelectChoice("provisional", _l("Provisional: delegations and people are still coming")),
            SelectChoice("final", _l("Final: it goes into the report of the meeting")),
        ],
        default="provisional",
    )
    note = TextAreaField(
        _l("Note"),
        description=_l("For the record of issues, for example why it is issued again. It is not printed."),
        filters=[strip],
        validators=[at_most(500)],
    )


class ListOrderForm(Form):
    """In which order the list stands."""

    ordering = RadioField(
        _l("Delegations stand"),
        choices=[
            SelectChoice("precedence", _l("in order of precedence")),
            SelectChoice("alphabetical", _l("in the alphabet of each language")),
        ],
    )

    def __init__(self, now: str, **kwargs: Any) -> None:
        super().__init__(ordering=now, **kwargs)
