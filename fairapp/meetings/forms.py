"""What is typed to ask, to decline, to cancel, to look for somebody."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from fairapp.core.forms import Form, VersionedForm, at_most, clean, required, strip

LONGEST_PURPOSE = 500
LONGEST_REASON = 500


def as_number(value: Any) -> int | None:
    """The number of a slot, or None for anything else that may arrive."""
    return int(value) if str(value or "").isdigit() and len(str(value)) < 10 else None


class AskForm(Form):
    """Asking for a meeting. Which times and entries are valid is the verb's to say."""

    purpose = TextAreaField(
        _l("What would you like to talk about?"),
        description=_l(
            "A sentence or two, at most 500 characters. Only the two of you and the secretariat see it."
        ),
        filters=[strip],
        validators=[required(), at_most(LONGEST_PURPOSE)],
    )
    entry = SelectField(_l("About an offer or request"), validators=[Optional()], validate_choice=False)
    slot = RadioField(
        _l("When?"),
        coerce=as_number,
        validators=[InputRequired(_l("Choose one of the meeting times."))],
        validate_choice=False,
    )


class AnswerForm(VersionedForm):
    """A yes, or a request taken back: a button, and the version the person saw."""


class DeclineForm(VersionedForm):
    """A no, with a word if the person likes."""

    reason = TextAreaField(
        _l("A word to them"),
        description=_l("A courteous line, at most 500 characters. It is sent with your answer."),
        filters=[strip],
        validators=[at_most(LONGEST_REASON)],
    )


class CancelForm(VersionedForm):
    """Calling an accepted meeting off; the other side is owed a reason."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("At most 500 characters. The other side receives it."),
        filters=[strip],
        validators=[required(), at_most(LONGEST_REASON)],
    )


class DirectoryForm(Form):
    """Looking for a counterpart; sent as the address, so it can be kept and shared."""

    class Meta:
        csrf = False

    q = StringField(_l("Name, office or institution"), filters=[clean], validators=[at_most(100)])
    party = SelectField(_l("State or organization"), validate_choice=False)
    category = SelectField(_l("Kind"), validate_choice=False)
    topic = SelectField(_l("Topic of their offers and requests"), validate_choice=False)
    language = SelectField(_l("Language they speak"), validate_choice=False)


class BoardForm(Form):
    """Which meetings the secretariat looks at."""

    class Meta:
        csrf = False

    status = SelectField(_l("Status"), validate_choice=False)
    day = SelectField(_l("Day"), validate_choice=False)
    table = SelectField(_l("Table"), validate_choice=False)
