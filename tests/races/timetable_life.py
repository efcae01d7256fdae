"""What the crowd does to a timetable: books, moves and frees at random, as a busy day would."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Stale
from fairapp.timetable import services
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.models import Booking, Resource
from fairapp.timetable.spans import Span

NINE = datetime(2027, 4, 22, 9, 0, tzinfo=UTC)
EDITION = 77


def open_resources(how_many: int) -> list[int]:
    """As many people and tables, free all day; their ids."""
    with transaction():
        return [
            services.add_resource(EDITION, "table", Translated(en=f"Table {n}")).id for n in range(how_many)
        ]


def all_resources() -> list[int]:
    return list(db.session.scalars(select(Resource.id).where(Resource.edition_id == EDITION)))


def span(start: int, length: int) -> Span:
    """From tick `start` after nine o'clock, `length` ticks long."""
    begin = NINE + timedelta(minutes=5 * start)
    return Span(begin, begin + timedelta(minutes=5 * length))


def book(resources: list[int], when: Span, subject: str = "test:1") -> Booking:
    return services.book(
        resources, when, edition_id=EDITION, purpose="meeting", subject=subject, title=Translated(en="Test")
    )


def live(dice: random.Random, steps: int) -> list[str]:
    """Do `steps` random things, each in its own transaction; says what came of each."""
    ids = all_resources()
    return [_one_step(dice, ids) for _ in range(steps)]


def _one_step(dice: random.Random, ids: list[int]) -> str:
    wanted, when = dice.sample(ids, dice.randint(1, 3)), span(dice.randrange(40), dice.randint(1, 6))
    deed = dice.choice(("book", "book", "move", "free"))
    try:
        with transaction():
            if deed == "book":
                book(wanted, when)
                return "booked"
            booking = dice.choice(list(db.session.scalars(select(Booking).order_by(Booking.id))) or [None])
            if booking is None:
                return "nothing there"
            if deed == "move":
                services.change(booking, when, wanted)
                return "moved"
            services.free(booking)
            return "freed"
    except AlreadyBooked:
        return "refused"
    except Stale:
        return "gone meanwhile"  # somebody else freed that booking first
