"""Many move, add and remove items of one agenda at once: the numbers stay a whole tree.

With the lock of `hold_agenda` taken away PostgreSQL refuses places that were given twice.
"""

from __future__ import annotations

import pytest

from fairapp.accounts.models import User
from fairapp.agenda import queries, services
from fairapp.agenda.errors import ReorderedMeanwhile
from fairapp.agenda.models import AgendaItem
from fairapp.agenda.numbering import Outline, numbered
from fairapp.agenda.services import ItemDetails
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition
from tests.races.crowd import all_at_once

pytestmark = pytest.mark.races


def whole(demo):
    """The items as they are now, after it was made sure that they are a tree, numbered."""
    db.session.rollback()
    found = queries.items(demo.edition.id)
    tree = numbered(Outline((i.id, i.parent_id) for i in found))
    assert [(n.key, n.place, n.depth, n.number) for n in tree] == [
        (i.id, i.place, i.depth, i.number) for i in found
    ]
    return found


def test_everybody_moves_at_once_and_the_numbers_stay_a_permutation(app, demo):
    edition, by = demo.edition.id, demo.user("secretariat").id
    ids = [i.id for i in queries.items(edition)]

    def act(number):
        with transaction():
            user = db.session.get_one(User, by)
            item = db.session.get_one(AgendaItem, ids[number % len(ids)])
            if number % 4 == 3:
                item = services.add_item(
                    db.session.get_one(Edition, edition), ItemDetails(Translated(en=f"New {number}")), by=user
                )
                return "added"
            services.move_item(item, ("up", "down", "out")[number % 3], by=user)
        return "moved or not"

    answers = all_at_once(app, 16, act)

    assert answers == {"added": 4, "moved or not": 12}
    assert len(whole(demo)) == len(ids) + 4


def test_of_two_who_saw_the_same_order_one_moves(app, demo):
    edition, by = demo.edition.id, demo.user("secretariat").id
    seen, first = queries.agenda(edition).version, queries.items(edition)[0].id

    def act(_number):
        try:
            with transaction():
                item = db.session.get_one(AgendaItem, first)
                services.move_item(item, "down", seen=seen, by=db.session.get_one(User, by))
        except ReorderedMeanwhile:
            return "told"
        return "moved"

    assert all_at_once(app, 8, act) == {"moved": 1, "told": 7}
    assert whole(demo)[1].id == first
