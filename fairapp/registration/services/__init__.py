"""The verbs of registration."""

from __future__ import annotations

from fairapp.registration.services.credentials import (
    LETTER_LIMIT,
    accredit,
    decline,
    receive_letter,
    return_credential,
    submit_composition,
    verify,
    withdraw,
)
from fairapp.registration.services.invitations import (
    appoint_focal_point,
    invite_all_states,
    invite_by_code,
    invite_delegation,
    invite_organization,
    reference_parties,
    renew_invitation,
)
from fairapp.registration.services.people import (
    PersonDetails,
    change_participant,
    enter_participant,
    remove_participant,
)
from fairapp.registration.services.precedence import draw_by_lot, draw_precedence, settle_order

__all__ = [
    "LETTER_LIMIT",
    "PersonDetails",
    "accredit",
    "appoint_focal_point",
    "change_participant",
    "decline",
    "draw_by_lot",
    "draw_precedence",
    "enter_participant",
    "invite_all_states",
    "invite_by_code",
    "invite_delegation",
    "invite_organization",
    "receive_letter",
    "reference_parties",
    "remove_participant",
    "renew_invitation",
    "return_credential",
    "settle_order",
    "submit_composition",
    "verify",
    "withdraw",
]
