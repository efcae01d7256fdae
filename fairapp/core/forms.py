"""Forms repeat the shape of input, never a rule. One way to show a refusal beside a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, FormField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.form import Form as PlainForm
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from fairapp.core import spelling
from fairapp.core.i18n import LANGUAGES, Translated, current_language
from fairapp.core.refusals import Refusal


class Form(FlaskForm):
    """Base of every form. ``show`` puts a refusal where the person will look for it."""

    def show(self, refusal: Refusal) -> None:
        """Add the refusal's sentence beside its field, or to the summary when it has none."""
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors.append(refusal.message)
        else:
            field.errors = (*field.errors, refusal.message)

    def problems(self) -> list[tuple[str | None, str]]:
        """Every message with the id of its field (None for the whole form), in reading order."""
        found: list[tuple[str | None, str]] = [(None, str(text)) for text in self.form_errors]
        for field in self:
            found += _problems_of(field)
        return found


class VersionedForm(Form):
    """A form on a row that others may edit: carries the version it was opened with."""

    version = HiddenField()

    def opened_version(self) -> int | None:
        """The version the person saw, or None when the form was new or tampered with."""
        return int(self.version.data) if str(self.version.data or "").isdigit() else None


def clean(text: str | None) -> str:
    """One line: surrounding and repeated white space removed. A filter for fields."""
    return " ".join((text or "").split())


def strip(text: str | None) -> str:
    """Several lines: surrounding white space removed, line ends as one. A filter for fields."""
    return (text or "").replace("\r\n", "\n").strip()


class _Something(InputRequired):
    """White space alone is nothing: asked of the text as the field's filters left it."""

    def __call__(self, form: Any, field: Field) -> None:
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data:
            field.errors[:] = []
            raise StopValidation(self.message)


def required() -> InputRequired:
    """Validator: something must be entered."""
    return _Something(_l("Please fill this in."))


def at_most(count: int) -> Length:
    """Validator: no more than ``count`` characters."""
    return Length(max=count, message=_l("At most %(max)d characters, please."))


def email_address() -> Callable[[Any, Field], None]:
    """Validator: an address that letters reach, see :func:`fairapp.core.spelling.address`. The field
    then holds it in lower case. Nothing entered is not its matter: ``required()`` or ``Optional()``
    before it say whether something must be."""
    return _spelt(spelling.address)


def plain_name() -> Callable[[Any, Field], None]:
    """Validator: a name without characters that hide, see :func:`fairapp.core.spelling.name`. The field
    then holds it composed (NFC). Stands before ``at_most()``, which counts what will be kept."""
    return _spelt(spelling.name)


def _spelt(rule: Callable[[str], str]) -> Callable[[Any, Field], None]:
    def check(_form: Any, field: Field) -> None:
        if not field.data:
            return
        try:
            field.data = rule(field.data)
        except spelling.Misspelt as refusal:
            raise StopValidation(refusal.message) from refusal

    return check


class CheckList(SelectMultipleField):
    """Any number of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Lines(PlainForm):
    en = StringField("English", filters=[clean])
    es = StringField("Español", filters=[clean])
    fr = StringField("Français", filters=[clean])
    pt = StringField("Português", filters=[clean])


class _Paragraphs(PlainForm):
    en = TextAreaField("English", filters=[strip])
    es = TextAreaField("Español", filters=[strip])
    fr = TextAreaField("Français", filters=[strip])
    pt = TextAreaField("Português", filters=[strip])


class TranslatedField(FormField):
    """A text in four languages; ``value`` is a :class:`Translated`. Drawn as language tabs. ``spelt``
    is a rule of :mod:`fairapp.core.spelling` that each language is asked."""

    def __init__(
        self,
        label: Any,
        *,
        longest: int = 300,
        required: bool = True,
        paragraphs: bool = False,
        spelt: Callable[[str], str] | None = None,
        description: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(_Paragraphs if paragraphs else _Lines, label, description=description, **kwargs)
        self.longest, self.needed, self.paragraphs = longest, required, paragraphs
        self.spelt = spelt

    @property
    def value(self) -> Translated:
        """What was entered, as content."""
        return Translated({code: self.form[code].data for code in LANGUAGES})

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, dict(data) if isinstance(data, Translated) else data)

    def populate_obj(self, obj: Any, name: str) -> None:
        setattr(obj, name, self.value)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        fine = super().validate(form, extra_validators)
        for code in LANGUAGES:
            field = self.form[code]
            if len(field.data or "") > self.longest:
                message = _l("At most %(count)d characters, please.", count=self.longest)
                field.errors = (*field.errors, message)
                fine = False
            fine = self._well_spelt(field) and fine
        if self.needed and not self.value:
            # Where the person is looking: the tab of the language the page speaks.
            field = self.form[current_language()]
            field.errors = (*field.errors, _l("Please fill in at least one language."))
            fine = False
        return fine

    def _well_spelt(self, field: Field) -> bool:
        if self.spelt is None or not field.data:
            return True
        try:
            field.data = self.spelt(field.data)
        except spelling.Misspelt as refusal:
            field.errors = (*field.errors, refusal.message)
            return False
        return True


def _problems_of(field: Field) -> list[tuple[str | None, str]]:
    if isinstance(field, FormField):
        return [found for inner in field.form for found in _problems_of(inner)]
    return [(field.id, str(text)) for text in field.errors]


__all__ = [
    "CheckList",
    "Form",
    "Optional",
    "TranslatedField",
    "ValidationError",
    "VersionedForm",
    "at_most",
    "clean",
    "email_address",
    "plain_name",
    "required",
    "strip",
]
