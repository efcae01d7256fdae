"""What is entered when the draft becomes the programme."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from fairapp.core.forms import VersionedForm, at_most, strip


class ReleaseForm(VersionedForm):
    """The word that goes with a release; its version is the number of the last release seen."""

    note = TextAreaField(
        _l("Note"),
        filters=[strip],
        validators=[at_most(500)],
        description=_l("What is new, for the record of releases"),
    )
