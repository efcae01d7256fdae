"""Finding the exhibitors and booths the tests speak of."""

from __future__ import annotations

from sqlalchemy import select

from fairapp.booths import queries
from fairapp.booths.models import Exhibitor
from fairapp.core.db import db


def exhibitor(demo, code):
    """The exhibitor the demo's data file puts in that booth (“A01”)."""
    delegation = demo.delegation(f"exhibitor-{code.lower()}")
    return db.session.scalar(select(Exhibitor).where(Exhibitor.delegation_id == delegation.id))


def booth(demo, code):
    found = queries.booth(demo.edition.id, code)
    assert found is not None
    return found


def places(demo, code):
    """Booth codes by day (1, 2) of an exhibitor."""
    days = demo.edition.days
    return {days.index(row.day) + 1: row.booth.code for row in exhibitor(demo, code).allocations}
