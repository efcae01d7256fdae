"""Facts and states of letters in words, for the log and the outbox."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from fairapp.core.i18n import Translated

LETTER = {
    "queued": (_l("Waits for the next delivery"), "info"),
    "held": (_l("Held"), "warn"),
    "sending": (_l("Leaving"), "info"),
    "sent": (_l("Sent"), "ok"),
    "failed": (_l("Not delivered"), "bad"),
}
"""A letter's state: its word and its tone."""

FACT = {
    "AccountOpened": _l("Account opened"),
    "RoleGranted": _l("Role given"),
    "RoleRevoked": _l("Role withdrawn"),
    "SignedIn": _l("Signed in"),
    "SessionsEnded": _l("Sessions ended on every device"),
    "FeedKeyMade": _l("Calendar address made"),
    "FeedKeyRevoked": _l("Calendar address revoked"),
    "EditionOpened": _l("Meeting opened"),
    "EditionChanged": _l("Settings changed"),
    "EditionFurnished": _l("Rooms, tables or slots changed"),
    "RoomChanged": _l("Room changed"),
    "DocumentRegistered": _l("Document registered"),
    "DocumentChanged": _l("Document changed"),
    "DocumentRevised": _l("Document revised"),
    "DelegationInvited": _l("Delegation invited"),
    "FocalPointInvited": _l("Focal point invited"),
    "FocalPointAppointed": _l("Focal point appointed"),
    "InvitationRevoked": _l("Invitation withdrawn"),
    "FocalPointRemoved": _l("Focal point removed"),
    "ParticipantEntered": _l("Participant entered"),
    "ParticipantAdmitted": _l("Participant may sign in"),
    "ParticipantChanged": _l("Participant changed"),
    "ParticipantRemoved": _l("Participant removed"),
    "CompositionSubmitted": _l("Composition submitted"),
    "LetterReceived": _l("Credential letter received"),
    "CredentialVerified": _l("Credential verified"),
    "DelegationAccredited": _l("Delegation accredited"),
    "CredentialReturned": _l("Credential returned"),
    "DelegationDeclined": _l("Delegation declined"),
    "DelegationWithdrawn": _l("Delegation withdrawn"),
    "RightsChanged": _l("Rights of a category changed"),
    "SeatsSet": _l("Number of seats set"),
    "ZoneAdded": _l("Zone added"),
    "ZoneChanged": _l("Zone changed"),
    "ZoneRemoved": _l("Zone removed"),
    "SeatGiven": _l("Seat given from the waiting list"),
    "LetterDescribed": _l("Date and signatory of the letter noted"),
    "BadgesIssued": _l("Badges issued"),
    "BadgesCollected": _l("Badges collected"),
    "CollectionUndone": _l("Collection of a badge undone"),
    "BadgeRecalled": _l("Badge recalled"),
    "PersonApproved": _l("New person approved"),
    "PersonRefused": _l("New person refused"),
    "ChangeProposed": _l("Change proposed"),
    "ChangeTakenBack": _l("Proposed change taken back"),
    "ChangesApproved": _l("Changes approved"),
    "ChangesRefused": _l("Changes refused"),
    "PrecedenceDrawn": _l("Precedence drawn by lot"),
    "PrecedenceRuleSet": _l("Rule of precedence chosen"),
    "ListIssued": _l("List of participants issued"),
    "ListOrderChanged": _l("Order of the list of participants changed"),
    "EntryDrafted": _l("Offer or request drafted"),
    "EntryChanged": _l("Offer or request changed"),
    "EntrySubmitted": _l("Offer or request submitted"),
    "EntryPublished": _l("Offer or request published"),
    "EntryReturned": _l("Offer or request returned"),
    "EntryWithdrawn": _l("Offer or request withdrawn"),
    "ItemChanged": _l("Agenda item changed"),
    "AgendaStatusSet": _l("State of the agenda set"),
    "AgendaReopened": _l("Adopted agenda reopened"),
    "NumberingChanged": _l("Numbering of the agenda changed"),
    "SessionAdded": _l("Session added"),
    "SessionMoved": _l("Session moved"),
    "SessionChanged": _l("Session changed"),
    "SessionCancelled": _l("Session cancelled"),
    "WarningAcknowledged": _l("Warning taken note of"),
    "WarningRaisedAgain": _l("Warning raised again"),
    "WarningLimitsChanged": _l("Limits of warnings changed"),
    "ProgrammeReleased": _l("Programme released"),
    "InterpreterAdded": _l("Interpreter added"),
    "InterpreterChanged": _l("Interpreter changed"),
    "InterpreterRemoved": _l("Interpreter removed"),
    "SignedUp": _l("Signed up for a session"),
    "SignUpWithdrawn": _l("Sign-up withdrawn"),
    "PlaceGiven": _l("Place given from the waiting list"),
    "BoothAdded": _l("Booth added"),
    "BoothChanged": _l("Booth changed"),
    "BoothRemoved": _l("Booth removed"),
    "ExhibitorEntered": _l("Exhibitor entered"),
    "ManagerAppointed": _l("Booth manager appointed"),
    "ExhibitorApproved": _l("Exhibitor approved"),
    "ProfileChanged": _l("Exhibitor's profile changed"),
    "BoothAssigned": _l("Booth assigned"),
    "BoothFreed": _l("Booth freed"),
    "MeetingAsked": _l("Meeting asked for"),
    "MeetingAccepted": _l("Meeting accepted"),
    "MeetingDeclined": _l("Meeting declined"),
    "MeetingWithdrawn": _l("Request for a meeting withdrawn"),
    "MeetingCancelled": _l("Meeting cancelled"),
    "SummaryWritten": _l("Summary written"),
    "DecisionAdded": _l("Decision recorded"),
    "DecisionChanged": _l("Decision changed"),
    "DecisionMoved": _l("Decision moved"),
    "DecisionRemoved": _l("Decision removed"),
    "RecordFinalised": _l("Record finalised"),
    "RecordReopened": _l("Record reopened"),
    "OutcomeStatusSet": _l("State of an outcome set"),
    "LetterHeld": _l("Letter held"),
    "LetterReleased": _l("Letter released"),
    "LetterSentAgain": _l("Letter sent again"),
    "LettersReleased": _l("Letters released together"),
    "LettersDiscarded": _l("Letters discarded together"),
}


def value(found: Any) -> str:
    """A value of the log as a reader may see it: texts in the reader's language, cut when long."""
    if isinstance(found, dict) and found.keys() <= {"en", "es", "fr", "pt"}:
        found = Translated(found).shown().text
    if isinstance(found, list):
        found = ", ".join(str(one) for one in found)
    text = "" if found is None else str(found)
    return text if len(text) <= 120 else text[:119] + "…"
