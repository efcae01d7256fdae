"""The verbs of registration."""

from __future__ import annotations

from fairapp.registration.services.badges import (
    collect_badges,
    issue_badges,
    recall_badge,
    undo_collection,
)
from fairapp.registration.services.credentials import (
    LETTER_LIMIT,
    accredit,
    decline,
    describe_letter,
    examine_letter,
    receive_letter,
    return_credential,
    submit_composition,
    verify,
    withdraw,
)
from fairapp.registration.services.decisions import (
    approve_changes,
    approve_person,
    refuse_changes,
    refuse_person,
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
    move_participant,
    remove_participant,
)
from fairapp.registration.services.photos import remove_photo, set_photo
from fairapp.registration.services.precedence import (
    draw_by_lot,
    draw_precedence,
    set_rule,
    settle_order,
)
from fairapp.registration.services.rights import (
    add_zone,
    change_rights,
    move_zone,
    remove_zone,
    rename_zone,
    set_general_seats,
    set_own_seats,
)

__all__ = [
    "LETTER_LIMIT",
    "PersonDetails",
    "accredit",
    "add_zone",
    "appoint_focal_point",
    "approve_changes",
    "approve_person",
    "change_participant",
    "change_rights",
    "collect_badges",
    "decline",
    "describe_letter",
    "draw_by_lot",
    "draw_precedence",
    "enter_participant",
    "examine_letter",
    "invite_all_states",
    "invite_by_code",
    "invite_delegation",
    "invite_organization",
    "issue_badges",
    "move_participant",
    "move_zone",
    "recall_badge",
    "receive_letter",
    "reference_parties",
    "refuse_changes",
    "refuse_person",
    "remove_participant",
    "remove_photo",
    "remove_zone",
    "rename_zone",
    "renew_invitation",
    "return_credential",
    "set_general_seats",
    "set_own_seats",
    "set_rule",
    "set_photo",
    "settle_order",
    "submit_composition",
    "undo_collection",
    "verify",
    "withdraw",
]
