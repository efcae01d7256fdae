"""A form with one field of each kind, for the style page."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)

from fairapp.core.forms import CheckList, Form, TranslatedField, required

ROLES = [("head", "Head of delegation"), ("adviser", "Adviser")]
LANGUAGES = [("en", "English"), ("es", "Spanish"), ("fr", "French"), ("pt", "Portuguese")]


class SampleForm(Form):
    """Realistic fields; two of them in error."""

    title = TranslatedField("Title", description="As it should stand in the programme")
    given_names = StringField("Given names", validators=[required()])
    email = EmailField("E-mail", description="Letters and calendar invitations go here")
    role = SelectField("Role in the delegation")
    adopted = RadioField("How it was adopted", default="consensus")
    languages = CheckList("Languages spoken")
    listed = BooleanField("The e-mail address may stand in the list of participants")
    day = DateField("Day")
    starts_at = TimeField("Begins")
    people = IntegerField("People expected")
    note = TextAreaField("Note for the room staff")
    letter = FileField("Credential letter", description="PDF, JPEG or PNG, at most 10 MB")

    def show_errors(self) -> None:
        """Fill in choices, and two messages to look at."""
        self.role.choices = ROLES
        self.adopted.choices = [("consensus", "By consensus"), ("acclamation", "By acclamation")]
        self.languages.choices = LANGUAGES
        self.given_names.errors = ["Please fill this in."]
        self.email.data = "ana@"
        self.email.errors = ["This is not an e-mail address."]
