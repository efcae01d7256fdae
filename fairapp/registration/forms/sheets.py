"""A sheet of people, and the word to import it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from fairapp.core.forms import Form


class SheetForm(Form):
    """The file with the people."""

    file = FileField(
        _l("File with the people"),
        description=_l("XLSX, or CSV; 8 megabytes and 20,000 rows at most. Nothing is changed yet."),
        validators=[FileRequired(_l("Please choose a file."))],
    )


class ImportForm(Form):
    """The button under a comparison; it carries which one was seen."""

    digest = HiddenField()
