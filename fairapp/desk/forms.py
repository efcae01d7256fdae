"""What is pressed at the desk."""

from __future__ import annotations

from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from fairapp.core.forms import Form


class ReviewForm(Form):
    """What becomes of the letters about one thing: they are sent, or discarded."""

    about = HiddenField(validators=[InputRequired(), Length(max=60)])
    verb = StringField(validators=[AnyOf(("send", "discard"))])
