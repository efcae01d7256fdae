"""A photograph, and what of it goes on the badge."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerRangeField, SubmitField
from wtforms.validators import NumberRange

from fairapp.core.forms import Form
from fairapp.core.photos import CLOSEST, Framing


class PhotoForm(Form):
    """The upload."""

    photo = FileField(
        _l("Photograph"),
        description=_l("JPEG, PNG or WebP, 10 megabytes at most. The next page asks which part of it."),
        validators=[FileRequired(_l("Please choose a file."))],
    )


def _range(label: str, first: int, last: int, default: int) -> IntegerRangeField:
    message = _l("A number from %(min)s to %(max)s, please.")
    return IntegerRangeField(
        label,
        default=default,
        validators=[NumberRange(first, last, message=message)],
        render_kw={"min": first, "max": last, "step": 1},
    )


class CropForm(Form):
    """Where the frame stands in the picture; see :class:`fairapp.core.photos.Framing`."""

    across = _range(_l("From left to right"), 0, 100, Framing.across)
    down = _range(_l("From top to bottom"), 0, 100, Framing.down)
    zoom = _range(_l("Nearer"), 100, CLOSEST, Framing.zoom)
    look = SubmitField(_l("Show it so"))

    @property
    def framing(self) -> Framing:
        """The frame as chosen; what cannot be read is as it was at first."""
        chosen = {
            name: self[name].data
            for name in ("across", "down", "zoom")
            if isinstance(self[name].data, int) and not self[name].errors
        }
        return Framing(**chosen)
