"""Seats of the people of a sheet, foretold: the same counter that gives them, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fairapp.core import clock
from fairapp.registration.policy import may_accredit
from fairapp.registration.seats import Waiter

if TYPE_CHECKING:
    from fairapp.registration.sheets.lines import Line
    from fairapp.registration.sheets.standing import Standing


def seat_all(lines: Sequence[Line], stands: Standing) -> None:
    """Say of each row how the person will stand: first those whose category changes give up their
    seats and take others, then those who are new, both in the order of the sheet."""
    standings = {person.id: person.standing for person in stands.people.values()}
    for line in lines:
        if line.outcome == "changed" and line.written.keys() & {"category", "role"}:
            _change_seat(line, stands, standings)
    vouched = may_accredit(stands.by, stands.edition.id)
    for line in lines:
        if line.outcome == "added" and line.delegation:
            values, home = line.values, line.delegation
            seated = stands.seats.take(home.id, values["category"], head=values["role"] == "head")
            line.standing = "entered" if seated else "waiting"
            if seated and home.is_accredited and vouched:
                line.standing = "accredited"


def _change_seat(line: Line, stands: Standing, standings: dict[int, str]) -> None:
    """As `services.seating.change_seat` does."""
    person, seats, written = line.person, stands.seats, line.written
    if person is None:
        return
    before, category = person.category, written.get("category", ("", person.category))[1]
    head = written.get("role", ("", person.role))[1] == "head"
    if category == before and not (head and standings[person.id] == "waiting"):
        return
    seats.leave(person.delegation_id, before, person.id)
    waiter = Waiter(clock.now(), person.id, person.delegation_id)
    if not seats.take(person.delegation_id, category, head=head, waiter=waiter):
        standings[person.id] = "waiting"
    elif standings[person.id] == "waiting":
        standings[person.id] = "entered"
    line.standing = standings[person.id]
    for moved in seats.move_up(before):
        standings[moved.participant_id] = "entered"
