"""One of several processes in a race: `python -m tests.races.worker FOLDER URL WHAT SEED [STEPS]`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from config import Config
from fairapp.app import create_app
from fairapp.core.db import transaction
from fairapp.timetable.errors import AlreadyBooked
from tests.races.crowd import all_at_once
from tests.races.timetable_life import all_resources, book, live, span


def main() -> None:
    """Build an application of our own on the shared database and act."""
    folder, url, what, seed = sys.argv[1:5]
    app = create_app(Config(data_dir=Path(folder), database_url=url, secret_key="tests only", testing=True))
    if what == "life":
        steps = int(sys.argv[5])

        def act(number: int) -> str:
            return "\n".join(live(random.Random(f"{seed}-{number}"), steps))

        for answer in all_at_once(app, 8, act).elements():
            print(answer)
    else:
        with app.app_context():
            acknowledge_bookings(random.Random(seed))


def acknowledge_bookings(dice: random.Random) -> None:
    """Book without end; say each number aloud once it is committed, and only then."""
    ids = all_resources()
    while True:
        try:
            with transaction():
                booking = book(dice.sample(ids, 3), span(dice.randrange(2000), dice.randint(1, 6)))
                number = booking.id
            print(number, flush=True)
        except AlreadyBooked:
            continue


if __name__ == "__main__":
    main()
