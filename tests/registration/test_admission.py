"""Once a delegation is accredited, its people can sign in."""

from __future__ import annotations

from sqlalchemy import select

from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.registration.services import PersonDetails, change_participant, enter_participant


def newcomer(**more) -> PersonDetails:
    given = {"role": "adviser", "given_names": "Noa", "family_names": "Muestra", "office": "Asesora", **more}
    return PersonDetails(**given)


def letters_to(address: str) -> list[str]:
    return [x.kind for x in db.session.scalars(select(Letter).where(Letter.to_email == address))]


def test_somebody_who_joins_an_accredited_delegation_can_sign_in(demo):
    with transaction():
        person = enter_participant(
            demo.delegation("JM"),
            newcomer(email="Noa@example.org", languages=["es"]),
            by=demo.user("secretariat"),
        )

    assert (person.user.email, person.user.lang, person.user.name) == ("noa@example.org", "es", "Noa Muestra")
    assert letters_to("noa@example.org") == ["participant-welcome"]


def test_nobody_of_a_delegation_that_is_not_accredited_is_let_in(demo):
    with transaction():
        person = enter_participant(
            demo.delegation("CL"), newcomer(email="noa@example.org"), by=demo.user("focal")
        )

    assert person.user is None
    assert letters_to("noa@example.org") == []


def test_a_corrected_address_is_the_one_that_comes_in(demo):
    with transaction():
        person = enter_participant(
            demo.delegation("JM"), newcomer(email="wrong@example.org"), by=demo.user("secretariat")
        )
    with transaction():
        change_participant(person, newcomer(email="right@example.org"), by=demo.user("secretariat"))

    assert person.user.email == "right@example.org"
    assert letters_to("right@example.org") == ["participant-welcome"]


def test_other_changes_write_no_second_letter(demo):
    with transaction():
        person = enter_participant(
            demo.delegation("JM"), newcomer(email="noa@example.org"), by=demo.user("secretariat")
        )
    with transaction():
        change_participant(
            person, newcomer(email="noa@example.org", office="Directora"), by=demo.user("secretariat")
        )

    assert letters_to("noa@example.org") == ["participant-welcome"]
