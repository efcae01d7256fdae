"""Who may ask for a meeting, answer, take back, look."""

from __future__ import annotations

from typing import Any

from fairapp.accounts.policy import holds
from fairapp.meetings.models import Meeting
from fairapp.registration import rights
from fairapp.registration.models import Participant


def takes_part(user: Any, participant: Participant | None) -> bool:
    """Whether the visitor is that participant, and accredited."""
    return (
        participant is not None
        and bool(user.is_authenticated)
        and participant.user_id == user.id
        and participant.is_accredited
    )


def may_ask(user: Any, participant: Participant | None, rows: rights.Matrix | None = None) -> bool:
    """Whether the visitor may look for counterparts and ask: as that participant, once accredited, if
    people of the category ask for meetings at this event."""
    return (
        participant is not None
        and takes_part(user, participant)
        and rights.may(participant, "request_meetings", rows)
    )


def may_browse(
    user: Any, participant: Participant | None, edition_id: int, rows: rights.Matrix | None = None
) -> bool:
    """Whether the visitor sees the directory of people open to meetings."""
    return holds(user, "secretariat", edition_id) or may_ask(user, participant, rows)


def is_side(user: Any, meeting: Meeting) -> bool:
    """Whether the visitor is one of the two who meet."""
    return bool(user.is_authenticated) and user.id in {side.user_id for side in meeting.sides}


def may_see(user: Any, meeting: Meeting) -> bool:
    """Whether the visitor sees the meeting, its purpose included: both sides and the secretariat."""
    return is_side(user, meeting) or holds(user, "secretariat", meeting.edition_id)


def may_answer(user: Any, meeting: Meeting) -> bool:
    """Whether the visitor answers the request: the one who was asked, or the secretariat for them."""
    asked = bool(user.is_authenticated) and meeting.host.user_id == user.id
    return asked or holds(user, "secretariat", meeting.edition_id)


def may_withdraw(user: Any, meeting: Meeting) -> bool:
    """Whether the visitor may take the request back: the one who asked."""
    return bool(user.is_authenticated) and meeting.asker.user_id == user.id


def may_cancel(user: Any, meeting: Meeting) -> bool:
    """Whether the visitor may cancel an accepted meeting: either side, or the secretariat for them."""
    return may_see(user, meeting)


def may_oversee(user: Any, edition_id: int) -> bool:
    """Whether the visitor sees every meeting of the edition."""
    return holds(user, "secretariat", edition_id)
