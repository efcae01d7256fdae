"""Shapes of input at the rapporteur's desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from fairapp.core.forms import Form, TranslatedField, VersionedForm
from fairapp.edition.models import Outcome
from fairapp.outcomes import rules
from fairapp.outcomes.services import DecisionDetails


class SummaryForm(VersionedForm):
    """The summary of a session, in up to four languages."""

    summary = TranslatedField(
        _l("Summary"),
        longest=20_000,
        required=False,
        paragraphs=True,
        description=_l("An empty line begins a new paragraph. One language is enough to begin with."),
    )


class DecisionForm(VersionedForm):
    """A decision of the meeting."""

    text = TranslatedField(
        _l("Wording"),
        longest=5_000,
        paragraphs=True,
        description=_l("Begin with the verb, as the paper will say it: “To channel offers and requests …”."),
    )
    adopted = RadioField(_l("Adopted"), [InputRequired(_l("Please choose one."))], default="consensus")
    outcomes = SelectMultipleField(
        _l("Serves these expected outcomes"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, expected: Iterable[Outcome], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adopted.choices = list(rules.ADOPTION_WORDS.items())
        self.outcomes.choices = [(o.code, f"{o.code} · {o.title}") for o in expected]

    def details(self) -> DecisionDetails:
        """What was entered, as the verbs take it."""
        return DecisionDetails(self.text.value, self.adopted.data, tuple(self.outcomes.data or ()))


class ActForm(VersionedForm):
    """One button: finalise, reopen, remove, move."""


class StatusForm(Form):
    """How far an outcome has come; ``was`` is what the person saw."""

    status = SelectField(_l("Status"))
    was = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status.choices = [(code, str(words)) for code, words in rules.statuses().items()]
