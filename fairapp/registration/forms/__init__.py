"""What is typed into registration. One subject a module; import from here."""

from __future__ import annotations

from fairapp.registration.forms.credentials import ActForm, LetterForm, MaybeReasonForm, ReasonForm
from fairapp.registration.forms.invitations import FocalPointForm, InviteForm, OrganizationForm
from fairapp.registration.forms.people import PersonForm
from fairapp.registration.forms.precedence import DrawForm

__all__ = [
    "ActForm",
    "DrawForm",
    "FocalPointForm",
    "InviteForm",
    "LetterForm",
    "MaybeReasonForm",
    "OrganizationForm",
    "PersonForm",
    "ReasonForm",
]
