"""Delegations, their people and what becomes of them. One subject a module; import from here."""

from __future__ import annotations

from fairapp.registration.models.credentials import (
    CredentialLetter,
    CredentialStep,
    ProposedChange,
    RefusedPerson,
)
from fairapp.registration.models.delegations import ACCREDITED, STATUSES, Delegation
from fairapp.registration.models.imports import ImportFile
from fairapp.registration.models.invitations import Invitation
from fairapp.registration.models.lists import ORDERINGS, IssuedList, ListOrder
from fairapp.registration.models.people import STANDINGS, Participant
from fairapp.registration.models.precedence import PrecedenceDraw, PrecedenceRule
from fairapp.registration.models.rights import CategoryRights, SeatQuota, Zone

__all__ = [
    "ACCREDITED",
    "ORDERINGS",
    "STANDINGS",
    "STATUSES",
    "CategoryRights",
    "CredentialLetter",
    "CredentialStep",
    "Delegation",
    "ImportFile",
    "Invitation",
    "IssuedList",
    "ListOrder",
    "Participant",
    "PrecedenceDraw",
    "PrecedenceRule",
    "ProposedChange",
    "RefusedPerson",
    "SeatQuota",
    "Zone",
]
