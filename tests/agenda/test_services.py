"""Adding, moving, editing and removing sessions; agenda items."""

from __future__ import annotations

import pytest

from fairapp.agenda import queries, services
from fairapp.agenda.errors import (
    AlreadyBegun,
    ChangedMeanwhile,
    CodeInUse,
    NotAccredited,
    NotNearTheMeeting,
)
from fairapp.agenda.services import ItemDetails, OnDuty
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.timetable import queries as timetable
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.zones import spoken_in
from tests.agenda.acts import accredited, added, details, place, room, session


def _move(demo, moved, *where, version=None):
    with transaction():
        services.move_session(
            moved, place(demo, *where), version=version or moved.version, by=demo.user("secretariat")
        )


def _edit(demo, edited, where=None, duties=(), version=None, **more):
    with transaction():
        services.edit_session(
            edited,
            details(**more),
            duties=duties,
            items=[],
            place=place(demo, *where) if where else None,
            version=version or edited.version,
            by=demo.user("secretariat"),
        )


def test_a_room_holds_one_session_at_a_time(demo):
    added(demo, "MIR", 1, "10:00", "11:00", title="Panel on waste")

    with pytest.raises(AlreadyBooked) as refused, spoken_in("America/New_York"):
        added(demo, "MIR", 1, "10:55", "11:30")

    with spoken_in("America/New_York"):
        assert "Miranda Room is taken by “Panel on waste”" in refused.value.message
        assert "10:00" in refused.value.message
    assert refused.value.field == "starts_at"
    assert len([s for s in queries.sessions(demo.edition.id) if s.title["en"] == "Side event on water"]) == 0


def test_sessions_may_follow_each_other_without_a_gap(demo):
    added(demo, "MIR", 1, "10:00", "11:00")
    added(demo, "MIR", 1, "11:00", "11:05")

    assert timetable.inspect(demo.edition.id).flaws == ()


def test_nobody_is_on_duty_in_two_sessions_at_once(demo):
    kezia = accredited(demo)
    added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia], title="Panel on waste")

    with pytest.raises(AlreadyBooked) as refused:
        added(demo, "GUE", 1, "10:30", "11:30", duties=[kezia])

    assert "Kezia Specimen is at “Panel on waste”" in refused.value.message


def test_putting_somebody_on_duty_later_is_refused_when_they_are_elsewhere(demo):
    kezia = accredited(demo)
    added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])
    other = added(demo, "GUE", 1, "10:30", "11:30")

    with pytest.raises(AlreadyBooked):
        _edit(demo, other, ("GUE", 1, "10:30", "11:30"), duties=[OnDuty("chair", kezia)])

    assert session(demo, other.code).duties == []


def test_a_duty_fills_the_persons_agenda_under_the_sessions_name_and_room(demo):
    kezia = accredited(demo)
    added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])

    booking = timetable.agenda_of(kezia.resource_id)[0]

    assert (booking.title["en"], booking.place["es"]) == ("Side event on water", "Salón Miranda")
    assert booking.starts_at == demo.moment(1, "10:00")


def test_a_session_moves_by_less_than_its_length(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")

    _move(demo, moved, "MIR", 1, "10:05", "11:05")

    assert moved.booking.starts_at == demo.moment(1, "10:05")
    assert timetable.inspect(demo.edition.id).flaws == ()


def test_moving_onto_its_own_time_changes_nothing_and_tells_nobody(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    lines = db.session.query(AuditEntry).count()

    _move(demo, moved, "MIR", 1, "10:00", "11:00")

    assert moved.version == 1
    assert db.session.query(AuditEntry).count() == lines


def test_a_refused_move_leaves_the_session_where_it_was(demo):
    added(demo, "MIR", 1, "10:00", "11:00")
    moved = added(demo, "GUE", 1, "10:00", "11:00")

    with pytest.raises(AlreadyBooked):
        _move(demo, moved, "MIR", 1, "10:30", "11:30")

    moved = session(demo, moved.code)
    assert (moved.room.code, moved.booking.starts_at, moved.version) == ("GUE", demo.moment(1, "10:00"), 1)


def test_an_unscheduled_session_frees_its_room_and_people(demo):
    kezia = accredited(demo)
    freed = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])

    with transaction():
        services.unschedule_session(freed, version=freed.version, by=demo.user("secretariat"))

    assert "session" not in {booking.purpose for booking in timetable.agenda_of(kezia.resource_id)}
    added(demo, "MIR", 1, "10:00", "11:00")


