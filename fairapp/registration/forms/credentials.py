"""The letter, and the acts on a credential."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    TextAreaField,
)

from fairapp.core.forms import (
    Form,
    VersionedForm,
    at_most,
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
