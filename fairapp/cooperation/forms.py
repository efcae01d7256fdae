"""What is typed about offers and requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import Length, NumberRange
from wtforms.validators import Optional as MayBeEmpty

from fairapp.cooperation import rules
from fairapp.cooperation.services import EntryDetails
from fairapp.core.forms import (
    CheckList,
    TranslatedField,
    ValidationError,
    VersionedForm,
    at_most,
    required,
    strip,
)
from fairapp.edition import reference
from fairapp.edition.models import Topic
from fairapp.registration.models import Delegation


def _words(group: str) -> list[tuple[str, str]]:
    return [(code, str(term.label)) for code, term in reference.vocabulary(group).items()]


def _some() -> Length:
    return Length(min=1, message=_l("Please choose at least one."))


def _dollars(label: Any) -> IntegerField:
    return IntegerField(
        label,
        validators=[
            MayBeEmpty(),
            NumberRange(0, 1_000_000_000, _l("Whole dollars, please, from 0 to a thousand million.")),
        ],
        render_kw={"min": "0", "step": "1"},
    )


class EntryForm(VersionedForm):
    """An offer or a request."""

    delegation = SelectField(_l("On behalf of"), coerce=int)
    kind = RadioField(_l("What is it?"), default="offer", validators=[required()])
    title = TranslatedField(_l("Title"), longest=160)
    summary = TranslatedField(
        _l("Summary"),
        longest=800,
        paragraphs=True,
        description=_l("The problem or the capacity, what is expected, and for whom. Up to 800 characters."),
    )
    topic_code = SelectField(_l("Topic"), validators=[required()])
    sdg_targets = CheckList(
        _l("Targets of the Sustainable Development Goals"),
        description=_l("One to five."),
        validators=[_some(), Length(max=rules.MOST_TARGETS, message=_l("At most %(max)d, please."))],
    )
    modality = SelectField(_l("Modality"), validators=[required()])
    instruments = CheckList(_l("Instruments"), validators=[_some()])
    partner_role = SelectField(_l("Your role in the partnership"))
    geographic_scope = SelectField(_l("Geographic scope"))
    duration_months = IntegerField(
        _l("Duration in months"),
        validators=[MayBeEmpty(), NumberRange(1, 120, _l("Between %(min)s and %(max)s months, please."))],
        render_kw={"min": "1", "max": "120"},
    )
    budget_usd_min = _dollars(_l("Budget from (US$)"))
    budget_usd_max = _dollars(_l("Budget up to (US$)"))
    languages = CheckList(_l("Working languages"), validators=[_some()])

    def __init__(
        self, *args: Any, topics: Sequence[Topic], delegations: Sequence[Delegation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        unknown = [("", _l("Not settled yet"))]
        self.delegation.choices = [(d.id, str(d.name)) for d in delegations]
        self.kind.choices = [(kind, str(reference.term("record_kind", kind))) for kind in rules.PREFIXES]
        self.topic_code.choices = [(topic.code, str(topic.label)) for topic in topics]
        self.sdg_targets.choices = [(c, f"{c} {label}") for c, label in reference.sdg_targets().items()]
        self.modality.choices = _words("modality")
        self.instruments.choices = _words("instrument")
        self.partner_role.choices = unknown + _words("role_in_partnership")
        self.geographic_scope.choices = [*unknown, *rules.SCOPES.items()]
        self.languages.choices = _words("languages")

    def validate_budget_usd_max(self, field: IntegerField) -> None:
        """The upper end is not below the lower."""
        low = self.budget_usd_min.data
        if low is not None and field.data is not None and field.data < low:
            raise ValidationError(_l("This is less than the lower end of the budget."))

    def details(self) -> EntryDetails:
        """What was entered."""
        return EntryDetails(
            title=self.title.value,
            summary=self.summary.value,
            topic_code=self.topic_code.data,
            sdg_targets=list(self.sdg_targets.data),
            modality=self.modality.data,
            instruments=list(self.instruments.data),
            languages=list(self.languages.data),
            partner_role=self.partner_role.data or None,
            duration_months=self.duration_months.data,
            budget_usd_min=self.budget_usd_min.data,
            budget_usd_max=self.budget_usd_max.data,
            geographic_scope=self.geographic_scope.data or None,
        )


class MoveForm(VersionedForm):
    """A button, with the version that was on the page."""


class ReturnForm(VersionedForm):
    """Why an entry goes back to its authors."""

    reason = TextAreaField(
        _l("What is missing?"),
        filters=[strip],
        validators=[required(), at_most(600)],
        description=_l("The authors read this on the entry."),
    )
