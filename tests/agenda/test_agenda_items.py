"""The agenda: a tree that numbers itself, a text for each item, a state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairapp.agenda import errors, queries, services
from fairapp.agenda.services import ItemDetails
from fairapp.agenda.services.releases import draft_changes
from fairapp.core import clock
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from tests.agenda.acts import session
from tests.conftest import TODAY


def numbers(demo):
    return [(i.number, i.title["en"]) for i in queries.items(demo.edition.id)]


def named(demo, title):
    return next(i for i in queries.items(demo.edition.id) if i.title["en"] == title)


def office(demo):
    return demo.user("secretariat")


def add(demo, title, **where):
    with transaction():
        return services.add_item(demo.edition, ItemDetails(Translated(en=title)), **where, by=office(demo))


def adopt(demo, day=None, code=None, **more):
    with transaction():
        services.adopt_agenda(
            demo.edition, day or TODAY.date(), session(demo, code) if code else None, **more, by=office(demo)
        )


def last_line(fact):
    return db.session.query(AuditEntry).filter_by(fact=fact).order_by(AuditEntry.id.desc()).first()


def test_the_demo_has_twelve_items_and_some_below(demo):
    found = queries.items(demo.edition.id)

    assert [i.number for i in found if i.depth == 0] == [str(n) for n in range(1, 13)]
    assert [i.number for i in found if i.depth] == ["4.a", "4.b", "10.a", "10.b"]
    assert named(demo, "Roadmap").parent.number == "10"
    assert "demonstration" in found[2].annotation["en"]


def test_items_are_added_below_after_and_at_the_end(demo):
    add(demo, "Water", under=named(demo, "Cooperanet"))
    add(demo, "Energy", after=named(demo, "Cooperanet"))
    add(demo, "Waste", under=named(demo, "Water"))
    add(demo, "Last")

    found = {title: number for number, title in numbers(demo)}
    assert (found["Water"], found["Waste"], found["Energy"], found["Last"]) == ("8.a", "8.a.i", "9", "14")
    assert found["Roadmap"] == "11.b"


def test_a_fourth_level_is_refused(demo):
    add(demo, "Water", under=named(demo, "Roadmap"))
    with pytest.raises(errors.TooDeep) as refused:
        add(demo, "Wells", under=named(demo, "Water"))

    assert "item 10.b.i" in refused.value.message
    with pytest.raises(errors.TooDeep), transaction():
        services.move_item(named(demo, "Consideration and adoption of the communiqué and roadmap"), "in",
                           by=office(demo))  # fmt: skip
    assert ("10.b.i", "Water") in numbers(demo)


def test_an_item_moves_with_what_is_below_it(demo):
    with transaction():
        services.move_item(named(demo, "Offers and requests for cooperation"), "up", by=office(demo))
    assert numbers(demo)[2:6] == [
        ("3", "Offers and requests for cooperation"),
        ("3.a", "Offers and requests registered for the meeting"),
        ("3.b", "Follow-up of commitments"),
        ("4", "The OAS as facilitator of cooperation in the Hemisphere"),
    ]
    line = last_line("ItemChanged")
    assert (line.subject.partition(":")[0], line.changes) == ("agenda_item", {"number": ["4", "3"]})


def test_in_and_out_change_the_level(demo):
    with transaction():
        services.move_item(named(demo, "Follow-up of commitments"), "out", by=office(demo))
    assert ("5", "Follow-up of commitments") in numbers(demo)
    with transaction():
        services.move_item(named(demo, "Follow-up of commitments"), "in", by=office(demo))
    assert ("4.b", "Follow-up of commitments") in numbers(demo)


def test_whoever_moves_in_a_tree_that_changed_is_told(demo):
    seen = queries.agenda(demo.edition.id).version
    add(demo, "Water")

    with pytest.raises(errors.ReorderedMeanwhile), transaction():
        services.move_item(named(demo, "Cooperanet"), "up", seen=seen, by=office(demo))
    assert ("8", "Cooperanet") in numbers(demo)


def test_rewording_an_item_is_no_reason_to_refuse_a_move(demo):
    seen = queries.agenda(demo.edition.id).version
    item = named(demo, "Cooperanet")
    with transaction():
        details = ItemDetails(item.title, [], Translated(es="Antecedentes:\nUno."), ["doc.10"])
        services.edit_item(item, details, version=item.version, by=office(demo))
        services.move_item(item, "up", seen=seen, by=office(demo))

    assert ("7", "Cooperanet") in numbers(demo)


def test_removing_takes_along_what_is_below_and_the_links_of_sessions(demo):
    item = named(demo, "Offers and requests for cooperation")
    assert {s.code for s in queries.taking_up([item.id])} == {"D1-07", "D2-02", "D2-07"}
    with transaction():
        assert services.remove_item(item, version=item.version, by=office(demo)) == 3

    db.session.expire_all()
    assert numbers(demo)[3] == ("4", "Governance: Management Board of the IACD")
    assert [i.number for i in session(demo, "D1-07").items] == ["3"]
    gone = db.session.query(AuditEntry).filter(AuditEntry.fact == "ItemChanged").all()[-3:]
    assert all(line.changes["title"][1] is None for line in gone)


def test_an_item_that_is_gone_is_not_edited_moved_or_added_to(demo):
    item = named(demo, "Roadmap")
    db.session.expunge(item)
    fresh = named(demo, "Roadmap")
    with transaction():
        services.remove_item(fresh, version=fresh.version, by=office(demo))

    for act in (
        lambda: services.edit_item(item, ItemDetails(Translated(en="X")), version=1, by=office(demo)),
        lambda: services.move_item(item, "up", by=office(demo)),
        lambda: services.add_item(demo.edition, ItemDetails(Translated(en="X")), under=item, by=office(demo)),
        lambda: services.remove_item(item, version=1, by=office(demo)),
    ):
        with pytest.raises(errors.ItemGone), transaction():
            act()


def test_other_numerals_renumber_everything(demo):
    with transaction():
        services.set_numbering(demo.edition, ["I", "1", "a"], by=office(demo))

    assert [n for n, _title in numbers(demo)][:6] == ["I", "II", "III", "IV", "IV.1", "IV.2"]
    assert last_line("NumberingChanged").changes == {"numbering": ["1, a, i", "I, 1, a"]}


def test_an_adopted_agenda_stays_as_it_is_until_reopened_with_a_reason(demo):
    adopt(demo)
    item = named(demo, "Cooperanet")
    with_title = ItemDetails(Translated(en="Something else"))
    for act in (
        lambda: services.add_item(demo.edition, with_title, by=office(demo)),
        lambda: services.edit_item(item, with_title, version=item.version, by=office(demo)),
        lambda: services.move_item(item, "up", by=office(demo)),
        lambda: services.remove_item(item, version=item.version, by=office(demo)),
        lambda: services.set_numbering(demo.edition, ["I", "1", "a"], by=office(demo)),
        lambda: services.set_agenda_status(demo.edition, "draft", by=office(demo)),
        lambda: services.adopt_agenda(demo.edition, TODAY.date(), by=office(demo)),
    ):
        with pytest.raises(errors.AgendaIsAdopted) as refused, transaction():
            act()
        assert "adopted on March 1, 2027" in refused.value.message
    with transaction():
        text = ItemDetails(item.title, item.outcome_codes, Translated(en="More"), ["doc.10", "INF.9"])
        services.edit_item(item, text, version=item.version, by=office(demo))

    with pytest.raises(errors.ReasonForReopening), transaction():
        services.reopen_agenda(demo.edition, "", by=office(demo))
    with transaction():
        services.reopen_agenda(demo.edition, "An item was missing", by=office(demo))
    assert queries.agenda(demo.edition.id).status == "provisional"
    assert last_line("AgendaReopened").changes["reason"] == [None, "An item was missing"]
    add(demo, "Water")
    with pytest.raises(errors.NotAdopted), transaction():
        services.reopen_agenda(demo.edition, "Again", by=office(demo))


def test_an_agenda_is_adopted_on_a_day_that_has_come_and_is_the_sessions(demo):
    with pytest.raises(errors.NotAdoptedThen, match="still to come"):
        adopt(demo, TODAY.date() + timedelta(days=1))
    with clock.stopped_at(demo.moment(2, "12:00")):
        with pytest.raises(errors.NotAdoptedThen, match="April 22"):
            adopt(demo, demo.edition.first_day + timedelta(days=1), "D1-05")
        adopt(demo, demo.edition.first_day, "D1-05")

    line = last_line("AgendaStatusSet")
    assert line.changes["status"] == ["provisional", "adopted"]
    assert line.changes["adopted_on"] == [None, "2027-04-22"]


def test_an_empty_agenda_is_not_adopted(demo):
    with transaction():
        for item in [i for i in queries.items(demo.edition.id) if i.depth == 0]:
            services.remove_item(item, version=item.version, by=office(demo))
    with pytest.raises(errors.NothingToAdopt):
        adopt(demo)


def test_the_agendas_state_and_texts_are_part_of_what_is_released(demo):
    assert not draft_changes(demo.edition)[1]
    adopt(demo)
    _last, found = draft_changes(demo.edition)
    assert (found.changes, found.agenda, found.standing["status"]) == ((), (), "adopted")

    with transaction():
        services.release_programme(demo.edition, by=office(demo))
    released = queries.public_programme(demo.edition.id)
    assert (released.agenda.status, released.agenda.adopted_on) == ("adopted", TODAY.date())
    assert released.items[2].annotation["es"].startswith("Antecedentes:")
    assert [(i.number, i.depth, i.documents) for i in released.items if i.number == "10.b"] == [
        ("10.b", 1, ("doc.12",))
    ]


def test_a_difference_tells_new_renumbered_and_removed_items_apart(demo):
    add(demo, "Water", after=named(demo, "Other business"))
    item = named(demo, "Date and place of the next meeting")
    with transaction():
        services.remove_item(item, version=item.version, by=office(demo))

    _last, found = draft_changes(demo.edition)
    assert [(kind, number) for kind, number, _title in found.agenda] == [
        ("renumbered", "11"),
        ("new", "12"),
        ("removed", "11"),
    ]
