"""From the wall clock to instants, over every change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairapp.timetable.spans import NotASpan, Span
from fairapp.timetable.wallclock import (
    AcrossMidnight,
    NoSuchTime,
    instant,
    minutes_of,
    stretch,
    within_one_day,
)

ZONES = [
    "America/New_York",
    "America/Sao_Paulo",  # changed at midnight until 2019: days that began at 1:00
    "America/Bogota",
    "Australia/Lord_Howe",  # half an hour
    "Europe/Lisbon",
    "America/Caracas",  # changed its offset by half an hour, twice
]
NEW_YORK = ZoneInfo("America/New_York")

days = st.dates(date(1990, 1, 2), date(2037, 12, 30))
times = st.integers(0, 287).map(lambda n: time(n * 5 // 60, n * 5 % 60))
zones = st.sampled_from(ZONES).map(ZoneInfo)


@given(days, times, zones)
def test_an_instant_shows_the_time_that_was_asked_for_or_there_is_none(day, at, there):
    wall = datetime.combine(day, at)
    try:
        found = instant(day, at, there)
    except NoSuchTime:
        # Every instant around it: none of them shows that time.
        noon = datetime.combine(day, time(12), there).astimezone(UTC)
        around = (noon + timedelta(minutes=5 * n) for n in range(-220, 220))
        assert all(m.astimezone(there).replace(tzinfo=None, fold=0) != wall for m in around)
    else:
        assert found.moment.astimezone(there).replace(tzinfo=None, fold=0) == wall


@given(days, times, zones)
def test_of_a_time_that_comes_twice_the_first_is_taken(day, at, there):
    try:
        found = instant(day, at, there)
    except NoSuchTime:
        return
    wall = datetime.combine(day, at)
    showing = [
        moment
        for moment in (found.moment + timedelta(minutes=5 * n) for n in range(-30, 31))
        if moment.astimezone(there).replace(tzinfo=None, fold=0) == wall
    ]
    assert showing[0] == found.moment
    assert found.twice == (len(showing) == 2)


@given(days, times, times, zones)
def test_a_stretch_stays_within_its_day_and_reads_back_as_entered(day, start, end, there):
    try:
        found = stretch(day, start, end, there)
    except (NoSuchTime, NotASpan):
        return
    assert within_one_day(found.span, there)
    asked = (start.hour * 60 + start.minute, (end.hour * 60 + end.minute) or 1440)
    assert minutes_of(found.span, there) == asked


def test_the_hour_that_is_skipped_in_spring_is_refused_beside_its_field():
    with pytest.raises(NoSuchTime) as refused:
        stretch(date(2027, 3, 14), time(1), time(2, 30), NEW_YORK)
    assert refused.value.field == "ends_at"
    assert "put forward on this day: there is no 2:30" in refused.value.message


def test_the_hour_that_comes_twice_in_autumn_is_the_first_and_said():
    found = stretch(date(2027, 11, 7), time(1, 30), time(3), NEW_YORK)
    assert found.span.start == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert found.span.minutes == 150
    assert found.twice == (datetime.combine(date(2027, 11, 7), time(1, 30)),)


def test_a_day_of_sao_paulo_that_began_at_one_has_no_midnight():
    with pytest.raises(NoSuchTime):
        instant(date(2018, 11, 4), time(0), ZoneInfo("America/Sao_Paulo"))


def test_lord_howe_skips_half_an_hour():
    there = ZoneInfo("Australia/Lord_Howe")
    with pytest.raises(NoSuchTime):
        instant(date(2027, 10, 3), time(2, 15), there)
    assert instant(date(2027, 10, 3), time(2, 30), there).twice is False


@pytest.mark.parametrize(("start", "end"), [("10:00", "09:00"), ("10:00", "10:00"), ("22:00", "01:00")])
def test_an_end_before_the_start_and_a_night_are_refused(start, end):
    with pytest.raises(AcrossMidnight) as refused:
        stretch(date(2027, 4, 22), time.fromisoformat(start), time.fromisoformat(end), NEW_YORK)
    assert refused.value.field == "ends_at"


def test_midnight_is_the_end_of_the_day():
    found = stretch(date(2027, 4, 22), time(22), time(0), NEW_YORK)
    assert found.span.minutes == 120
    later = Span(found.span.start, found.span.end + timedelta(minutes=5))
    assert not within_one_day(later, NEW_YORK)


def test_times_are_on_the_five_minutes():
    with pytest.raises(NotASpan):
        stretch(date(2027, 4, 22), time(9, 2), time(10), NEW_YORK)
