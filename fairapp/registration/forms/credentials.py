"""The letter, and the acts on a credential."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional as MayBeEmpty

from fairapp.core.forms import (
    Form,
    VersionedForm,
    at_most,
    clean,
    required,
    strip,
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


class BadgeForm(MaybeReasonForm):
    """A badge made, handed over, taken back: a button, and perhaps why."""


class DescribedLetterForm(Form):
    """What protocol reads on the letter."""

    dated = DateField(_l("Date of the letter"), validators=[MayBeEmpty()])
    signatory = StringField(_l("Signed by"), filters=[clean], validators=[at_most(200)])


class DecisionForm(DescribedLetterForm, VersionedForm):
    """One decision of the queue: which act, on what as it was seen, and why."""

    changes = SelectMultipleField(_l("Changes"), coerce=int, validate_choice=False)
    reason = TextAreaField(_l("Reason"), filters=[strip], validators=[at_most(1000)])
