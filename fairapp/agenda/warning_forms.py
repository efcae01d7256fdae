"""Shapes of input about warnings."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import NumberRange

from fairapp.agenda.warnings import Limits
from fairapp.core.forms import Form, at_most, required, strip


class AcknowledgeForm(Form):
    """Why a warning may stand."""

    key = HiddenField()
    reason = TextAreaField(
        _l("Reason"),
        filters=[strip],
        validators=[required(), at_most(500)],
        description=_l("Why this may stay as it is; shown to whoever works on the programme"),
    )


class LimitsForm(Form):
    """From when on there is a warning."""

    walking = IntegerField(
        _l("Least minutes between two rooms"), validators=[required(), NumberRange(0, 120)]
    )
    rest_after = IntegerField(
        _l("Most minutes of interpreting without a break"), validators=[required(), NumberRange(15, 600)]
    )
    rest = IntegerField(
        _l("Least minutes of a break for interpreters"), validators=[required(), NumberRange(5, 120)]
    )

    def limits(self) -> Limits:
        """What was entered."""
        return Limits(self.walking.data, self.rest_after.data, self.rest.data)
