"""Booking, moving and freeing time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairapp.core.db import transaction
from fairapp.core.i18n import Translated
from fairapp.timetable import queries
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.services import book, change, free
from fairapp.timetable.spans import NotASpan, Span
from fairapp.timetable.zones import spoken_in


def _span(demo, start, end):
    return Span(demo.moment(2, start), demo.moment(2, end))


def _book(demo, resources, start, end, title="Opening panel", purpose="session"):
    return book(
        resources,
        _span(demo, start, end),
        edition_id=demo.edition.id,
        purpose=purpose,
        subject="session:0",
        title=Translated(en=title),
    )


def test_a_person_at_the_podium_cannot_be_at_a_table(demo):
    kezia = demo.person("delegate")
    with transaction():
        _book(demo, [kezia.resource_id], "06:00", "06:20")

    with pytest.raises(AlreadyBooked) as refused, spoken_in("America/New_York"), transaction():
        _book(demo, [kezia.resource_id], "06:15", "06:35", title="Bilateral")

    with spoken_in("America/New_York"):
        assert refused.value.message == (
            "From 6:00\u00a0a.m. to 6:20\u00a0a.m., Kezia Specimen is at “Opening panel”."
        )


def test_touching_ends_do_not_overlap(demo):
    kezia = demo.person("delegate")

    with transaction():
        _book(demo, [kezia.resource_id], "06:00", "06:20")
        _book(demo, [kezia.resource_id], "06:20", "06:40")

    assert queries.inspect(demo.edition.id).flaws == ()


def test_a_refused_booking_takes_nothing(demo):
    kezia, rodrigo = demo.person("delegate"), demo.person("counterpart")
    with transaction():
        _book(demo, [rodrigo.resource_id], "06:00", "06:20")

    with transaction():
        with pytest.raises(AlreadyBooked):
            _book(demo, [kezia.resource_id, rodrigo.resource_id], "06:10", "06:30")
        _book(demo, [kezia.resource_id], "06:10", "06:30")

    assert queries.inspect(demo.edition.id).flaws == ()


def test_a_booking_may_move_onto_its_own_time(demo):
    kezia = demo.person("delegate")
    with transaction():
        booking = _book(demo, [kezia.resource_id], "06:00", "06:20")

    with transaction():
        change(booking, Span(demo.moment(2, "06:10"), demo.moment(2, "06:30")), [kezia.resource_id])

    assert booking.starts_at == demo.moment(2, "06:10")
    assert queries.inspect(demo.edition.id).flaws == ()


def test_a_refused_move_leaves_everything_where_it_was(demo):
    kezia = demo.person("delegate")
    with transaction():
        _book(demo, [kezia.resource_id], "06:00", "06:20")
        second = _book(demo, [kezia.resource_id], "06:30", "06:50")

    with transaction(), pytest.raises(AlreadyBooked):
        change(second, Span(demo.moment(2, "06:15"), demo.moment(2, "06:35")), [kezia.resource_id])

    assert second.starts_at == demo.moment(2, "06:30")
    assert queries.inspect(demo.edition.id).flaws == ()


def test_freed_time_can_be_taken_again(demo):
    kezia = demo.person("delegate")
    with transaction():
        free(_book(demo, [kezia.resource_id], "06:00", "06:20"))

    with transaction():
        _book(demo, [kezia.resource_id], "06:00", "06:20")

    assert [
        b.title.to("en")
        for b in queries.agenda_of(kezia.resource_id)
        if b.starts_at == demo.moment(2, "06:00")
    ]


@pytest.mark.parametrize(("start", "end"), [("06:00", "06:00"), ("06:20", "06:00"), ("06:01", "06:20")])
def test_empty_backward_and_crooked_spans_are_refused(demo, start, end):
    with pytest.raises(NotASpan):
        Span(demo.moment(2, start), demo.moment(2, end))


def test_a_booking_remembers_when_it_last_became_another(demo, at):
    kezia, rodrigo = demo.person("delegate"), demo.person("counterpart")
    span, later = _span(demo, "06:00", "06:20"), _span(demo, "06:10", "06:30")
    with transaction():
        booking = _book(demo, [kezia.resource_id], "06:00", "06:20")
    made = booking.changed_at
    people = [kezia.resource_id]

    for hour, (when, who, title, becomes_another) in enumerate(
        [
            (span, people, "Opening panel", False),
            (later, people, "Opening panel", True),
            (later, people, "Opening panel", False),
            (later, people, "Closing panel", True),
            (later, [*people, rodrigo.resource_id], "Closing panel", True),
        ],
        start=1,
    ):
        before = booking.changed_at
        with at(made + timedelta(hours=hour)), transaction():
            change(booking, when, who, title=Translated(en=title))
        expected = made + timedelta(hours=hour) if becomes_another else before
        assert booking.changed_at == expected, (when, who, title)
