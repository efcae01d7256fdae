"""No one and nothing is in two places at once, whoever writes at the same time; and it is the key
that says so: without it the same races double-book."""

from __future__ import annotations

import random
import signal

import pytest
from sqlalchemy import select, text

from fairapp.core.db import db, transaction
from fairapp.timetable import queries, services
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.models import Booking
from tests.races.crowd import all_at_once, answers_of, start_process
from tests.races.timetable_life import EDITION, book, live, open_resources, span

pytestmark = pytest.mark.races

CROWD = 32


def want_the_same_table(app, table: int, people: list[int]):
    """Everybody asks for the table with themselves as company, at overlapping times."""

    def ask(number: int) -> str:
        try:
            with transaction():
                book([people[number], table], span(number % 4, 4))
        except AlreadyBooked as refusal:
            blamed = {one.resource_id for one in refusal.obstacles}
            return "refused" if blamed == {table} else f"refused, blaming {blamed}"
        return "booked"

    return all_at_once(app, CROWD, ask)


@pytest.mark.parametrize("attempt", range(5))
def test_of_32_who_want_the_same_table_one_gets_it(clean, attempt):
    table, *people = open_resources(CROWD + 1)

    answers = want_the_same_table(clean, table, people)

    assert answers == {"booked": 1, "refused": CROWD - 1}
    assert len(queries.agenda_of(table)) == 1
    assert queries.inspect(EDITION).flaws == ()


def test_without_the_key_the_same_race_double_books(clean):
    """If this test fails, the tests above prove nothing."""
    take_the_key_away()
    table, *people = open_resources(CROWD + 1)

    answers = want_the_same_table(clean, table, people)

    assert answers["booked"] > 1
    assert queries.inspect(EDITION).flaws != ()


def test_opposing_orders_never_deadlock(clean):
    resources = open_resources(8)

    for begin in range(60):
        orders = [resources, resources[::-1], resources[4:] + resources[:4], resources[3::-1] + resources[4:]]

        def ask(number: int, orders: list[list[int]] = orders, begin: int = begin) -> str:
            try:
                with transaction():
                    book(orders[number], span(begin * 3, 3))
            except AlreadyBooked:
                return "refused"
            return "booked"

        assert all_at_once(clean, 4, ask) == {"booked": 1, "refused": 3}
    assert queries.inspect(EDITION).flaws == ()


def test_opposing_moves_never_deadlock(clean):
    """Two bookings change places at once, again and again: one waits or is refused, none hangs."""
    left, right = open_resources(2)
    with transaction():
        numbers = [book([left], span(0, 4)).id, book([right], span(0, 4)).id]

    for _ in range(40):

        def swap(number: int) -> str:
            try:
                with transaction():
                    booking = db.session.get_one(Booking, numbers[number])
                    services.change(booking, span(0, 4), [left, right])
            except AlreadyBooked:
                return "refused"
            return "moved"

        answers = all_at_once(clean, 2, swap)
        assert answers.keys() <= {"refused", "moved"}, answers
    assert queries.inspect(EDITION).flaws == ()


def test_32_threads_book_move_and_free_and_nothing_overlaps(clean):
    open_resources(12)

    answers = all_at_once(clean, CROWD, lambda number: "\n".join(live(random.Random(number), 12)))

    words = words_of(answers)
    assert words <= {"booked", "moved", "freed", "refused", "gone meanwhile", "nothing there"}, words
    assert {"booked", "moved", "freed", "refused"} <= words
    assert queries.inspect(EDITION).flaws == ()


def test_4_processes_of_8_threads_book_move_and_free_and_nothing_overlaps(clean, database):
    open_resources(12)
    db.session.remove()

    answers = answers_of([start_process(database, "life", seed, 12) for seed in range(4)])

    assert sum(answers.values()) == 4 * 8 * 12
    assert set(answers) <= {"booked", "moved", "freed", "refused", "gone meanwhile", "nothing there"}
    assert {"booked", "moved", "freed", "refused"} <= set(answers)
    assert queries.inspect(EDITION).flaws == ()


@pytest.mark.parametrize("told", [1, 15, 40])
def test_what_was_acknowledged_survives_kill_9(clean, database, told):
    open_resources(12)
    db.session.remove()
    processes = [start_process(database, "durable", seed) for seed in range(2)]

    acknowledged = []
    for process in processes:
        acknowledged += [int(process.stdout.readline()) for _ in range(told)]
    for process in processes:
        process.send_signal(signal.SIGKILL)
    for process in processes:
        # What it managed to say before it died counts too; a half-said number does not.
        rest = process.stdout.read()
        acknowledged += [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()

    kept = set(db.session.scalars(select(Booking.id)))
    assert len(acknowledged) >= 2 * told
    assert set(acknowledged) <= kept
    assert queries.inspect(EDITION).flaws == ()


def words_of(answers) -> set[str]:
    return {word for answer in answers for word in answer.split("\n")}


def take_the_key_away() -> None:
    """The table of claims as a naive program would have it. The next test gets a new database."""
    if db.engine.dialect.name == "postgresql":
        statements = ["ALTER TABLE claim DROP CONSTRAINT pk_claim"]
    else:
        statements = [
            "DROP TABLE claim",
            "CREATE TABLE claim (resource_id INT, tick INT, booking_id INT REFERENCES booking (id))",
        ]
    with transaction():
        for statement in statements:
            db.session.execute(text(statement))
