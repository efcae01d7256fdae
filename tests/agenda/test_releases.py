"""What a release keeps, what separates it from the draft, how sequences rise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairapp.agenda import queries, services
from fairapp.agenda.errors import NothingToRelease
from fairapp.agenda.services.releases import draft_changes
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.db import transaction
from tests.agenda.acts import added, details, place, session


def _release(demo, note=""):
    with transaction():
        return services.release_programme(demo.edition, note=note, by=demo.user("secretariat"))


def _move(demo, code, *where):
    moved = session(demo, code)
    with transaction():
        services.move_session(moved, place(demo, *where), version=moved.version, by=demo.user("secretariat"))


def _public(demo, code):
    return queries.public_programme(demo.edition.id).find(code)


def _kinds(demo):
    _last, found = draft_changes(demo.edition)
    return {change.code: change.kinds for change in found.changes}


def test_the_demo_is_released_once(demo):
    programme = queries.public_programme(demo.edition.id)

    assert (programme.number, len(programme.standing), len([i for i in programme.items if i.depth == 0])) == (
        1,
        35,
        12,
    )
    assert [i.number for i in programme.find("D1-07").items] == ["3", "4"]


def test_the_public_sees_the_release_not_the_draft(demo):
    _move(demo, "D2-16", "MIR", 2, "17:00", "17:25")

    assert _public(demo, "D2-16").starts_at == demo.moment(2, "16:50")
    _release(demo)
    assert _public(demo, "D2-16").starts_at == demo.moment(2, "17:00")


def test_releases_are_numbered_without_gaps_and_need_a_change(demo):
    with pytest.raises(NothingToRelease):
        _release(demo)

    added(demo, "MIR", 1, "10:00", "11:00")
    assert _release(demo).number == 2
    with pytest.raises(NothingToRelease):
        _release(demo)


def test_a_session_without_a_time_is_not_released(demo):
    added(demo)

    with pytest.raises(NothingToRelease):
        _release(demo)


def test_the_sequence_rises_with_what_was_changed_only(demo):
    assert _public(demo, "D2-16").sequence == 0
    _move(demo, "D2-16", "MIR", 2, "17:00", "17:25")
    _release(demo)
    assert _public(demo, "D2-16").sequence == 1
    assert _public(demo, "D2-15").sequence == 0

    edited = session(demo, "D2-15")
    with transaction():
        services.edit_session(
            edited,
            details(edited.title["en"] + " of the Meeting", kind="closing", code="D2-15"),
            duties=[],
            items=[],
            place=services.place_of(edited),
            version=edited.version,
            by=demo.user("secretariat"),
        )
    assert set(_kinds(demo)["D2-15"]) == {"title", "people"}
    _release(demo)
    assert (_public(demo, "D2-15").sequence, _public(demo, "D2-16").sequence) == (1, 1)


def test_changes_of_people_are_told_to_calendars_too(demo, at):
    edited = session(demo, "D2-16")
    with transaction():
        edited.duties = []
    with at(clock.now() + timedelta(hours=1)):
        _release(demo)
        now = clock.now()

    shown = _public(demo, "D2-16")
    assert (shown.sequence, shown.duties, shown.changed_at) == (1, (), now)
    assert _public(demo, "D2-15").changed_at == now - timedelta(hours=1)


def test_a_cancelled_session_stays_in_later_releases_and_may_come_back(demo):
    by = demo.user("secretariat")
    gone = session(demo, "D2-16")
    with transaction():
        services.unschedule_session(gone, version=1, by=by)
    _release(demo)
    assert (_public(demo, "D2-16").cancelled, _public(demo, "D2-16").sequence) == (True, 1)

    added(demo, "GUE", 1, "10:00", "11:00")
    _release(demo)
    assert (_public(demo, "D2-16").cancelled, _public(demo, "D2-16").sequence) == (True, 1)

    _move(demo, "D2-16", "MIR", 2, "16:50", "17:15")
    assert _kinds(demo)["D2-16"] == ("back",)
    _release(demo)
    assert (_public(demo, "D2-16").cancelled, _public(demo, "D2-16").sequence) == (False, 2)


def test_the_difference_names_what_happened_to_each_session(demo):
    by = demo.user("secretariat")
    _move(demo, "D2-16", "MIR", 2, "17:00", "17:25")
    _move(demo, "D2-15", "HOA", 2, "16:15", "16:45")
    new = added(demo, "GUE", 1, "10:00", "11:00")
    with transaction():
        services.remove_session(session(demo, "D2-11"), version=1, by=by)

    assert _kinds(demo) == {
        "D2-16": ("time",),
        "D2-15": ("room",),
        new.code: ("new",),
        "D2-11": ("cancelled",),
    }


def test_a_renumbered_agenda_is_a_difference(demo):
    with transaction():
        services.move_item(queries.items(demo.edition.id)[0], "down", by=demo.user("secretariat"))

    _last, found = draft_changes(demo.edition)
    assert [(kind, number) for kind, number, _title in found.agenda] == [
        ("renumbered", "1"),
        ("renumbered", "2"),
    ]


def test_now_and_next_follow_the_clock_and_skip_breaks(demo):
    programme = queries.public_programme(demo.edition.id)
    there = zone(demo.edition.time_zone)

    going, coming = programme.now_and_next(demo.moment(1, "10:30"), there)
    assert (going, [s.code for s in coming]) == ([], ["D1-07"])
    going, coming = programme.now_and_next(demo.moment(1, "12:19"), there)
    assert ([s.code for s in going], [s.code for s in coming]) == (["D1-07"], ["D1-08"])
    assert programme.now_and_next(demo.moment(1, "23:00"), there) == ([], [])
