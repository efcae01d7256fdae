"""Giving, moving and freeing booths; entering exhibitors."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fairapp.accounts.queries import by_email
from fairapp.booths import exhibiting, services
from fairapp.booths.errors import BoothInUse, BoothTaken, CodeTaken, NameTaken, NotADayOfTheFair, NotApproved
from fairapp.booths.exhibiting import Needs, Profile
from fairapp.booths.models import Allocation
from fairapp.booths.services import BoothDetails
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.core.outbox import Letter
from fairapp.core.refusals import Stale
from tests.booths.people import booth, exhibitor, places


def _assign(demo, who, where, days=(1, 2)):
    chosen = [demo.edition.days[n - 1] for n in days]
    with transaction():
        services.assign_booth(
            demo.edition, exhibitor(demo, who), booth(demo, where), chosen, by=demo.user("secretariat")
        )


def _facts(subject):
    return list(db.session.scalars(select(AuditEntry.fact).where(AuditEntry.subject == subject)))


def test_the_waiting_exhibitor_gets_the_free_booth_on_both_days(demo):
    _assign(demo, "G02", "G02")

    assert places(demo, "G02") == {1: "G02", 2: "G02"}
    one = exhibitor(demo, "G02")
    assert one.status == "assigned"
    assert "BoothAssigned" in _facts(f"exhibitor:{one.id}")


def test_a_taken_booth_is_refused_and_says_by_whom_on_which_day(demo):
    with pytest.raises(BoothTaken) as refused:
        _assign(demo, "G02", "H03")

    assert refused.value.message == (
        "Booth H03 is taken on day 1 by Cities Data Commons. "
        "Booth H03 is taken on day 2 by Laguna Clara Fisheries Association."
    )
    assert places(demo, "G02") == {}
    assert exhibitor(demo, "G02").status == "approved"


def test_a_refused_move_leaves_the_exhibitor_where_it_was(demo):
    with pytest.raises(BoothTaken):
        _assign(demo, "A01", "A02")

    assert places(demo, "A01") == {1: "A01", 2: "A01"}


def test_moving_on_one_day_leaves_the_other_day_and_frees_the_old_booth(demo):
    _assign(demo, "A01", "G02", days=(2,))
    assert places(demo, "A01") == {1: "A01", 2: "G02"}

    _assign(demo, "G02", "A01", days=(2,))
    assert places(demo, "G02") == {2: "A01"}


def test_freeing_the_last_day_makes_the_exhibitor_wait_again(demo):
    by = demo.user("secretariat")
    one, (first, second) = exhibitor(demo, "A01"), demo.edition.days
    with transaction():
        services.free_booth(demo.edition, one, [first], by=by)
    assert (one.status, places(demo, "A01")) == ("assigned", {2: "A01"})
    with transaction():
        services.free_booth(demo.edition, one, [first, second], by=by)
    assert (one.status, places(demo, "A01")) == ("approved", {})
    assert _facts(f"exhibitor:{one.id}").count("BoothFreed") == 2


def test_freeing_twice_tells_it_once(demo):
    one = exhibitor(demo, "A01")
    for _ in range(2):
        with transaction():
            services.free_booth(demo.edition, one, demo.edition.days, by=demo.user("secretariat"))
    assert _facts(f"exhibitor:{one.id}").count("BoothFreed") == 1


def test_a_day_outside_the_fair_is_refused(demo):
    stranger = demo.edition.first_day.replace(year=1999)
    with pytest.raises(NotADayOfTheFair), transaction():
        services.assign_booth(
            demo.edition,
            exhibitor(demo, "G02"),
            booth(demo, "G02"),
            [stranger],
            by=demo.user("secretariat"),
        )
    with pytest.raises(NotADayOfTheFair):
        _assign(demo, "G02", "G02", days=())


def test_who_only_asked_gets_no_booth_before_approval(demo):
    by = demo.user("secretariat")
    with transaction():
        asked = exhibiting.exhibit(demo.delegation("MX"), Needs("national_government"), by=by)
    with pytest.raises(NotApproved), transaction():
        services.assign_booth(demo.edition, asked, booth(demo, "G02"), demo.edition.days, by=by)

    with transaction():
        exhibiting.approve(asked, by=by)
        services.assign_booth(demo.edition, asked, booth(demo, "G02"), demo.edition.days, by=by)
    assert asked.status == "assigned"


def test_the_key_itself_forbids_a_second_exhibitor_in_a_booth(demo):
    from sqlalchemy.exc import IntegrityError

    row = {"booth_id": booth(demo, "A01").id, "exhibitor_id": exhibitor(demo, "G02").id}
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Allocation(day=demo.edition.first_day, **row))


def test_the_managers_of_an_exhibitor_read_which_booth_it_has(demo):
    before = len(list(db.session.scalars(select(Letter).where(Letter.kind == "booth-assigned"))))
    _assign(demo, "A01", "G02", days=(2,))
    letters = list(db.session.scalars(select(Letter).where(Letter.kind == "booth-assigned")))
    assert len(letters) == before + 1
    letter = letters[-1]
    assert letter.to_email == "exhibitor@example.org"
    assert "G02" in letter.subject
    assert "Friday, April 23" in letter.text
    assert "Thursday" not in letter.text
    assert f"/demo/fair/exhibitors/{exhibitor(demo, 'A01').id}" in letter.text


def test_the_secretariat_enters_an_exhibitor_with_a_manager_who_is_written_to(demo):
    by = demo.user("secretariat")
    with transaction():
        one = exhibiting.add_exhibitor(
            demo.edition, "Casa Ejemplo", "caribbean", ["es"], Needs("ngo", "6x3"), by=by
        )
        exhibiting.appoint_manager(one, "Casa@example.org", "Clara Ejemplo", by=by)

    assert (one.status, one.delegation.category, one.delegation.region) == (
        "approved",
        "exhibitor",
        "caribbean",
    )
    manager = by_email("casa@example.org")
    assert manager.scopes("exhibitor", demo.edition.id) == [one.id]
    letter = db.session.scalar(select(Letter).where(Letter.to_email == "casa@example.org"))
    assert "Casa Ejemplo" in letter.subject


def test_the_same_organization_is_not_entered_twice_however_it_is_written(demo):
    by = demo.user("secretariat")
    with transaction():
        exhibiting.add_exhibitor(demo.edition, "Casa Ejémplo", "caribbean", [], Needs("ngo"), by=by)
    with pytest.raises(NameTaken) as refused, transaction():
        exhibiting.add_exhibitor(demo.edition, "CASA EJEMPLO", "caribbean", [], Needs("ngo"), by=by)
    assert refused.value.field == "name"


def test_a_stale_profile_is_not_written_over(demo):
    one, by = exhibitor(demo, "A01"), demo.user("exhibitor")
    seen = one.version
    with transaction():
        exhibiting.change_profile(one, Profile(Translated(en="First")), by=by, version=seen)
    with pytest.raises(Stale), transaction():
        exhibiting.change_profile(one, Profile(Translated(en="Second")), by=by, version=seen)
    assert str(exhibitor(demo, "A01").blurb) == "First"


def test_a_new_edition_is_furnished_booth_by_booth(demo):
    edition, by = demo.edition, demo.user("secretariat")
    with transaction():
        services.add_booth(edition, BoothDetails("J01", 300, 190, 30, 30), by=by)
    with pytest.raises(CodeTaken) as refused, transaction():
        services.add_booth(edition, BoothDetails("J01", 0, 50, 30, 30), by=by)
    assert refused.value.field == "code"
    with pytest.raises(CodeTaken) as refused, transaction():
        services.add_booth(edition, BoothDetails("J02", 310, 200, 30, 30), by=by)
    assert refused.value.message == "Booth J01 stands there already."


def test_a_booth_may_be_moved_a_little_within_its_own_place(demo):
    edition, by, one = demo.edition, demo.user("secretariat"), booth(demo, "A01")
    with transaction():
        services.change_booth(edition, one, BoothDetails("A01", 9, 10, 30, 30), by=by, version=one.version)
    assert booth(demo, "A01").x == 9
    with pytest.raises(Stale), transaction():
        services.change_booth(edition, one, BoothDetails("A01", 8, 10, 30, 30), by=by, version=1)


def test_a_booth_with_somebody_in_it_stays_on_the_plan(demo):
    edition, by = demo.edition, demo.user("secretariat")
    with pytest.raises(BoothInUse), transaction():
        services.remove_booth(edition, booth(demo, "A01"), by=by)
    with transaction():
        services.remove_booth(edition, booth(demo, "G02"), by=by)
    with pytest.raises(AssertionError):
        booth(demo, "G02")
