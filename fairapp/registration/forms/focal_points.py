"""Who manages a delegation: what the secretariat types to invite, and what they type who accept."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, Length, Optional

from fairapp.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from fairapp.core.forms import Form, at_most, clean, email_address, plain_name, required, strip
from fairapp.core.i18n import LANGUAGES
from fairapp.registration.services import Entrant, Invitee

LONGEST_PASTE = 40_000
"""Characters of a pasted list."""


class FocalPointForm(Form):
    """Who is to manage a delegation."""

    name = StringField(_l("Name"), filters=[clean], validators=[required(), plain_name(), at_most(200)])
    email = EmailField(_l("E-mail address"), filters=[clean], validators=[required(), email_address()])
    lang = SelectField(
        _l("Language of the letter"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()]
    )

    @property
    def invitee(self) -> Invitee:
        """What was typed, as a value."""
        return Invitee(self.name.data, self.email.data, self.lang.data)


class PasteForm(Form):
    """A list of focal points, a line each."""

    lines = TextAreaField(
        _l("List of focal points"),
        description=_l(
            "One a line: delegation; name; e-mail address; language. The delegation by its name in any of "
            "the four languages or by its code (JM). Columns copied from a spreadsheet will do. Without a "
            "language the letter speaks that of the delegation."
        ),
        filters=[strip],
        validators=[required(), at_most(LONGEST_PASTE)],
    )


class EntrantForm(Form):
    """Somebody without an account accepts: how they are called, and a password if they wish."""

    name = StringField(_l("Name"), filters=[clean], validators=[required(), plain_name(), at_most(200)])
    lang = SelectField(
        _l("Language of pages and letters"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()]
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            Optional(strip_whitespace=False),
            Length(
                min=SHORTEST_PASSWORD,
                message=_l("At least %(min)d characters, please: a short sentence is easy to remember."),
            ),
            at_most(LONGEST_PASSWORD),
        ],
    )
    again = PasswordField(
        _l("Password once more"), validators=[EqualTo("password", _l("The two passwords differ."))]
    )

    @property
    def entrant(self) -> Entrant:
        """What was typed, as a value."""
        return Entrant(self.name.data, self.lang.data, self.password.data or None)
