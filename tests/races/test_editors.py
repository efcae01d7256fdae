"""Editors at once: of those who move the same session one wins and the others read what changed; of those
who want the same room one gets it; whoever undoes twice takes two steps.

With the comparison of versions in `hold` taken away the last one would win silently.
"""

from __future__ import annotations

import pytest

from fairapp.agenda import services
from fairapp.agenda.errors import ChangedMeanwhile
from fairapp.agenda.models import Session
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.timetable import queries as timetable
from fairapp.timetable.errors import AlreadyBooked
from tests.agenda.acts import added, place
from tests.conftest import TODAY
from tests.races.crowd import all_at_once

pytestmark = pytest.mark.races
MANY = 8


def whole(demo):
    db.session.rollback()
    assert timetable.inspect(demo.edition.id).flaws == ()


def test_of_many_who_move_the_same_session_one_wins_and_the_others_read_what_changed(app, demo):
    moved = added(demo, "MIR", 1, "05:00", "05:30")
    moved_id, read = moved.id, []

    def act(number):
        try:
            with clock.stopped_at(TODAY), transaction():
                session = db.session.get_one(Session, moved_id)
                where = place(demo, "GUE", 1, f"0{number % 4}:00", f"0{number % 4}:30")
                services.move_session(session, where, version=1, by=demo.user("secretariat"))
        except ChangedMeanwhile as refusal:
            read.append(refusal.message)
            return "read"
        return "moved"

    assert all_at_once(app, MANY, act) == {"moved": 1, "read": MANY - 1}
    told = {text.partition("meanwhile: ")[2].partition(".")[0] for text in read}
    assert told <= {"time, room", "room, time"}, read
    assert all(demo.user("secretariat").name in text for text in read)
    whole(demo)
    assert db.session.get_one(Session, moved_id).version == 2


def test_of_many_who_want_the_same_room_one_gets_it(app, demo):
    waiting = [added(demo).id for _number in range(MANY)]

    def act(number):
        try:
            with clock.stopped_at(TODAY), transaction():
                session = db.session.get_one(Session, waiting[number])
                where = place(demo, "MIR", 1, "05:00", "05:30")
                services.move_session(session, where, version=1, by=demo.user("secretariat"))
        except AlreadyBooked:
            return "taken"
        return "placed"

    assert all_at_once(app, MANY, act) == {"placed": 1, "taken": MANY - 1}
    whole(demo)


def test_who_undoes_many_times_at_once_takes_as_many_steps(app, demo):
    kept = added(demo, "GUE", 1, "05:00", "05:30", title="Kept").id
    gone = [added(demo, "MIR", 1, f"0{hour}:00", f"0{hour}:30").id for hour in (1, 2, 3, 4)]

    def act(_number):
        with clock.stopped_at(TODAY), transaction():
            services.undo(demo.edition, by=demo.user("secretariat"))
        return "undone"

    assert all_at_once(app, 4, act) == {"undone": 4}
    whole(demo)
    assert db.session.get(Session, kept)
    assert not [session_id for session_id in gone if db.session.get(Session, session_id)]