def test_a_removed_session_frees_its_room(demo):
    gone = added(demo, "MIR", 1, "10:00", "11:00")

    with transaction():
        services.remove_session(gone, version=1, by=demo.user("secretariat"))

    assert queries.session(demo.edition.id, gone.id) is None
    assert added(demo, "MIR", 1, "10:00", "11:00").id != gone.id, "calendars would take it for the old one"


def test_what_has_begun_is_neither_removed_nor_unscheduled(demo, at):
    begun = added(demo, "MIR", 1, "10:00", "11:00")

    for verb in (services.remove_session, services.unschedule_session):
        with at(demo.moment(1, "10:00")), pytest.raises(AlreadyBegun), transaction():
            verb(session(demo, begun.code), version=1, by=demo.user("secretariat"))

    assert session(demo, begun.code).booking is not None


def test_editing_renames_the_booking_too(demo):
    kezia = accredited(demo)
    edited = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])

    _edit(demo, edited, ("MIR", 1, "10:00", "11:00"), duties=[OnDuty("panelist", kezia)], title="On energy")

    assert timetable.agenda_of(kezia.resource_id)[0].title["en"] == "On energy"
    assert edited.version == 2


def test_saving_without_a_change_keeps_the_version(demo):
    edited = added(demo, "MIR", 1, "10:00", "11:00")

    _edit(demo, edited, ("MIR", 1, "10:00", "11:00"))

    assert edited.version == 1


def test_the_second_of_two_editors_learns_what_the_first_did(demo):
    edited = added(demo, "MIR", 1, "10:00", "11:00")
    _move(demo, edited, "MIR", 1, "10:30", "11:30")

    with pytest.raises(ChangedMeanwhile) as refused:
        _edit(demo, edited, ("MIR", 1, "10:00", "11:00"), version=1, title="On energy")

    assert "Sofía Secretaría" in refused.value.message
    assert "time" in refused.value.message
    assert session(demo, edited.code).title["en"] == "Side event on water"


def test_only_people_of_accredited_delegations_are_put_on_duty(demo):
    person = demo.person("delegate")
    with transaction():
        person.delegation.status = "letter_received"

    with pytest.raises(NotAccredited):
        added(demo, "MIR", 1, "10:00", "11:00", duties=[person])


def test_who_is_on_duty_stays_when_the_accreditation_is_taken_back(demo):
    kezia = accredited(demo)
    edited = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])
    with transaction():
        kezia.delegation.status = "withdrawn"

    _edit(demo, edited, ("MIR", 1, "10:00", "11:00"), duties=[OnDuty("chair", kezia)])

    assert edited.duties[0].role == "chair"


def test_sessions_get_codes_of_their_own(demo):
    assert [added(demo).code, added(demo).code] == ["S-1", "S-2"]

    with pytest.raises(CodeInUse):
        added(demo, code="S-2")


def test_a_day_months_away_is_a_slip(demo):
    with pytest.raises(NotNearTheMeeting) as refused:
        added(demo, "MIR", 60, "10:00", "11:00")

    assert refused.value.field == "day"
    added(demo, "MIR", 0, "10:00", "11:00")


def test_agenda_items_are_numbered_without_gaps(demo):
    by = demo.user("secretariat")
    with transaction():
        thirteenth = services.add_item(demo.edition, ItemDetails(Translated(en="Migration")), by=by)
        services.move_item(thirteenth, "up", by=by)
        services.remove_item(queries.items(demo.edition.id)[2], version=1, by=by)

    found = [i for i in queries.items(demo.edition.id) if i.depth == 0]
    assert [i.number for i in found] == [str(n) for n in range(1, 13)]
    assert [i.title["en"] for i in found[10:]] == ["Migration", "Other business"]


def test_the_first_item_cannot_move_up(demo):
    first = queries.items(demo.edition.id)[0]
    with transaction():
        assert not services.move_item(first, "up", by=demo.user("secretariat"))

    assert queries.items(demo.edition.id)[0].id == first.id


def test_room_and_time_stand_in_the_log_with_what_was_before(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    _move(demo, moved, "GUE", 1, "10:00", "11:00")

    line = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (line.fact, line.subject) == ("SessionMoved", f"session:{moved.id}")
    assert line.changes == {"room": ["MIR", "GUE"]}


def test_the_demo_programme_overlaps_nowhere(demo):
    assert len(queries.sessions(demo.edition.id)) == 35
    assert timetable.inspect(demo.edition.id).flaws == ()
    assert room(demo, "B2B") in {s.room for s in queries.sessions(demo.edition.id) if s.kind == "b2b_block"}
