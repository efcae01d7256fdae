"""Inviting states and organizations: who is offered on which days, in one step, never twice."""

from __future__ import annotations

from datetime import date

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select

from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.registration import errors, guests, services
from fairapp.registration.models import Delegation
from tests.races.crowd import all_at_once
from tests.registration.helpers import facts
from tests.registration.test_editions import open_small_edition
from tests.selects import selects

NICARAGUA_LEFT = date(2023, 11, 19)
RUSSIA_SUSPENDED = date(2022, 4, 21)


def offered(edition):
    return {code for group in guests.groups(edition) for code, _name in group.choices}


def on(day, edition):
    edition.first_day = edition.last_day = day
    return edition


@pytest.mark.parametrize(
    ("day", "code", "comes"),
    [
        (date(2023, 11, 18), "NI", True),
        (NICARAGUA_LEFT, "NI", False),
        (date(2022, 4, 20), "RU", True),
        (RUSSIA_SUSPENDED, "RU", False),
        (date(2022, 12, 31), "VE", True),
        (date(2023, 1, 1), "VE", False),
        (date(2017, 6, 19), "CU", False),
    ],
)
def test_who_is_offered_depends_on_the_first_day_of_the_meeting(clean, day, code, comes):
    edition, owner = open_small_edition()
    on(day, edition)

    assert (code in offered(edition)) is comes
    assert (code in {absence.party.code for absence in reference.absences(day)}) is not comes
    if comes:
        services.invite_chosen(edition, [code], by=owner)
        return
    with pytest.raises(errors.NotInvitable):
        services.invite_chosen(edition, [code], by=owner)


def test_everybody_of_the_hemisphere_is_offered_or_named_with_the_reason(app, clean):
    edition, _owner = open_small_edition()

    with app.test_request_context():
        said = guests.absent(on(date(2027, 4, 22), edition))

    assert said == [
        "Cuba: a member state that does not participate.",
        "Nicaragua: no longer a member state since November 19, 2023.",
        "Venezuela: nobody has occupied the seat since January 1, 2023.",
        "Russian Federation: observer status suspended since April 21, 2022.",
    ]
    states = {absence.party.code for absence in reference.absences(edition.first_day)}
    assert len(states - {"RU"}) + len(reference.member_states(edition.first_day)) == 35


def test_a_state_that_had_not_joined_yet_is_named_with_the_day(app, clean):
    edition, _owner = open_small_edition()

    with app.test_request_context():
        said = guests.absent(on(date(1965, 5, 1), edition))

    assert "Barbados: not a member state before January 1, 1967." in said


def test_many_are_invited_in_one_step_and_nobody_twice(clean):
    edition, owner = open_small_edition()

    with transaction():
        first = services.invite_chosen(edition, ["JM", "ES", "paho"], by=owner)
    with transaction():
        second = services.invite_chosen(edition, ["JM", "ES", "paho", "MX"], by=owner)

    assert [d.member_code for d in first.delegations] == ["JM", "ES", "paho"]
    assert ([d.member_code for d in second.delegations], second.before) == (["MX"], 3)
    assert facts(f"delegation:{first.delegations[0].id}") == ["DelegationInvited"]


def test_one_who_cannot_come_stops_the_whole_step(clean):
    edition, owner = open_small_edition()

    with pytest.raises(errors.NotInvitable), transaction():
        services.invite_chosen(edition, ["JM", "NI"], by=owner)

    assert db.session.scalar(select(func.count(Delegation.id))) == 0


def test_all_states_are_invited_in_one_step_and_once(clean):
    edition, owner = open_small_edition()
    with transaction():
        first = services.invite_all_states(edition, by=owner)
    with transaction():
        second = services.invite_all_states(edition, by=owner)

    assert (len(first.delegations), second.delegations, second.before) == (32, [], 32)
    assert {d.category for d in first.delegations} == {"member_state"}


@pytest.mark.races
def test_two_who_invite_everybody_at_once_invite_everybody_once(clean, app):
    edition, owner = open_small_edition()
    edition_id, owner_id = edition.id, owner.id
    db.session.rollback()

    def invite(_number):
        from fairapp.accounts.models import User
        from fairapp.edition.models import Edition

        with transaction():
            here = db.session.get_one(Edition, edition_id)
            services.invite_all_states(here, by=db.session.get_one(User, owner_id))
        return "done"

    assert all_at_once(app, 4, invite) == {"done": 4}
    assert db.session.scalar(select(func.count(Delegation.id))) == 32


def test_names_that_fold_alike_are_two_organizations(clean):
    edition, owner = open_small_edition()

    def invite(name):
        with transaction():
            return services.invite_organization(
                edition, Translated(en=name), "civil_society", by=owner
            ).member_code

    assert invite("Casa Abierta") == "org-casaabierta"
    assert invite("CASÁ-abierta") == "org-casaabierta-2"
    assert invite("Casa Abierta!") == "org-casaabierta-3"
    assert invite("A very long name of a network of cities, first") != invite(
        "A very long name of a network of cities, second"
    )


@pytest.mark.parametrize("again", [{"en": "casa  ABIERTA"}, {"es": "Casa abierta", "en": "Open House"}])
def test_the_same_name_in_any_language_is_the_same_organization(clean, again):
    edition, owner = open_small_edition()
    with transaction():
        services.invite_organization(
            edition, Translated(en="Casa Abierta", es="Casa Abierta"), "civil_society", by=owner
        )

    with pytest.raises(errors.AlreadyRegistered), transaction():
        services.invite_organization(edition, Translated(again), "academia", by=owner)


