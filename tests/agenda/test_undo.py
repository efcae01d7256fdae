"""Going back along one's own steps, and forward again."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from fairapp.agenda import queries, services
from fairapp.agenda.errors import AlreadyBegun, CannotGoBack, ChangedSince, NothingToUndo
from fairapp.agenda.models import Bookmark, EditStep, SignUp
from fairapp.agenda.services import OnDuty
from fairapp.agenda.services.pictures import picture_of
from fairapp.core import clock
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.registration.models import Participant
from fairapp.timetable import queries as timetable
from fairapp.timetable.errors import AlreadyBooked
from tests.agenda.acts import accredited, added, details, place, session


def undo(demo, who="secretariat"):
    with transaction():
        return services.undo(demo.edition, by=demo.user(who))


def redo(demo, who="secretariat"):
    with transaction():
        return services.redo(demo.edition, by=demo.user(who))


def move(demo, moved, *where, who="secretariat"):
    with transaction():
        services.move_session(moved, place(demo, *where), version=moved.version, by=demo.user(who))


def edit(demo, edited, where=None, duties=(), items=(), who="secretariat", **more):
    with transaction():
        services.edit_session(
            edited,
            details(code=edited.code, **more),
            duties=duties,
            items=items,
            place=place(demo, *where) if where else None,
            version=edited.version,
            by=demo.user(who),
        )


def remove(demo, gone, who="secretariat"):
    with transaction():
        services.remove_session(gone, version=gone.version, by=demo.user(who))


def test_nothing_of_the_demo_can_be_undone(demo):
    with pytest.raises(NothingToUndo):
        undo(demo)
    with pytest.raises(NothingToUndo):
        redo(demo)


def test_a_moved_session_goes_back_and_moves_again(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    move(demo, moved, "GUE", 1, "12:00", "12:30")

    undo(demo)
    assert (moved.room.code, moved.booking.span.minutes) == ("MIR", 60)

    redo(demo)
    assert (moved.room.code, moved.booking.span.minutes) == ("GUE", 30)
    assert moved.version == 4, "who looked at it before learns that it changed"


def test_a_new_session_disappears_and_comes_back_as_the_same(demo):
    kezia = accredited(demo)
    new = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])
    new_id, before = new.id, picture_of(new)

    undo(demo)
    assert queries.session(demo.edition.id, new_id) is None
    assert "session" not in {b.purpose for b in timetable.agenda_of(kezia.resource_id)}

    redo(demo)
    assert picture_of(queries.session(demo.edition.id, new_id)) == before


def test_a_removed_session_returns_under_its_id_with_those_who_followed_it(demo):
    kezia = accredited(demo)
    items = queries.items(demo.edition.id)[:2]
    gone = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia], code="KEEP")
    edit(demo, gone, ("MIR", 1, "10:00", "11:00"), [OnDuty("chair", kezia)], items, outcome_codes=["O2"])
    with transaction():
        db.session.add(Bookmark(user_id=demo.user("delegate").id, session_id=gone.id))
        db.session.add(
            SignUp(session_id=gone.id, participant_id=kezia.id, standing="waiting", at=clock.now())
        )
    gone_id, before = gone.id, picture_of(gone)
    remove(demo, gone)

    undo(demo)

    back = session(demo, "KEEP")
    assert (back.id, picture_of(back)) == (gone_id, before)
    assert db.session.scalar(select(Bookmark.user_id).where(Bookmark.session_id == gone_id))
    assert db.session.scalar(select(SignUp.standing).where(SignUp.session_id == gone_id)) == "waiting"
    assert timetable.agenda_of(kezia.resource_id)[0].place["en"] == "Miranda Room"

    redo(demo)
    assert queries.session(demo.edition.id, gone_id) is None
    undo(demo)
    assert db.session.scalar(select(Bookmark.user_id).where(Bookmark.session_id == gone_id))


def test_people_items_and_words_are_given_back(demo):
    kezia, items = accredited(demo), queries.items(demo.edition.id)[:2]
    edited = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])
    before = picture_of(edited)
    edit(demo, edited, None, (), items, title="On energy", note=edited.title, topic_codes=["energy"])

    undo(demo)

    assert picture_of(edited) == before
    assert timetable.agenda_of(kezia.resource_id)[0].title["en"] == "Side event on water"


def test_who_was_on_duty_comes_back_although_the_delegation_is_not_accredited_any_more(demo):
    kezia = accredited(demo)
    edited = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])
    edit(demo, edited, ("MIR", 1, "10:00", "11:00"))
    with transaction():
        kezia.delegation.status = "withdrawn"

    undo(demo)

    assert [duty.participant_id for duty in edited.duties] == [kezia.id]


def test_what_somebody_else_changed_since_is_not_undone(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    move(demo, moved, "GUE", 1, "12:00", "13:00")
    edit(demo, moved, ("GUE", 1, "12:00", "13:00"), title="On energy", who="protocol")

    with pytest.raises(ChangedSince) as refused:
        undo(demo)

    assert demo.user("protocol").name in refused.value.message
    assert "title" in refused.value.message
    assert (session(demo, moved.code).room.code, session(demo, moved.code).title["en"]) == (
        "GUE",
        "On energy",
    )


def test_what_somebody_else_removed_since_is_not_brought_back(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    move(demo, moved, "GUE", 1, "12:00", "13:00")
    remove(demo, moved, who="protocol")

    with pytest.raises(ChangedSince) as refused:
        undo(demo)

    assert "has removed “Side event on water” since" in refused.value.message


def test_everybody_goes_back_along_their_own_line(demo):
    mine = added(demo, "MIR", 1, "10:00", "11:00")
    theirs = added(demo, "GUE", 1, "10:00", "11:00")
    move(demo, theirs, "GUE", 1, "12:00", "13:00", who="protocol")
    move(demo, mine, "MIR", 1, "12:00", "13:00")

    undo(demo, "protocol")

    assert theirs.booking.starts_at == demo.moment(1, "10:00")
    assert mine.booking.starts_at == demo.moment(1, "12:00")


def test_the_old_place_may_be_taken_by_now(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    move(demo, moved, "GUE", 1, "10:00", "11:00")
    with transaction():
        services.add_session(
            demo.edition,
            details("Panel on waste"),
            place=place(demo, "MIR", 1, "10:30", "11:30"),
            by=demo.user("protocol"),
        )

    with pytest.raises(AlreadyBooked) as refused:
        undo(demo)

    assert "Panel on waste" in refused.value.message
    assert session(demo, moved.code).room.code == "GUE"


def test_a_person_who_left_is_not_put_on_duty_again(demo):
    kezia = accredited(demo)
    edited = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])
    edit(demo, edited, ("MIR", 1, "10:00", "11:00"))
    stranger = Participant.__table__
    with transaction():
        step = db.session.scalar(select(EditStep).order_by(EditStep.id.desc()).limit(1))
        step.before = {**step.before, "duties": [["panelist", 10**6, {}]]}
    assert not db.session.scalar(select(stranger.c.id).where(stranger.c.id == 10**6))

    with pytest.raises(CannotGoBack):
        undo(demo)


def test_a_new_edit_ends_the_line_forward(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    move(demo, moved, "GUE", 1, "10:00", "11:00")
    undo(demo)
    move(demo, moved, "MIR", 1, "12:00", "13:00")

    with pytest.raises(NothingToUndo):
        redo(demo)


def test_what_has_begun_is_not_undone_away(demo, at):
    added(demo, "MIR", 1, "10:00", "11:00")

    with at(demo.moment(1, "10:00")), pytest.raises(AlreadyBegun):
        undo(demo)


def test_two_hundred_steps_are_kept(demo, monkeypatch):
    monkeypatch.setattr("fairapp.agenda.services.steps.KEPT", 3)
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    for hour in ("12", "13", "14", "15"):
        move(demo, moved, "MIR", 1, f"{hour}:00", f"{hour}:30")

    assert db.session.scalar(select(func.count()).select_from(EditStep)) == 3
    for _step in range(3):
        undo(demo)
    assert moved.booking.starts_at == demo.moment(1, "12:00")
    with pytest.raises(NothingToUndo):
        undo(demo)


def test_an_undo_stands_in_the_log(demo):
    moved = added(demo, "MIR", 1, "10:00", "11:00")
    move(demo, moved, "GUE", 1, "10:00", "11:00")
    undo(demo)

    line = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (line.subject, line.changes) == (f"session:{moved.id}", {"room": ["GUE", "MIR"]})


def test_a_copy_says_the_same_under_another_code(demo):
    kezia, items = accredited(demo), queries.items(demo.edition.id)[:2]
    first = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia], outcome_codes=["O2"])
    edit(demo, first, ("MIR", 1, "10:00", "11:00"), [OnDuty("chair", kezia)], items, outcome_codes=["O2"])

    with transaction():
        copy, taken = services.duplicate_session(
            first, place(demo, "GUE", 1, "12:00", "13:00"), by=demo.user("secretariat")
        )

    assert taken == []
    assert copy.code != first.code
    assert {**picture_of(copy)["particulars"], "code": ""} == {
        **picture_of(first)["particulars"],
        "code": "",
    }
    assert [i.id for i in copy.items] == [i.id for i in items]
    assert [d.participant_id for d in copy.duties] == [kezia.id]
    undo(demo)
    assert queries.session(demo.edition.id, copy.id) is None


def test_people_who_are_elsewhere_have_no_task_in_the_copy(demo):
    kezia = accredited(demo)
    first = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])

    with transaction():
        copy, taken = services.duplicate_session(
            first, place(demo, "GUE", 1, "10:30", "11:30"), by=demo.user("secretariat")
        )

    assert (taken, copy.duties) == ([kezia.name], [])


def test_a_copy_that_waits_keeps_its_people(demo):
    kezia = accredited(demo)
    first = added(demo, "MIR", 1, "10:00", "11:00", duties=[kezia])

    with transaction():
        copy, _taken = services.duplicate_session(first, None, by=demo.user("secretariat"))

    assert (copy.booking, copy.duties[0].participant) == (None, kezia)
