"""The desk's lists of delegations and people: filters, order, pages."""

from __future__ import annotations

import pytest

from fairapp.core.db import transaction
from fairapp.core.i18n import sort_key
from fairapp.registration import queries, services
from fairapp.registration.queries.people import SORTS
from tests.registration.helpers import person


def _all_people(demo, **wanted):
    return queries.people(demo.edition, queries.PeopleFilter(**wanted), size=10_000).items


def _all_delegations(demo, **wanted):
    found = queries.listing(demo.edition.id, queries.DelegationFilter(**wanted), size=10_000)
    return [row.delegation for row in found.page.items]


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"status": "verified"}, lambda d: d.status == "verified"),
        ({"status": "taking_part"}, lambda d: d.is_accredited),
        ({"status": "away"}, lambda d: d.status in {"declined", "withdrawn"}),
        ({"category": "permanent_observer"}, lambda d: d.category == "permanent_observer"),
        ({"region": "caribbean"}, lambda d: d.region == "caribbean"),
        ({"region": "none"}, lambda d: d.region is None),
        ({"lacks": "head"}, lambda d: d.category == "member_state" and d.head is None),
        ({"lacks": "people"}, lambda d: not d.participants),
        ({"q": "saint lucia"}, lambda d: d.member_code == "LC"),
        ({"q": "jam", "category": "exhibitor"}, lambda d: False),
    ],
)
def test_a_filter_shows_exactly_those_who_fit(demo, wanted, fits):
    everybody = _all_delegations(demo)

    assert _all_delegations(demo, **wanted) == [d for d in everybody if fits(d)]


def test_delegations_stand_in_order_of_precedence(demo):
    codes = [d.member_code for d in _all_delegations(demo)]

    assert codes == [d.member_code for d in queries.all_delegations(demo.edition.id)]
    assert codes[0] == "JM"


def test_people_stand_by_family_name_whatever_accents_and_scripts(demo):
    with transaction():
        for given, family in (("Zoe", "Ávila"), ("Ana", "avila"), ("Bea", "Avilés"), ("أحمد", "المثال")):
            services.enter_participant(
                demo.delegation("CL"), person("adviser", given, family), by=demo.user("secretariat")
            )
    chileans = _all_people(demo, delegation=str(demo.delegation("CL").id))

    assert [one.given_names for one in chileans] == ["Ana", "Zoe", "Bea", "أحمد"]
    everybody = [sort_key(one.family_names + one.given_names) for one in _all_people(demo)]
    assert everybody == sorted(everybody)


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{key}" for key in SORTS), "nonsense", "-"])
def test_every_order_shows_everybody_once(demo, sort):
    everybody = {one.id for one in _all_people(demo)}
    pages = [
        queries.people(demo.edition, queries.PeopleFilter(sort=sort), number=n, size=40) for n in (1, 2, 3)
    ]
    shown = [one.id for page in pages for one in page.items]

    assert len(shown) == len(set(shown)) == len(everybody)
    assert set(shown) == everybody


def test_a_page_beyond_the_last_is_the_last(demo):
    page = queries.people(demo.edition, queries.PeopleFilter(), number=900, size=40)

    assert page.page == page.pages
    assert page.last == page.total


def test_filters_of_people_add_up(demo):
    everybody = _all_people(demo)
    seated = _all_people(demo, standing="seated", category="member_state", region="caribbean")

    assert 0 < len(seated) < len(everybody)
    assert {one.category for one in seated} == {"member_state"}
    assert _all_people(demo, delegation="JM") == []
    assert _all_people(demo, delegation="9" * 30) == []


def test_heads_of_the_table_turn_the_order_round_and_keep_the_filter(demo, visit):
    desk = visit("protocol")
    page = desk.get("/demo/delegations/people?category=member_state&sort=arrives")
    head = page.soup.find("th", attrs={"aria-sort": "ascending"})
    link = head.find("a")["href"]

    assert "sort=-arrives" in link
    assert "category=member_state" in link
    assert desk.get(link).soup.find("th", attrs={"aria-sort": "descending"})


def test_names_stand_apart_from_what_surrounds_them(demo, visit):
    with transaction():
        services.enter_participant(
            demo.delegation("CL"), person("adviser", "أحمد", "المثال"), by=demo.user("secretariat")
        )
    page = visit("protocol").get(f"/demo/delegations/people?delegation={demo.delegation('CL').id}")

    assert page.soup.find("bdi", string="أحمد المثال")
