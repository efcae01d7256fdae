"""What is typed to come in and to look after one's account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, EqualTo, Length

from fairapp.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from fairapp.core.forms import Form, at_most, clean, required
from fairapp.core.i18n import LANGUAGES


def _email() -> EmailField:
    return EmailField(
        _l("E-mail address"),
        filters=[clean],
        validators=[required(), at_most(254), Email(_l("This is not an e-mail address."))],
    )


class PasswordForm(Form):
    """Coming in with a password."""

    email = _email()
    password = PasswordField(_l("Password"), validators=[required(), at_most(LONGEST_PASSWORD)])


class LinkForm(Form):
    """Asking for a link by mail."""

    email = _email()


class ConfirmForm(Form):
    """A button and nothing else."""


class AccountForm(Form):
    """Name and language."""

    name = StringField(_l("Name"), filters=[clean], validators=[required(), at_most(200)])
    lang = SelectField(_l("Language"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()])


class NewPasswordForm(Form):
    """A new password, with the present one when there is one."""

    current = PasswordField(_l("Present password"), validators=[at_most(LONGEST_PASSWORD)])
    new = PasswordField(
        _l("New password"),
        validators=[
            required(),
            Length(
                min=SHORTEST_PASSWORD,
                message=_l("At least %(min)d characters, please: a short sentence is easy to remember."),
            ),
            at_most(LONGEST_PASSWORD),
        ],
    )
    again = PasswordField(
        _l("New password once more"),
        validators=[required(), EqualTo("new", _l("The two passwords differ."))],
    )
