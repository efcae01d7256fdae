"""The calendar entry of a meeting, as each side receives it."""

from __future__ import annotations

from email.utils import parseaddr

from fairapp.core.calendars import Appointment, Attendee
from fairapp.core.i18n import speaking
from fairapp.meetings import words
from fairapp.meetings.models import Meeting
from fairapp.registration.addresses import address_of


def appointment(
    meeting: Meeting, lang: str, *, organizer: str, url: str, cancelled: bool = False
) -> Appointment:
    """The meeting in words of ``lang``; ``organizer`` is an address as in a letter's From.

    The purpose is for the two who meet: this entry goes to them alone.
    """
    table = meeting.table_last_taken
    name, email = parseaddr(organizer)
    with speaking(lang):
        return Appointment(
            uid=meeting.uid,
            sequence=meeting.sequence,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            changed_at=meeting.changed_at,
            summary=words.title(*meeting.sides).to(lang),
            description=meeting.purpose,
            location=words.place(table).to(lang) if table else "",
            url=url,
            organizer=Attendee(email, name),
            attendees=tuple(
                Attendee(to.email, side.name)
                for side in meeting.sides
                if (to := address_of(side)) is not None
            ),
            cancelled=cancelled,
        )
