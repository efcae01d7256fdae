"""What the loaders of the demo share: the edition, its days, who is who."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fairapp.accounts.models import User
from fairapp.core.dates import zone
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.edition.models import Edition, Room
from fairapp.registration.models import Delegation
from fairapp.timetable.spans import Span

PASSWORD = "demo-fairapp"  # noqa: S105 - printed by the demo for everybody to read
"""Of every demo account. They exist only where `flask demo load` was run."""


@dataclass
class Stage:
    """The demo as it is being built up, room by room."""

    edition: Edition
    programme: dict[str, Any]
    """The data file `demo_programme.json`."""
    owner: User
    users: dict[str, User] = field(default_factory=dict)
    """By short name: secretariat, protocol, focal, delegate, counterpart, exhibitor, rapporteur."""
    rooms: dict[str, Room] = field(default_factory=dict)
    delegations: dict[str, Delegation] = field(default_factory=dict)
    """By `delegation:D1` … `delegation:D8` and `booth:A01` …, as the data file names parties."""

    def words(self, english: str | None) -> Translated:
        """An office, a note, a title of the data file in four languages; nothing for nothing."""
        return Translated(reference.read("demo_words")["words"][english] if english else {})

    def span(self, day: int, start: str, end: str) -> Span:
        """Day 1 is the first day; times are local (“14:30”)."""
        return Span(self.moment(day, start), self.moment(day, end))

    def moment(self, day: int, clock: str) -> datetime:
        """The instant of a local time on a relative day."""
        when = datetime.combine(self.date(day), time.fromisoformat(clock), zone(self.edition.time_zone))
        return when.astimezone(UTC)

    def date(self, day: int) -> date:
        """The date of a relative day."""
        return self.edition.first_day + timedelta(days=day - 1)
