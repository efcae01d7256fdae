"""What is typed about the fair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DecimalField, EmailField, SelectField, StringField, URLField
from wtforms.validators import Email, Length, NumberRange, Regexp
from wtforms.validators import Optional as MayBeEmpty

from fairapp.booths import rules
from fairapp.booths.exhibiting import Needs, Profile
from fairapp.booths.models import Booth, Exhibitor
from fairapp.booths.services import BoothDetails
from fairapp.core.dates import weekday_text
from fairapp.core.forms import (
    CheckList,
    Form,
    TranslatedField,
    VersionedForm,
    at_most,
    clean,
    required,
)
from fairapp.edition import reference
from fairapp.edition.models import Topic

MANY = 17
"""Most SDG targets an exhibitor may name."""


def _words(group: str) -> list[tuple[str, str]]:
    return [(code, str(term.label)) for code, term in reference.vocabulary(group).items()]


def _upper(text: str | None) -> str:
    return clean(text).upper()


class AssignForm(Form):
    """Which booth, on which days."""

    exhibitor = SelectField(_l("Exhibitor"), coerce=int)
    booth = SelectField(_l("Booth"), validators=[required()])
    days = CheckList(_l("Days"))

    def offer(
        self,
        exhibitors: Sequence[Exhibitor],
        booths: Sequence[tuple[str, str]],
        days: Sequence[date],
    ) -> None:
        """Fill in what there is to choose from."""
        self.exhibitor.choices = [(one.id, str(one.delegation.name)) for one in exhibitors]
        self.booth.choices = [("", _l("Choose a booth")), *booths]
        self.days.choices = [(day.isoformat(), weekday_text(day)) for day in days]

    def chosen_days(self) -> list[date]:
        """The days that were ticked."""
        return [date.fromisoformat(text) for text in self.days.data or []]


class FreeForm(Form):
    """Days on which the booth is given up."""

    days = CheckList(_l("Days"))

    def chosen_days(self) -> list[date]:
        """The days that were named."""
        return [date.fromisoformat(text) for text in self.days.data or []]


class ActForm(Form):
    """A button and nothing else."""


class ExhibitorForm(Form):
    """An organization the secretariat enters."""

    name = StringField(_l("Name of the organization"), filters=[clean], validators=[required(), at_most(160)])
    organization_type = SelectField(_l("Kind of organization"))
    region = SelectField(_l("Region"))
    languages = CheckList(_l("Languages spoken at the booth"))
    size = SelectField(_l("Size of booth wished for"))
    needs_power = BooleanField(_l("Needs electricity"))
    contact_name = StringField(_l("Name"), filters=[clean], validators=[at_most(200)])
    contact_email = EmailField(
        _l("E-mail address"),
        filters=[clean],
        validators=[MayBeEmpty(), at_most(254), Email(_l("This is not an e-mail address."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization_type.choices = _words("organization_type")
        self.region.choices = list(rules.REGIONS.items())
        self.size.choices = [(code, code.replace("x", " × ") + " m") for code in rules.SIZES]
        self.languages.choices = _words("languages")

    def needs(self) -> Needs:
        """What it is and what it needs."""
        return Needs(self.organization_type.data, self.size.data, bool(self.needs_power.data))


class ProfileForm(VersionedForm):
    """How an exhibitor presents itself."""

    blurb = TranslatedField(
        _l("What you do, in a few sentences"),
        longest=500,
        paragraphs=True,
        description=_l("Up to 500 characters in each language. Visitors read their own language first."),
    )
    main_topic = SelectField(_l("Main topic"), description=_l("It gives your booth its colour on the plan."))
    topic_codes = CheckList(_l("All topics you work on"))
    offers = CheckList(_l("What you offer"))
    seeks = CheckList(_l("What you look for"))
    languages = CheckList(_l("Languages spoken at the booth"))
    sdg_targets = CheckList(
        _l("Targets of the Sustainable Development Goals you work on"),
        validators=[Length(max=MANY, message=_l("At most %(max)d, please."))],
    )
    website = URLField(
        _l("Website"),
        filters=[clean],
        validators=[
            MayBeEmpty(),
            at_most(200),
            Regexp(r"^https?://[^\s/]+\.[^\s]+$", message=_l("Please begin the address with https://")),
        ],
    )

    def __init__(self, *args: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic_codes.choices = [(topic.code, str(topic.label)) for topic in topics]
        self.main_topic.choices = [("", _l("None in particular")), *self.topic_codes.choices]
        self.offers.choices = self.seeks.choices = _words("instrument")
        self.languages.choices = _words("languages")
        self.sdg_targets.choices = [
            (code, f"{code} {label}") for code, label in reference.sdg_targets().items()
        ]

    def profile(self) -> Profile:
        """What was entered."""
        return Profile(
            self.blurb.value,
            self._topics(),
            list(self.sdg_targets.data or []),
            list(self.offers.data or []),
            list(self.seeks.data or []),
            list(self.languages.data or []),
            self.website.data or "",
        )

    def _topics(self) -> list[str]:
        main = [self.main_topic.data] if self.main_topic.data else []
        return main + [code for code in self.topic_codes.data or [] if code not in main]


def _measure(label: Any, least: str, most: int) -> DecimalField:
    return DecimalField(
        label,
        places=1,
        validators=[
            required(),
            NumberRange(Decimal(least), most, _l("Between %(min)s and %(max)s metres, please.")),
        ],
        render_kw={"step": "0.1", "min": least, "max": most},
    )


class BoothForm(VersionedForm):
    """A booth on the plan; people speak of metres, the plan keeps decimetres."""

    code = StringField(
        _l("Code"),
        filters=[_upper],
        validators=[
            required(),
            Regexp(r"^[A-Z]{1,2}[0-9]{1,3}$", message=_l("Letters and a number, please: A01.")),
        ],
    )
    x = _measure(_l("From the left wall (m)"), "0", 200)
    y = _measure(_l("From the upper wall (m)"), "0", 200)
    width = _measure(_l("Width (m)"), "1", 30)
    depth = _measure(_l("Depth (m)"), "1", 30)
    power = BooleanField(_l("Has electricity"), default=True)
    accessible = BooleanField(_l("Can be reached by wheelchair"), default=True)

    def show_booth(self, booth: Booth) -> None:
        """Fill in what the booth is now."""
        self.version.data = str(booth.version)
        self.code.data, self.power.data, self.accessible.data = booth.code, booth.power, booth.accessible
        for name in ("x", "y", "width", "depth"):
            self[name].data = Decimal(getattr(booth, name)) / 10

    def details(self) -> BoothDetails:
        """What was entered, in decimetres."""
        measures = {name: round(self[name].data * 10) for name in ("x", "y", "width", "depth")}
        return BoothDetails(
            self.code.data,
            **measures,
            power=bool(self.power.data),
            accessible=bool(self.accessible.data),
        )
