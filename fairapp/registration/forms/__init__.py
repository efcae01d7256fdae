"""What is typed into registration. One subject a module; import from here."""

from __future__ import annotations

from fairapp.registration.forms.credentials import (
    ActForm,
    BadgeForm,
    DecisionForm,
    DescribedLetterForm,
    LetterForm,
    MaybeReasonForm,
    ReasonForm,
)
from fairapp.registration.forms.focal_points import EntrantForm, FocalPointForm, PasteForm
from fairapp.registration.forms.invitations import InviteForm, OrganizationForm
from fairapp.registration.forms.lists import IssueForm, ListOrderForm
from fairapp.registration.forms.people import PersonForm
from fairapp.registration.forms.photos import CropForm, PhotoForm
from fairapp.registration.forms.precedence import DrawForm, HandDrawForm, RuleForm
from fairapp.registration.forms.rights import RightsForm, SeatsForm, ZoneForm, seats_form

__all__ = [
    "ActForm",
    "BadgeForm",
    "CropForm",
    "DecisionForm",
    "DescribedLetterForm",
    "DrawForm",
    "EntrantForm",
    "FocalPointForm",
    "HandDrawForm",
    "InviteForm",
    "IssueForm",
    "LetterForm",
    "ListOrderForm",
    "MaybeReasonForm",
    "OrganizationForm",
    "PasteForm",
    "PersonForm",
    "PhotoForm",
    "ReasonForm",
    "RightsForm",
    "RuleForm",
    "SeatsForm",
    "ZoneForm",
    "seats_form",
]
