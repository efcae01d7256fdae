"""The shape of a text about a person: what the form asks of a field is asked of a cell, once and alike."""

from __future__ import annotations

from typing import Any

from wtforms.form import Form as PlainForm

from fairapp.registration.forms.people import PersonForm
from fairapp.registration.sheets.cells import Unclear

TEXTS = ("given_names", "family_names", "office", "institution", "email", "phone", "diet", "access_needs")


class Shapes:
    """The fields of the form of a person, asked one value at a time."""

    def __init__(self) -> None:
        fields: dict[str, Any] = {code: getattr(PersonForm, code) for code in TEXTS}
        self._form = type("Texts", (PlainForm,), fields)()

    def settled(self, code: str, text: str | None) -> str:
        """The text as the form would take it in, before it asks anything."""
        for settle in self._form[code].filters:
            text = settle(text)
        return text or ""

    def checked(self, code: str, text: str) -> str:
        """The text as it would be kept. Refuses with Unclear, in the words of the form."""
        field = self._form[code]
        field.data, field.raw_data = text, [text]
        if not field.validate(self._form):
            raise Unclear("shape", str(field.errors[0]))
        return str(field.data)
