"""Zones as calendars understand them: yearly rules where they hold, nothing where they do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from fairapp.core.calendars import Appointment, feed
from fairapp.core.clockrules import vtimezone

SAYABLE = [
    "America/New_York", "America/Lima", "America/Asuncion", "Europe/Paris", "America/Havana",
    "Asia/Kolkata", "Australia/Sydney", "America/St_Johns", "Atlantic/Azores", "America/Sao_Paulo",
]  # fmt: skip


@pytest.mark.parametrize("name", SAYABLE)
def test_a_zone_is_said_by_yearly_rules_and_no_list_of_dates(name):
    said = vtimezone(name, 2027, 2028)

    assert said is not None
    assert "RDATE" not in said
    assert said.count("RRULE") in {0, 2}


@pytest.mark.parametrize("name", ["Africa/Casablanca", "Asia/Gaza", "Africa/Cairo"])
def test_a_zone_whose_clocks_follow_no_rule_is_not_said(name):
    assert vtimezone(name, 2026, 2030) is None


def _night(*hours):
    """Appointments around the night in which New York's clocks go back: 7 November 2027."""
    begin = datetime(2027, 11, 7, 4, tzinfo=UTC)
    return [
        Appointment(f"a-{h}@x", 0, begin + timedelta(hours=h), begin + timedelta(hours=h + 1), "A", begin)
        for h in hours
    ]


def test_the_hour_that_the_clock_shows_twice_is_not_mistaken():
    """5:00 and 6:00 UTC are both 1:00 there; both are said in UTC."""
    first, second = _night(1, 2)
    written = feed("Night", [first, second], time_zone="America/New_York")

    assert b"DTSTART:20271107T050000Z" in written
    assert b"DTSTART:20271107T060000Z" in written
    read = [e.decoded("DTSTART").astimezone(UTC) for e in Calendar.from_ical(written).walk("VEVENT")]
    assert read == [first.starts_at, second.starts_at]


def test_a_zone_without_rules_is_written_in_utc():
    written = feed("Rabat", _night(1), time_zone="Africa/Casablanca")

    assert b"VTIMEZONE" not in written
    assert b"DTSTART:20271107T050000Z" in written
