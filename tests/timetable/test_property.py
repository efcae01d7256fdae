"""Whatever is booked, moved and freed in whatever order: the timetable equals a simple model."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.timetable import queries, services
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.models import Booking
from fairapp.timetable.spans import Span

NINE = datetime(2027, 4, 22, 9, 0, tzinfo=UTC)
DAY = Span(NINE, NINE + timedelta(hours=3))
EDITIONS = count(1000)
"""A fresh edition for each history, so that none sees the one before."""

who = st.sets(st.integers(0, 4), min_size=1, max_size=3).map(sorted)
starts = st.integers(0, 24)
lengths = st.integers(1, 8)


def span_of(start: int, length: int) -> Span:
    begin = NINE + timedelta(minutes=5 * start)
    return Span(begin, begin + timedelta(minutes=5 * length))


class Timetable(RuleBasedStateMachine):
    """The model: for each booking, whom it holds and which ticks."""

    bookings = Bundle("bookings")

    @initialize()
    def open_edition(self) -> None:
        self.edition_id = next(EDITIONS)
        self.model: dict[int, tuple[frozenset[int], Span]] = {}
        self.holds: set[int] = set()
        with transaction():
            names = ("Ana", "Bo", "Table 1", "Table 2", "Hall")
            self.ids = [services.add_resource(self.edition_id, "x", Translated(en=n)).id for n in names]

    @rule(target=bookings, who=who, start=starts, length=lengths, hold=st.booleans())
    def book(self, who: list[int], start: int, length: int, hold: bool):
        wanted, span = frozenset(self.ids[n] for n in who), span_of(start, length)
        in_the_way = self.in_the_way(wanted, span)
        try:
            with transaction():
                booking = services.book(
                    sorted(wanted, reverse=True),
                    span,
                    edition_id=self.edition_id,
                    purpose="test",
                    subject="test:1",
                    title=Translated(en="Test"),
                    expires_at=NINE if hold else None,
                )
        except AlreadyBooked as refusal:
            self.fits(refusal, in_the_way)
            return multiple()
        assert not in_the_way
        self.model[booking.id] = wanted, span
        self.holds |= {booking.id} if hold else set()
        return booking.id

    @rule(booking_id=bookings, who=who, start=starts, length=lengths)
    def change(self, booking_id: int, who: list[int], start: int, length: int) -> None:
        if booking_id not in self.model:
            return  # it expired meanwhile
        wanted, span = frozenset(self.ids[n] for n in who), span_of(start, length)
        in_the_way = self.in_the_way(wanted, span, besides=booking_id)
        try:
            with transaction():
                services.change(db.session.get_one(Booking, booking_id), span, wanted)
        except AlreadyBooked as refusal:
            self.fits(refusal, in_the_way)
        else:
            assert not in_the_way
            self.model[booking_id] = wanted, span

    @rule(booking_id=consumes(bookings))
    def free(self, booking_id: int) -> None:
        if booking_id not in self.model:
            return
        with transaction():
            services.free(db.session.get_one(Booking, booking_id))
        del self.model[booking_id]
        self.holds.discard(booking_id)

    @rule()
    def let_holds_expire(self) -> None:
        with clock.stopped_at(NINE), transaction():
            services.free_expired()
        for booking_id in self.holds:
            del self.model[booking_id]
        self.holds.clear()

    @rule(who=who, start=starts, length=lengths)
    def refuse_and_go_on(self, who: list[int], start: int, length: int) -> None:
        """A refused booking leaves the transaction usable: what was done before it in there stays."""
        wanted, span = frozenset(self.ids[n] for n in who), span_of(start, length)
        if not self.in_the_way(wanted, span):
            return
        late = span_of(100 + len(self.model) * 10, 2)
        words = {
            "edition_id": self.edition_id,
            "purpose": "test",
            "subject": "test:2",
            "title": Translated(en="Late"),
        }
        with transaction():
            before = services.book(self.ids[:1], late, **words)
            try:
                services.book(wanted, span, **words)
            except AlreadyBooked:
                services.free(before)

    @invariant()
    def database_equals_model(self) -> None:
        db.session.rollback()
        found = queries.inspect(self.edition_id)
        assert found.flaws == ()
        assert found.bookings == len(self.model)
        assert found.claims == sum(len(who) * len(span.ticks) for who, span in self.model.values())
        for resource_id in self.ids:
            firm = {b.id for b in queries.agenda_of(resource_id)}
            held = {b for b, (who, _span) in self.model.items() if resource_id in who}
            assert firm == held - self.holds
            ticks = {t for b in held for t in self.model[b][1].ticks}
            whole = Span(DAY.start, DAY.end)
            assert queries.taken_ticks([resource_id], whole).get(resource_id, set()) == ticks & set(
                whole.ticks
            )

    def in_the_way(
        self, wanted: frozenset[int], span: Span, besides: int | None = None
    ) -> set[tuple[int, datetime]]:
        return {
            (resource_id, taken.start)
            for booking_id, (who, taken) in self.model.items()
            if booking_id != besides and taken.overlaps(span)
            for resource_id in who & wanted
        }

    @staticmethod
    def fits(refusal: AlreadyBooked, in_the_way: set[tuple[int, datetime]]) -> None:
        """The refusal names exactly what stands in the way."""
        assert {(one.resource_id, one.starts_at) for one in refusal.obstacles} == in_the_way != set()


def test_any_history_of_bookings_moves_and_cancellations_equals_the_model(clean):
    run_state_machine_as_test(
        Timetable,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )
