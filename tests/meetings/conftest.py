"""People who may meet, and the steps of a meeting in few words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.edition.models import Table
from fairapp.edition.queries import slots
from fairapp.meetings import queries
from fairapp.meetings.models import Meeting, MeetingStep
from fairapp.meetings.services import Wish, accept_meeting, ask_for_meeting
from fairapp.registration.models import Delegation, Participant
from fairapp.timetable.models import Booking, Claim


class Fair:
    """The demo edition with an empty meetings area: nobody is booked, no letter is in the outbox."""

    def __init__(self, demo) -> None:
        self.demo = demo
        self.edition = demo.edition
        self.kezia = demo.person("delegate")
        self.rodrigo = demo.person("counterpart")
        self.winston = demo.person("exhibitor")
        self.slots = slots(self.edition.id)

    def ask(self, asker=None, host=None, slot=0, purpose="Rainwater", entry=""):
        asker, host = asker or self.kezia, host or self.rodrigo
        wish = Wish(self.slots[slot].id, purpose, entry)
        with transaction():
            return ask_for_meeting(asker, host, wish, by=asker.user or self.demo.user("secretariat"))

    def accept(self, meeting, by="counterpart", seen=None):
        with transaction():
            accept_meeting(meeting, by=self.demo.user(by), seen=seen)
        return meeting

    def arrange(self, **asked):
        return self.accept(self.ask(**asked), by="secretariat")

    def letters(self):
        return list(db.session.scalars(select(Letter).order_by(Letter.id)))

    def others(self, count):
        """Participants of other delegations than the three known people's."""
        known = {p.delegation_id for p in (self.kezia, self.rodrigo, self.winston)}
        return list(
            db.session.scalars(
                select(Participant)
                .where(Participant.edition_id == self.edition.id, Participant.delegation_id.not_in(known))
                .order_by(Participant.id)
                .limit(count)
            )
        )

    def tables(self):
        return list(db.session.scalars(select(Table).order_by(Table.number)))

    def after(self, meeting):
        return meeting.ends_at + timedelta(minutes=5)

    @staticmethod
    def bookings():
        return list(db.session.scalars(select(Booking).where(Booking.purpose == "meeting")))

    @staticmethod
    def reload(meeting):
        db.session.expire_all()
        return queries.meeting(meeting.edition_id, meeting.id)


def empty_meetings_area(demo):
    """Everybody accredited and free; no meeting yet."""
    with transaction():
        # Sessions keep their bookings, which others refer to, but hold nobody.
        for model in (MeetingStep, Meeting, Claim, Letter):
            db.session.execute(delete(model))
        # A number may be given again: the log of the demo's meetings would speak of ours.
        db.session.execute(delete(AuditEntry).where(AuditEntry.subject.startswith("meeting:")))
        db.session.execute(delete(Booking).where(Booking.purpose == "meeting"))
        for delegation in db.session.scalars(
            select(Delegation).where(Delegation.participants.any(), Delegation.status != "accredited")
        ):
            delegation.status = "accredited"
        db.session.execute(update(Participant).values(standing="accredited", waiting_since=None))
    db.session.expire_all()
    return Fair(demo)


@pytest.fixture
def fair(demo):
    return empty_meetings_area(demo)
