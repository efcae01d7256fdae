"""The roster of the desk: whom it shows, page by page, and the badges."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairapp.core.db import db, transaction
from fairapp.registration import roster, services
from fairapp.registration.models import Participant
from fairapp.registration.roster import RosterFilter
from tests.registration.helpers import person
from tests.selects import selects


def people(demo, **wanted):
    return {
        line.person.id for block in roster.whole(demo.edition, RosterFilter(**wanted)) for line in block.lines
    }


def test_everybody_of_the_delegations_that_come_stands_on_it_once(demo):
    with transaction():
        demo.delegation("PE").status = "withdrawn"
    found = [line.person.id for block in roster.whole(demo.edition, RosterFilter()) for line in block.lines]
    expected = db.session.query(Participant).filter(Participant.delegation_id != demo.delegation("PE").id)

    assert sorted(found) == sorted(p.id for p in expected)


def test_pages_put_together_are_the_whole(demo, monkeypatch):
    monkeypatch.setattr(roster, "PER_PAGE", 7)
    whole = [line.person.id for block in roster.whole(demo.edition, RosterFilter()) for line in block.lines]
    first = roster.page(demo.edition, RosterFilter())
    pages = [roster.page(demo.edition, RosterFilter(), n) for n in range(1, first.pages + 1)]
    found = [line.person.id for page in pages for block in page.items for line in block.lines]

    assert found == whole
    assert all(sum(len(block.lines) for block in page.items) <= 7 for page in pages)


def test_delegations_stand_in_order_of_precedence(demo):
    found = [block.delegation for block in roster.whole(demo.edition, RosterFilter(category="member_state"))]
    places = [delegation.precedence for delegation in found]

    assert places == sorted(places)
    assert found[0].member_code == "JM"


def test_it_is_filtered_by_day_of_arrival_in_the_editions_zone(demo):
    kezia = demo.person("delegate")
    with transaction():
        for each in db.session.query(Participant):
            each.arrives_at = each.departs_at = None
        kezia.arrives_at = demo.moment(1, "00:00") - timedelta(minutes=1)  # the evening before
    day = (demo.edition.first_day - timedelta(days=1)).isoformat()

    assert people(demo, day=day) == {kezia.id}
    assert kezia.id not in people(demo, day=demo.edition.first_day.isoformat())
    assert kezia.id not in people(demo, day="unknown")


def test_it_is_filtered_by_where_the_badge_is(demo):
    jamaica, by = demo.delegation("JM"), demo.user("protocol")
    kezia, amara = demo.person("delegate"), jamaica.head
    with transaction():
        services.issue_badges(jamaica, by=by, people=[kezia.id, amara.id])
        services.collect_badges(jamaica, by=by, people=[kezia.id])

    ours = {one.id for one in jamaica.participants}
    assert people(demo, badge="collected") & ours == {kezia.id}
    assert people(demo, badge="to_collect") & ours == {amara.id}
    assert people(demo, badge="to_make", category="member_state") & ours == ours - {kezia.id, amara.id}


@pytest.mark.parametrize("wanted", [{"category": "nobody"}, {"day": "someday"}, {"day": "2027-02-30"}])
def test_a_filter_nothing_fits_finds_nobody(demo, visit, wanted):
    assert people(demo, **wanted) == set()
    address = "&".join(f"{name}={value}" for name, value in wanted.items())
    assert "Nobody matches" in visit("protocol").get(f"/demo/delegations/roster?{address}").words


def test_rights_and_zones_are_those_of_the_persons_category(demo, visit):
    with transaction():
        demo.person("delegate").category = "press"
    jamaica = roster.whole(demo.edition, RosterFilter(category="member_state"))[0]
    lines = {line.person.id: line for line in jamaica.lines}

    kezia = lines[demo.person("delegate").id]
    assert (kezia.voice, kezia.vote) == ("no", False)
    assert "Press centre" in [zone.to("en") for zone in kezia.zones]
    assert lines[demo.delegation("JM").head.id].vote


def test_protocol_makes_and_hands_over_a_badge_and_stays_where_it_was(demo, visit):
    visitor, kezia = visit("protocol"), demo.person("delegate").id
    address = "/demo/delegations/roster?category=member_state"
    for act in ("issue", "collect"):
        page = visitor.get(address)
        form = page.soup.find("tr", id=f"person-{kezia}").find("form")
        data = {field["name"]: field.get("value", "") for field in form.find_all("input")}
        assert data["act"] == act
        done = visitor.post(form["action"], data, status=303)
        assert "category=member_state" in done.response.headers["Location"]
        assert done.response.headers["Location"].endswith(f"#person-{kezia}")
    page = visitor.get(address)

    assert "Handed over" in page.soup.find("tr", id=f"person-{kezia}").get_text()


def test_nobody_gets_a_badge_who_is_not_accredited(demo, visit):
    suriname = demo.delegation("SR").head.id
    row = visit("protocol").get("/demo/delegations/roster").soup.find("tr", id=f"person-{suriname}")

    assert "Not accredited" in row.get_text()
    assert not row.find("form")


@pytest.mark.parametrize("path", ["roster", "roster.pdf?category=permanent_observer"])
def test_the_roster_is_for_the_desk_only(demo, visit, path):
    for short in ("secretariat", "protocol"):
        visit(short).get(f"/demo/delegations/{path}")
    for short in ("focal", "delegate", "exhibitor", "rapporteur", "chair"):
        visit(short).get(f"/demo/delegations/{path}", status=403)
    visit().get(f"/demo/delegations/{path}", status=302)


def test_the_paper_comes_with_a_name_of_its_own_whatever_was_asked_for(demo, visit):
    answer = visit("protocol").get('/demo/delegations/roster.pdf?category=x"%0d%0ay&lang=fr').response

    assert answer.headers["Content-Disposition"] == 'inline; filename="roster-F.pdf"'
    assert answer.data.startswith(b"%PDF")


def test_the_roster_costs_the_same_for_few_and_many(demo, visit):
    visitor = visit("protocol")
    visitor.get("/demo/delegations/roster")
    with selects() as few:
        visitor.get("/demo/delegations/roster")
    with transaction():
        for number in range(15):
            services.enter_participant(
                demo.delegation("JM"),
                person("adviser", f"A{number}", f"B{number}"),
                by=demo.user("secretariat"),
            )
    with selects() as many:
        visitor.get("/demo/delegations/roster")

    assert len(few) == len(many) <= 12
