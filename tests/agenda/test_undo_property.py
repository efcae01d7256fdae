"""Whatever is edited in whatever order, by one or by two: undo restores exactly, redo brings it back,
nobody's work is written over, and nothing exclusive is ever in two places."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fairapp.agenda import queries, services
from fairapp.agenda.errors import ChangedSince, CodeInUse, NothingToUndo
from fairapp.agenda.services import OnDuty, Place, SessionDetails
from fairapp.agenda.services.pictures import picture_of
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Refusal
from fairapp.timetable import queries as timetable
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.spans import Span
from tests.agenda.acts import accredited, room
from tests.people import DemoPeople

ROOMS = ("MIR", "GUE")
which = st.integers(0, 7)
who = st.integers(0, 1)
places = st.none() | st.tuples(st.sampled_from(ROOMS), st.integers(0, 8), st.integers(1, 4))
people = st.sets(st.integers(0, 1))
words = st.sampled_from(("Water", "Energy", "Waste"))


class Draft(RuleBasedStateMachine):
    """The model: each editor's line of (session, before, after), walked back and forward."""

    editors = ("secretariat", "protocol")

    @initialize()
    def begin(self) -> None:
        self.demo = DemoPeople()
        with transaction():
            for found in queries.sessions(self.demo.edition.id):
                if found.code.startswith("S-"):
                    services.remove_session(found, version=found.version, by=self.demo.user("secretariat"))
            services.forget_steps(self.demo.edition.id)
        self.known = {s.id for s in queries.sessions(self.demo.edition.id)}
        self.people = [accredited(self.demo, "delegate"), accredited(self.demo, "counterpart")]
        self.done = {name: [] for name in self.editors}
        self.undone = {name: [] for name in self.editors}

    def now(self) -> dict[int, dict]:
        db.session.rollback()
        found = queries.sessions(self.demo.edition.id)
        return {s.id: picture_of(s) for s in found if s.id not in self.known}

    def editor(self, number: int) -> str:
        return self.editors[number % len(self.editors)]

    def one(self, number: int):
        mine = sorted(self.now())
        return queries.session(self.demo.edition.id, mine[number % len(mine)]) if mine else None

    def place(self, drawn) -> Place | None:
        if drawn is None:
            return None
        code, start, length = drawn
        begin = self.demo.moment(1, "10:00") + timedelta(minutes=15 * start)
        return Place(room(self.demo, code), Span(begin, begin + timedelta(minutes=15 * length)))

    @contextmanager
    def edit(self, editor: str):
        """An edit: what it changed goes to the end of the editor's line; a refusal changes nothing."""
        before = self.now()
        try:
            with transaction():
                yield self.demo.user(editor)
        except Refusal:
            assert self.now() == before
            return
        after = self.now()
        changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
        assert len(changed) <= 1
        for key in changed:
            self.done[editor].append((key, before.get(key), after.get(key)))
            self.undone[editor].clear()

    @rule(by=who, place=places, on=people, title=words)
    def add(self, by, place, on, title) -> None:
        with self.edit(self.editor(by)) as user:
            services.add_session(
                self.demo.edition,
                SessionDetails("side_event", Translated(en=title)),
                duties=[OnDuty("panelist", self.people[n]) for n in sorted(on)],
                place=self.place(place),
                by=user,
            )

    @rule(by=who, number=which, place=places)
    def move(self, by, number, place) -> None:
        session = self.one(number)
        if session is None:
            return
        with self.edit(self.editor(by)) as user:
            wanted = self.place(place)
            if wanted:
                services.move_session(session, wanted, version=session.version, by=user)
            else:
                services.unschedule_session(session, version=session.version, by=user)

    @rule(by=who, number=which, place=places, on=people, title=words, items=st.sets(st.integers(0, 3)))
    def change(self, by, number, place, on, title, items) -> None:
        session = self.one(number)
        if session is None:
            return
        with self.edit(self.editor(by)) as user:
            services.edit_session(
                session,
                SessionDetails("panel", Translated(en=title, es=title), outcome_codes=["O1"]),
                duties=[OnDuty("chair", self.people[n]) for n in sorted(on)],
                items=[queries.items(self.demo.edition.id)[n] for n in items],
                place=self.place(place),
                version=session.version,
                by=user,
            )

    @rule(by=who, number=which, place=places)
    def duplicate(self, by, number, place) -> None:
        session = self.one(number)
        if session is None:
            return
        with self.edit(self.editor(by)) as user:
            services.duplicate_session(session, self.place(place), by=user)

    @rule(by=who, number=which)
    def remove(self, by, number) -> None:
        session = self.one(number)
        if session is None:
            return
        with self.edit(self.editor(by)) as user:
            services.remove_session(session, version=session.version, by=user)

    @rule(by=who)
    def undo(self, by) -> None:
        self.walk(self.editor(by), services.undo, self.done, self.undone, back=True)

    @rule(by=who)
    def redo(self, by) -> None:
        self.walk(self.editor(by), services.redo, self.undone, self.done, back=False)

    def walk(self, editor, act, line, other, *, back) -> None:
        before = self.now()
        if not line[editor]:
            with pytest.raises(NothingToUndo), transaction():
                act(self.demo.edition, by=self.demo.user(editor))
            return
        key, was, became = line[editor][-1]
        present, wanted = (became, was) if back else (was, became)
        untouched = before.get(key) == present
        try:
            with transaction():
                act(self.demo.edition, by=self.demo.user(editor))
        except ChangedSince as refusal:
            assert not untouched
            assert self.now() == before
            with transaction():
                services.forget_step(refusal.step_id)
            line[editor].pop()
            return
        except (AlreadyBooked, CodeInUse):
            # The old place or code is taken by somebody else's work: nothing happens.
            assert len(self.editors) > 1
            assert untouched
            assert self.now() == before
            return
        assert untouched, "work of somebody else was written over"
        expected = {**before, key: wanted}
        if wanted is None:
            del expected[key]
        assert self.now() == expected
        other[editor].append(line[editor].pop())

    @invariant()
    def nothing_is_in_two_places(self) -> None:
        db.session.rollback()
        assert timetable.inspect(self.demo.edition.id).flaws == ()


class AloneAtWork(Draft):
    """One editor: as many undos as there were edits bring back the beginning, as many redos the end."""

    editors = ("secretariat",)

    @precondition(lambda self: self.done["secretariat"])
    @rule()
    def all_the_way_back_and_forward(self) -> None:
        end, count = self.now(), len(self.done["secretariat"])
        undone = list(self.undone["secretariat"])
        for _step in range(count):
            self.undo(0)
        assert self.now() == {}
        for _step in range(count):
            self.redo(0)
        assert self.now() == end
        assert self.undone["secretariat"] == undone


CAREFUL = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.generate,),
    derandomize=True,
)


def test_one_editor_goes_all_the_way_back_and_forward(demo):
    run_state_machine_as_test(AloneAtWork, settings=CAREFUL)


def test_two_editors_never_write_over_each_other(demo):
    run_state_machine_as_test(Draft, settings=CAREFUL)
