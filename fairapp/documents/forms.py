"""Shapes of input of the registry."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from fairapp.core.forms import Form, TranslatedField, VersionedForm
from fairapp.core.i18n import LANGUAGES
from fairapp.edition.reference import vocabulary


def _choices(group: str) -> list[tuple[str, str]]:
    return [(code, str(term.label)) for code, term in vocabulary(group).items()]


class _Details(Form):
    title = TranslatedField(
        _l("Title"),
        required=False,
        description=_l("Left empty, the name of its kind is the title."),
    )
    dated = DateField(_l("Date"), [InputRequired(_l("Please enter a date."))])
    original_lang = SelectField(_l("Original language"))
    status = SelectField(_l("Status"))
    distribution = SelectField(_l("Circulation"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original_lang.choices = list(LANGUAGES.items())
        self.status.choices = _choices("document_status")
        self.distribution.choices = _choices("document_distribution")

    def details(self) -> dict[str, Any]:
        """What was entered, as the verbs take it."""
        return {
            "title": self.title.value,
            "dated": self.dated.data,
            "original_lang": self.original_lang.data,
            "status": self.status.data,
            "distribution": self.distribution.data,
        }


class NewDocumentForm(_Details):
    """A document to be numbered."""

    kind = SelectField(_l("Kind"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = _choices("document_type")


class DocumentForm(_Details, VersionedForm):
    """A document that has its number."""


class ReviseForm(VersionedForm):
    """One button: the next revision."""
