"""What follows when something happens to a meeting: letters, each in its reader's language."""

from __future__ import annotations

from flask import current_app

from fairapp.core.calendars import invitation
from fairapp.core.db import db
from fairapp.core.events import subscribe
from fairapp.core.outbox import write
from fairapp.core.web import absolute_url
from fairapp.meetings import ical
from fairapp.meetings.events import (
    MeetingAccepted,
    MeetingAsked,
    MeetingCancelled,
    MeetingDeclined,
    MeetingFact,
)
from fairapp.meetings.models import Meeting
from fairapp.registration.addresses import address_of
from fairapp.registration.models import Participant
from fairapp.timetable.zones import spoken_in


@subscribe(MeetingAsked)
def ask_the_host(fact: MeetingAsked) -> None:
    """A letter with the way to answer."""
    meeting = _meeting(fact)
    _write("meeting-asked", meeting, meeting.host)


@subscribe(MeetingAccepted)
def invite_both(fact: MeetingAccepted) -> None:
    """A letter with the calendar entry to each side."""
    meeting = _meeting(fact)
    for side in meeting.sides:
        _write("meeting-accepted", meeting, side, method="REQUEST")


@subscribe(MeetingDeclined)
def tell_the_asker(fact: MeetingDeclined) -> None:
    """A letter with the answer."""
    meeting = _meeting(fact)
    _write("meeting-declined", meeting, meeting.asker)


@subscribe(MeetingCancelled)
def uninvite_both(fact: MeetingCancelled) -> None:
    """A letter that takes the calendar entry back, to each side."""
    meeting = _meeting(fact)
    for side in meeting.sides:
        _write("meeting-cancelled", meeting, side, method="CANCEL")


def _meeting(fact: MeetingFact) -> Meeting:
    return db.session.get_one(Meeting, fact.meeting_id)


def _write(kind: str, meeting: Meeting, to: Participant, *, method: str | None = None) -> None:
    """Write to one side. Somebody without an address gets nothing: the secretariat's list says so."""
    recipient = address_of(to)
    if recipient is None:
        return
    url = absolute_url("meetings.meeting", edition_slug=meeting.edition.slug, meeting_id=meeting.id)
    calendar = None
    if method:
        entry = ical.appointment(
            meeting,
            recipient.lang,
            organizer=current_app.config["MAIL_FROM"],
            url=url,
            cancelled=method == "CANCEL",
        )
        calendar = invitation(method, entry, time_zone=meeting.edition.time_zone)
    with spoken_in(meeting.edition.time_zone):
        write(
            kind,
            recipient,
            edition_id=meeting.edition_id,
            calendar=calendar,
            method=method,
            edition=meeting.edition,
            meeting=meeting,
            other=meeting.other_side(to),
            table=meeting.table_last_taken,
            can_sign_in=to.user is not None,
            action_url=url,
        )
