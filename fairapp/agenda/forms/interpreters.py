"""What is entered about an interpreter."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from fairapp.agenda.models import Interpreter
from fairapp.agenda.services import InterpreterDetails
from fairapp.agenda.services.interpreting import pair_in_words
from fairapp.core.forms import (
    CheckList,
    Optional,
    ValidationError,
    VersionedForm,
    at_most,
    clean,
    email_address,
    plain_name,
    required,
)
from fairapp.core.i18n import LANGUAGES


class InterpreterForm(VersionedForm):
    """Name, address, and from which language into which."""

    name = StringField(_l("Name"), filters=[clean], validators=[required(), plain_name(), at_most(200)])
    email = StringField(
        _l("Email address"),
        filters=[clean],
        validators=[Optional(), email_address(), at_most(254)],
        description=_l("For the secretariat; it is not shown to anybody else."),
    )
    pairs = CheckList(_l("Interprets"), description=_l("From the language that is spoken into the other"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairs.choices = [(_key(pair), pair_in_words(pair)) for pair in permutations(LANGUAGES, 2)]

    @classmethod
    def of(cls, interpreter: Interpreter) -> InterpreterForm:
        """The form of that interpreter."""
        form = cls()
        if not form.is_submitted():
            form.name.data, form.email.data = interpreter.name, interpreter.email
            form.pairs.data = [_key(pair) for pair in interpreter.pairs]
            form.version.data = str(interpreter.version)
        return form

    def validate_pairs(self, field: Any) -> None:
        """Somebody without languages could sit in no booth."""
        if not field.data:
            raise ValidationError(_("Please tick at least one."))

    def details(self) -> InterpreterDetails:
        """What was entered, as the verbs want it."""
        pairs = [tuple(key.split(":")) for key in self.pairs.data or []]
        return InterpreterDetails(self.name.data, self.email.data or "", [(a, b) for a, b in pairs])


def _key(pair: Any) -> str:
    return ":".join(pair)
