"""Two secretaries give one booth to two exhibitors at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from fairapp.booths import services
from fairapp.booths.errors import BoothTaken
from fairapp.booths.models import Allocation
from fairapp.core.db import db, transaction
from tests.booths.people import booth, exhibitor

CODES = ("A01", "A02", "A03", "B01", "C01", "D01", "E01", "G02")

pytestmark = pytest.mark.races


def _rush(app, demo, tries):
    """Run all (exhibitor, booth) tries at once; what became of each."""
    start = Barrier(len(tries))

    def one(pair):
        who, where = pair
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    services.assign_booth(
                        demo.edition,
                        exhibitor(demo, who),
                        booth(demo, where),
                        demo.edition.days,
                        by=demo.user("secretariat"),
                    )
            except BoothTaken as refusal:
                return refusal.message
            finally:
                db.session.remove()
            return "won"

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(one, tries))


def test_one_wins_and_the_others_read_who(app, demo):
    answers = _rush(app, demo, [(code, "G02") for code in CODES])

    assert answers.count("won") == 1
    assert all("Booth G02 is taken on day 1 by" in answer for answer in answers if answer != "won")
    in_booth = (
        select(func.count()).select_from(Allocation).where(Allocation.booth_id == booth(demo, "G02").id)
    )
    assert db.session.scalar(in_booth) == len(demo.edition.days)


def test_two_who_change_places_at_once_are_refused_not_stuck(app, demo):
    for _ in range(5):
        answers = _rush(app, demo, [("A01", "A02"), ("A02", "A01")])
        assert "won" not in answers
