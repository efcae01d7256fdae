"""How the room speaks of statuses: one word for lists, one sentence for a refused move."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

STATUS: dict[str, Any] = {
    "invited": _l("Invited"),
    "composition_received": _l("Composition received"),
    "letter_received": _l("Letter received"),
    "verified": _l("Verified"),
    "accredited": _l("Accredited"),
    "badge_issued": _l("Badges issued"),
    "collected": _l("Badges collected"),
    "returned": _l("Returned"),
    "declined": _l("Declined"),
    "withdrawn": _l("Withdrawn"),
}
TONE = {
    "invited": "neutral",
    "composition_received": "warn",
    "letter_received": "info",
    "verified": "info",
    "accredited": "ok",
    "badge_issued": "ok",
    "collected": "ok",
    "returned": "bad",
    "declined": "neutral",
    "withdrawn": "neutral",
}
COLOUR = {
    "invited": "var(--line)",
    "composition_received": "var(--mark)",
    "letter_received": "var(--info)",
    "verified": "var(--accent)",
    "accredited": "var(--ok)",
    "badge_issued": "var(--ok)",
    "collected": "var(--ok)",
    "returned": "var(--bad)",
    "declined": "var(--muted)",
    "withdrawn": "var(--field)",
}
"""Fill of a status in pictures; its word always stands beside it."""
TEXTURE = {
    "invited": "outline",
    "letter_received": "hatch",
    "badge_issued": "hatch",
    "collected": "dots",
    "declined": "cross",
    "withdrawn": "dots",
}
"""What tells statuses apart for whoever does not see their colours; the others are plain."""
STAGE: dict[str, Any] = {
    "taking_part": _l("Taking part"),
    "under_way": _l("Under way"),
    "invited": _l("Only invited"),
    "away": _l("Not coming"),
}
TO_VERIFY = _l("To verify")
"""How far delegations have come, in four words instead of ten."""
LACK: dict[str, Any] = {
    "head": _l("Head of delegation not named"),
    "people": _l("Nobody named"),
    "office": _l("Office of somebody missing"),
    "letter": _l("Credential letter missing"),
    "focal_point": _l("No focal point"),
    "badges": _l("Badges to issue"),
}
"""What the list of delegations can be filtered by."""
STANDING: dict[str, Any] = {
    "waiting": _l("On the waiting list"),
    "entered": _l("Not accredited yet"),
    "accredited": _l("Accredited"),
}
STANDING_TONE = {"waiting": "warn", "entered": "info", "accredited": "ok"}

STANDS: dict[str, Any] = {
    "invited": _l("The composition of this delegation has not been submitted yet."),
    "composition_received": _l("The credential letter of this delegation has not arrived yet."),
    "letter_received": _l("This credential awaits verification."),
    "verified": _l("This credential was verified meanwhile."),
    "accredited": _l("This credential was accredited meanwhile."),
    "badge_issued": _l("The badges of this delegation were issued meanwhile."),
    "collected": _l("The badges of this delegation were collected meanwhile."),
    "returned": _l("This credential was returned meanwhile."),
    "declined": _l("This delegation declined the invitation."),
    "withdrawn": _l("This delegation has withdrawn."),
}
"""Why a move from somewhere else is refused: where the credential stands now."""

INVITATION_OVER: dict[str, Any] = {
    "used": _l("This invitation was accepted."),
    "revoked": _l("The secretariat has withdrawn this invitation."),
    "expired": _l("This invitation has expired."),
    "superseded": _l("A newer letter was sent: please use the link in that one."),
}
"""Why the link of an invitation does not open."""

MISSING: dict[str, Any] = {
    "head": _l("The head of delegation is not named yet."),
    "people": _l("Nobody is named yet."),
    "office": _l("The office of somebody in the delegation is missing."),
    "letter": _l("The credential letter is missing."),
}

BADGE: dict[str, Any] = {
    "to_make": _l("To be made"),
    "to_collect": _l("To be handed over"),
    "collected": _l("Handed over"),
}
"""Where the badge of somebody accredited is."""
