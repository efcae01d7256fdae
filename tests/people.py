"""The same people in every test: the accounts of the demo edition."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.accounts.queries import by_email
from fairapp.core.dates import zone
from fairapp.core.db import db
from fairapp.edition.models import Edition
from fairapp.edition.queries import by_slug
from fairapp.registration.models import Delegation, Participant


class DemoPeople:
    """Finds the people and things of the demo edition by the names tests speak of."""

    @property
    def edition(self) -> Edition:
        edition = by_slug("demo")
        assert edition is not None
        return edition

    def user(self, short: str) -> User:
        """secretariat, protocol, focal, delegate, counterpart, exhibitor, rapporteur, chair."""
        user = by_email(f"{short}@example.org")
        assert user is not None
        return user

    def delegation(self, code: str) -> Delegation:
        """By member code: “JM”, “MX”, “exhibitor-a01”."""
        found = db.session.scalar(
            select(Delegation).where(Delegation.edition_id == self.edition.id, Delegation.member_code == code)
        )
        assert found is not None
        return found

    def person(self, short: str) -> Participant:
        """The participant somebody with an account is."""
        found = db.session.scalar(select(Participant).where(Participant.user_id == self.user(short).id))
        assert found is not None
        return found

    def moment(self, day: int, clock: str) -> datetime:
        """A local time on a day of the edition (1 is the first), as an instant."""
        edition = self.edition
        when = datetime.combine(
            edition.first_day + timedelta(days=day - 1), time.fromisoformat(clock), zone(edition.time_zone)
        )
        return when.astimezone(UTC)