def test_the_code_of_an_organization_does_not_hang_on_the_language_of_the_page(clean):
    edition, owner = open_small_edition()
    with force_locale("fr"), transaction():
        made = services.invite_organization(edition, Translated(en="Cities", fr="Villes"), "press", by=owner)

    assert made.member_code == "org-cities"


def test_the_chosen_are_invited_from_the_page_in_one_post(demo, visit):
    secretariat = visit("secretariat")
    typed = {"parties": ["DE", "IT", "cidi"]}

    answer = secretariat.post("/demo/delegations/invite", typed, 303)
    assert "3 delegations are invited." in secretariat.follow(answer).words
    answer = secretariat.post("/demo/delegations/invite", typed, 303)

    assert "Nobody new: everybody chosen is invited already." in secretariat.follow(answer).words
    assert demo.delegation("DE").status == "invited"


def test_one_of_several_that_was_invited_before_is_said(demo, visit):
    secretariat = visit("secretariat")

    answer = secretariat.post("/demo/delegations/invite", {"parties": ["DE", "JM"]}, 303)
    page = secretariat.follow(answer)

    assert page.h1 == "Germany"
    assert "1 of those chosen was invited already." in page.words


@pytest.mark.parametrize("parties", [[], ["XX"], ["DE", "NI"]])
def test_nobody_or_somebody_unknown_is_refused_beside_the_list_and_ticks_stay(demo, visit, parties):
    secretariat = visit("secretariat")

    page = secretariat.post("/demo/delegations/invite", {"parties": parties}, 422)

    assert page.soup.find(id="parties-error")
    ticked = {box["value"] for box in page.soup.select("input[name=parties][checked]")}
    assert ticked == {"DE"} & set(parties)
    assert "DE" in offered(demo.edition)


def test_a_group_is_ticked_and_cleared_without_scripts(demo, visit):
    secretariat = visit("secretariat")
    page = secretariat.post("/demo/delegations/invite", {"parties": ["DE"], "all": "un_system"}, 200)
    ticked = page.form("/invite")["parties"]

    assert "DE" in ticked
    assert len(ticked) == 10
    page = secretariat.post("/demo/delegations/invite", {"parties": ticked, "none": "un_system"}, 200)
    assert page.form("/invite")["parties"] == ["DE"]
    assert "DE" in offered(demo.edition)


def test_who_is_invited_already_is_shown_and_not_offered(demo, visit):
    page = visit("secretariat").get("/demo/delegations/invite")

    assert not page.soup.find(id="p-JM")
    assert page.soup.find("a", href=f"/demo/delegations/{demo.delegation('JM').id}")
    assert "Nicaragua: no longer a member state" in page.words
    assert "Invite all" not in page.words


def test_all_member_states_are_one_button_that_says_how_many(clean, visit):
    open_small_edition()
    secretariat = visit()
    secretariat.sign_in("owner@example.org", "a long password")
    page = secretariat.get("/second/delegations/invite")
    assert "Invite all 32 member states" in page.words

    answer = secretariat.post("/second/delegations/invite/member-states", {}, 303)

    assert "32 delegations are invited." in secretariat.follow(answer).words


def test_an_organization_of_its_own_name_is_invited_once(demo, visit):
    secretariat = visit("secretariat")
    typed = {
        "other-name-en": "Network of Fictitious Cities",
        "other-name-es": "Red de Ciudades Ficticias",
        "other-category": "local_government",
    }

    secretariat.post("/demo/delegations/invite/organization", typed, 303)
    page = secretariat.post("/demo/delegations/invite/organization", typed, 409)

    assert "Network of Fictitious Cities has a delegation" in page.words
    secretariat.post("/demo/delegations/invite/organization", {"other-category": "academia"}, 422)
    secretariat.post(
        "/demo/delegations/invite/organization", {**typed, "other-category": "member_state"}, 422
    )


def test_a_guest_who_comes_alone_is_a_delegation_of_one(demo, visit):
    secretariat = visit("secretariat")

    answer = secretariat.post(
        "/demo/delegations/invite/organization",
        {"other-name-es": "נועה דוגמה", "other-category": "special_guest"},
        303,
    )

    assert secretariat.follow(answer).h1.startswith("נועה דוגמה")


def test_a_name_that_turns_the_text_around_it_is_refused_in_its_language(demo, visit):
    page = visit("secretariat").post(
        "/demo/delegations/invite/organization",
        {"other-name-en": "Fair", "other-name-fr": "Foire\u202e", "other-category": "press"},
        422,
    )

    assert "U+202E" in page.soup.find(id="other-name-fr-error").get_text()
    assert not page.soup.find(id="other-name-en-error")


def test_the_page_costs_the_same_however_many_are_invited(clean, visit):
    open_small_edition()
    secretariat = visit()
    secretariat.sign_in("owner@example.org", "a long password")
    secretariat.post("/second/delegations/invite", {"parties": ["JM"]}, 303)
    with selects() as before:
        page = secretariat.get("/second/delegations/invite")
    secretariat.post("/second/delegations/invite/member-states", {}, 303)
    with selects() as after:
        secretariat.get("/second/delegations/invite")

    assert len(after) == len(before) <= 12
    assert len(page.text) < 100_000
