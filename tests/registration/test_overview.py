"""Where registration stands: figures that are right, and lead to as many rows as they say."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.registration import queries, services, stays
from fairapp.registration.models import ACCREDITED, Delegation, Participant
from tests.registration.helpers import chile_with_letter, person
from tests.registration.test_editions import open_small_edition
from tests.selects import selects

OVERVIEW = "/demo/delegations/overview"


def _counted(demo, *conditions):
    """Delegations of the demo that fit, counted without the code under test."""
    found = select(func.count()).select_from(Delegation).where(*conditions)
    return db.session.scalar(found.where(Delegation.edition_id == demo.edition.id))


def _people(demo, *conditions):
    found = select(func.count()).select_from(Participant).join(Participant.delegation)
    away = Delegation.status.in_(("declined", "withdrawn"))
    return db.session.scalar(found.where(Participant.edition_id == demo.edition.id, ~away, *conditions))


def _rows_behind(page):
    """How many rows a list says it has."""
    said = page.soup.select_one("table caption")
    if said is not None and (number := re.match(r"\d+", said.get_text(strip=True))):
        return int(number[0])
    return 0


def _figure_links(page):
    """Every link on the overview whose words are a figure: (figure, address)."""
    for link in page.soup.select("main table td a, main .figure, main .list li"):
        if link.name == "a":
            yield int(re.match(r"\d+", link.get_text(strip=True))[0]), link["href"]
        elif onward := link.find("a", href=True):
            figure = link.select_one(".figure-count, strong").get_text(" ", strip=True)
            yield int(figure.split()[0]), onward["href"]
    for link in page.soup.select("main a.link-onward"):
        if number := re.match(r"\d+", link.get_text(strip=True)):
            yield int(number[0]), link["href"]


def test_every_figure_leads_to_a_list_with_as_many_rows(demo, visit):
    chile_with_letter(demo)
    with transaction():
        services.withdraw(demo.delegation("MX"), by=demo.user("secretariat"), reason="Prueba")
    desk = visit("secretariat")
    links = list(_figure_links(desk.get(OVERVIEW)))

    assert len(links) > 30
    for figure, address in links:
        assert _rows_behind(desk.get(address)) == figure, address


def test_states_and_stages_add_up_to_all_delegations(demo, visit):
    found = queries.delegations_counted(demo.edition.id)

    assert sum(found.by_status.values()) == _counted(demo)
    assert sum(counts.total() for counts in found.by_region.values()) == _counted(demo)
    assert found.by_region["none"]["taking_part"] == 10
    accredited = _counted(demo, Delegation.status.in_(ACCREDITED))
    words = visit("protocol").get(OVERVIEW).words
    assert f"{accredited} of {_counted(demo)} delegations are accredited." in words


def test_one_verb_moves_one_delegation(demo):
    before = queries.delegations_counted(demo.edition.id)
    chile = chile_with_letter(demo)
    after = queries.delegations_counted(demo.edition.id)

    assert after.by_status["invited"] == before.by_status["invited"] - 1
    assert after.by_status["letter_received"] == before.by_status["letter_received"] + 1
    for lack in ("head", "people", "letter"):
        assert len(after.lacking(lack)) == len(before.lacking(lack)) - 1
        assert chile.id not in [line.id for line in after.lacking(lack)]


def test_missing_letters_name_who_has_stood_still_longest_first(demo):
    lines = queries.delegations_counted(demo.edition.id).lacking("letter")

    assert lines
    assert [line.since for line in lines] == sorted(line.since for line in lines)
    expected = _counted(
        demo,
        ~Delegation.letters.any(),
        Delegation.category.not_in(("exhibitor", "press", "speaker", "support_staff", "general_secretariat")),
        Delegation.status.not_in(("declined", "withdrawn")),
    )
    assert len(lines) == expected


def test_people_of_a_delegation_that_leaves_are_not_counted_any_more(demo):
    mexico = demo.delegation("MX")
    theirs, before = len(mexico.participants), queries.people_counted(demo.edition)
    assert before.total == _people(demo)
    with transaction():
        services.withdraw(mexico, by=demo.user("secretariat"), reason="Prueba")

    after = queries.people_counted(demo.edition)

    assert theirs > 0
    assert after.total == before.total - theirs
    listed = queries.people(demo.edition, queries.PeopleFilter(status="withdrawn"))
    assert listed.total == theirs


def test_a_day_is_the_day_of_the_editions_zone(demo):
    person = demo.person("delegate")
    midnight = demo.moment(1, "00:00")
    first, before = (
        demo.edition.first_day.isoformat(),
        (demo.edition.first_day - timedelta(days=1)).isoformat(),
    )

    def days_of(moment):
        with transaction():
            person.arrives_at, person.departs_at = moment, demo.moment(2, "23:00")
        found = [
            code
            for code in stays.codes(demo.edition)
            if person.id
            in [row.id for row in queries.people(demo.edition, queries.PeopleFilter(arrives=code)).items]
        ]
        counted = queries.people_counted(demo.edition).arrivals
        for code in found:
            filtered = queries.people(demo.edition, queries.PeopleFilter(arrives=code)).total
            assert counted[code] == filtered
        return found

    assert days_of(midnight) == [first]
    assert days_of(midnight - timedelta(minutes=1)) == [before]
    assert days_of(midnight - timedelta(days=40)) == [stays.EARLIER]
    assert days_of(None) == [stays.UNKNOWN]


@pytest.mark.parametrize("day", ["", "soon", "9999-12-31", "0001-01-01", "2027-13-45"])
def test_a_day_that_is_none_is_nobodys_day(demo, visit, day):
    page = visit("protocol").get(f"/demo/delegations/people?arrives={day}")

    assert ("Nobody matches" in page.words) == bool(day)


def test_needs_are_for_the_secretariat_only(demo, visit):
    with transaction():
        demo.person("delegate").access_needs = "Sin escalones"

    assert "Seen by the secretariat only." in visit("secretariat").get(OVERVIEW).words
    assert "Seen by the secretariat only." not in visit("protocol").get(OVERVIEW).words
    seen = visit("secretariat").get("/demo/delegations/people?needs=access")
    hidden = visit("protocol").get("/demo/delegations/people?needs=access")
    assert "Sin escalones" in seen.words
    assert "Sin escalones" not in hidden.text
    assert _rows_behind(hidden) == _people(demo)


def test_who_may_look(demo, visit):
    for address in (OVERVIEW, "/demo/delegations/people", "/demo/delegations/changes", "/demo/search"):
        for short in ("secretariat", "protocol"):
            visit(short).get(address)
        for short in ("focal", "delegate", "exhibitor", "rapporteur", "chair"):
            visit(short).get(address, 403)
        assert "/sign-in" in visit().get(address, 302).response.headers["Location"]


def test_what_changed_lately_is_told_line_by_line(demo, visit):
    with transaction():
        services.enter_participant(demo.delegation("CL"), person("head"), by=demo.user("focal"))
    desk = visit("protocol")

    page = desk.get("/demo/delegations/changes?fact=ParticipantEntered")

    said = page.soup.select("table tbody tr")[0].get_text(" ", strip=True)
    assert "Chile" in said
    assert "Inés Prueba" in said
    assert demo.user("focal").name in said
    with clock.stopped_at(clock.now() + timedelta(hours=25)):
        assert queries.lately(demo.edition.id).total() == 0


def test_a_meeting_without_delegations_says_so(demo, visit):
    open_small_edition()
    browser = visit()
    browser.sign_in("owner@example.org", "a long password")

    assert "No delegation is invited yet" in browser.get("/second/delegations/overview").words
    assert "Nobody matches" in browser.get("/second/delegations/people").words


def test_as_many_selects_for_few_as_for_many(demo, visit):
    desk = visit("secretariat")
    addresses = (OVERVIEW, "/demo/delegations/people", "/demo/delegations/", "/demo/search?q=a")

    def asked():
        seen = []
        for address in addresses:
            db.session.expunge_all()
            with selects() as statements:
                desk.get(address)
            seen.append(len(statements))
        return seen

    before = asked()
    with transaction():
        for number in range(40):
            services.enter_participant(
                demo.delegation("CL"), person("adviser", f"Inés {number}"), by=demo.user("secretariat")
            )

    assert asked() == before
    assert max(before) <= 12
