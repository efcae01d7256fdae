"""The verbs: people, credentials, precedence, invitations; and what each refuses."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from fairapp.core.db import db, transaction
from fairapp.core.files import UnsuitableFile
from fairapp.core.i18n import Translated
from fairapp.core.outbox import Letter
from fairapp.core.refusals import Stale
from fairapp.edition.errors import RegistrationClosed
from fairapp.registration import errors, queries, services
from fairapp.registration.models import Delegation, Participant
from fairapp.timetable.models import Claim, Resource
from fairapp.timetable.services import book
from fairapp.timetable.spans import Span
from fairapp.timetable.zones import spoken_in
from tests.registration.helpers import (
    after_closing,
    chile_with_letter,
    facts,
    letter,
    person,
    upload,
)


def _enter(demo, details, by="focal", code="CL"):
    with transaction():
        return services.enter_participant(demo.delegation(code), details, by=demo.user(by))


def test_a_delegation_has_one_head(demo):
    _enter(demo, person("head", "Elena", "Cabeza"))

    with pytest.raises(errors.HeadAlreadyNamed) as refused:
        _enter(demo, person("head", "Otro", "Cabeza"))

    assert refused.value.field == "role"
    assert refused.value.message == "Elena Cabeza is head of delegation; change that first."
    assert len(demo.delegation("CL").participants) == 1


def test_somebody_else_becomes_head_once_the_first_one_is_not(demo):
    first = _enter(demo, person("head", "Elena", "Cabeza"))
    second = _enter(demo, person("adviser", "Otro", "Cabeza"))

    with transaction():
        services.change_participant(first, person("adviser", "Elena", "Cabeza"), by=demo.user("focal"))
    with transaction():
        services.change_participant(second, person("head", "Otro", "Cabeza"), by=demo.user("focal"))

    assert demo.delegation("CL").head.name == "Otro Cabeza"
    assert [p.name for p in demo.delegation("CL").participants] == ["Otro Cabeza", "Elena Cabeza"]


def test_editing_an_adviser_into_a_second_head_is_refused_and_changes_nothing(demo):
    _enter(demo, person("head", "Elena", "Cabeza"))
    adviser = _enter(demo, person("adviser", "Otro", "Cabeza"))

    with pytest.raises(errors.HeadAlreadyNamed), transaction():
        services.change_participant(adviser, person("head", "Nuevo", "Nombre"), by=demo.user("focal"))

    assert (adviser.role, adviser.name) == ("adviser", "Otro Cabeza")


def test_a_delegation_has_one_alternate_head(demo):
    _enter(demo, person("alternate_head", "Alma", "Suplente"))

    with pytest.raises(errors.RoleTaken):
        _enter(demo, person("alternate_head", "Otra", "Suplente"))


def test_an_address_belongs_to_one_participant_of_the_edition(demo):
    taken = demo.person("delegate").email

    with pytest.raises(errors.AddressAlreadyUsed) as refused:
        _enter(demo, person(email=taken))

    assert refused.value.field == "email"
    assert demo.delegation("CL").participants == []


def test_two_people_without_an_address_are_welcome(demo):
    _enter(demo, person(given="Uno"))
    _enter(demo, person(given="Dos"))

    assert len(demo.delegation("CL").participants) == 2


def test_a_new_name_is_the_name_in_the_timetable_too(demo):
    entered = _enter(demo, person(given="Ines"))

    with transaction():
        services.change_participant(entered, person(given="Inés María"), by=demo.user("focal"))

    assert str(entered.resource.name) == "Inés María Prueba"
    assert facts(f"participant:{entered.id}") == ["ParticipantEntered", "ParticipantChanged"]


def test_saving_over_somebody_elses_change_is_refused(demo):
    entered = _enter(demo, person())
    seen = entered.version
    with transaction():
        services.change_participant(
            entered, person(office="Directora"), by=demo.user("secretariat"), version=seen
        )

    with pytest.raises(Stale), transaction():
        services.change_participant(entered, person(office="Jefa"), by=demo.user("focal"), version=seen)

    assert entered.office == "Directora"


def test_somebody_who_is_removed_leaves_the_timetable(demo):
    entered = _enter(demo, person())
    number, resource = entered.id, entered.resource_id

    with transaction():
        services.remove_participant(entered, by=demo.user("focal"))

    assert db.session.get(Participant, number) is None
    assert db.session.get(Resource, resource) is None


def test_somebody_who_is_expected_somewhere_stays_and_the_refusal_says_where(demo):
    entered = _enter(demo, person())
    with transaction():
        book(
            [entered.resource_id],
            Span(demo.moment(2, "06:00"), demo.moment(2, "06:20")),
            edition_id=demo.edition.id,
            purpose="session",
            subject="session:0",
            title=Translated(en="Opening panel"),
        )

    with pytest.raises(errors.Engaged) as refused, transaction():
        services.remove_participant(entered, by=demo.user("focal"))

    with spoken_in("America/New_York"):
        assert refused.value.message == (
            "Inés Prueba is expected elsewhere and cannot be removed yet. "
            "From 6:00\u00a0a.m. to 6:20\u00a0a.m., Inés Prueba is at “Opening panel”."
        )
    assert db.session.scalar(select(Claim).where(Claim.resource_id == entered.resource_id))


def test_a_hold_stands_in_the_way_of_removing_too(demo):
    entered = _enter(demo, person())
    with transaction():
        book(
            [entered.resource_id],
            Span(demo.moment(2, "06:00"), demo.moment(2, "06:20")),
            edition_id=demo.edition.id,
            purpose="meeting",
            subject="meeting:0",
            title=Translated(en="Bilateral"),
            expires_at=demo.moment(1, "18:00"),
        )

    with pytest.raises(errors.Engaged), transaction():
        services.remove_participant(entered, by=demo.user("focal"))


def test_after_closing_the_focal_point_is_refused_and_the_secretariat_is_not(demo, at):
    with at(after_closing(demo)):
        with pytest.raises(RegistrationClosed) as refused:
            _enter(demo, person())
        _enter(demo, person(), by="secretariat")

    assert "April 8, 2027" in refused.value.message
    assert len(demo.delegation("CL").participants) == 1


def test_whoever_got_a_credential_back_may_put_it_right_after_closing(demo, at):
    chile = chile_with_letter(demo)
    with transaction():
        services.return_credential(chile, "Falta una firma.", by=demo.user("protocol"))

    with at(after_closing(demo)), transaction():
        services.receive_letter(chile, letter("nueva.pdf"), by=demo.user("focal"))

    assert chile.status == "letter_received"


def test_the_whole_way_leaves_a_step_and_a_fact_for_each_move(demo):
    chile = chile_with_letter(demo)
    with transaction():
        services.verify(chile, by=demo.user("protocol"))
    with transaction():
        services.accredit(chile, by=demo.user("protocol"))

    assert [(s.from_status, s.to_status) for s in chile.steps] == [
        (None, "invited"),
        ("invited", "composition_received"),
        ("composition_received", "letter_received"),
        ("letter_received", "verified"),
        ("verified", "accredited"),
    ]
    assert [s.actor.email for s in chile.steps[-2:]] == ["protocol@example.org"] * 2
    assert facts(f"delegation:{chile.id}")[-4:] == [
        "CompositionSubmitted",
        "LetterReceived",
        "CredentialVerified",
        "DelegationAccredited",
    ]


def test_a_letter_that_came_first_counts_when_the_composition_is_submitted(demo):
    chile, focal = demo.delegation("CL"), demo.user("focal")
    with transaction():
        services.receive_letter(chile, letter(), by=focal)
    assert chile.status == "invited"
    _enter(demo, person("head"))

    with transaction():
        services.submit_composition(chile, by=focal)

    assert chile.status == "letter_received"


def test_a_composition_without_a_head_cannot_be_submitted(demo):
    _enter(demo, person("adviser"))

    with pytest.raises(errors.Incomplete) as refused, transaction():
        services.submit_composition(demo.delegation("CL"), by=demo.user("focal"))

    assert refused.value.message == "The head of delegation is not named yet."


def test_a_letter_is_looked_at_inside_whatever_its_name(demo):
    with pytest.raises(UnsuitableFile) as refused, transaction():
        services.receive_letter(
            demo.delegation("CL"), upload(b"Estimados senores", "carta.pdf"), by=demo.user("focal")
        )

    assert refused.value.field == "letter"
    assert demo.delegation("CL").letters == []


def test_a_letter_of_more_than_ten_megabytes_is_refused(demo):
    heavy = letter().stream.read() + b"%" * services.LETTER_LIMIT

    with pytest.raises(UnsuitableFile), transaction():
        services.receive_letter(demo.delegation("CL"), upload(heavy, "carta.pdf"), by=demo.user("focal"))


def test_a_second_letter_is_kept_beside_the_first(demo):
    chile = chile_with_letter(demo)

    with transaction():
        services.receive_letter(chile, letter("segunda.pdf"), by=demo.user("focal"))

    assert [each.file_name for each in chile.letters] == ["carta.pdf", "segunda.pdf"]
    assert chile.letter.file_name == "segunda.pdf"


def test_a_verified_letter_cannot_be_replaced_behind_protocols_back(demo):
    chile = chile_with_letter(demo)
    with transaction():
        services.verify(chile, by=demo.user("protocol"))

    with pytest.raises(errors.CredentialElsewhere), transaction():
        services.receive_letter(chile, letter(), by=demo.user("focal"))


def test_a_credential_is_accredited_once(demo):
    jamaica = demo.delegation("JM")

    with pytest.raises(errors.CredentialElsewhere) as refused, transaction():
        services.accredit(jamaica, by=demo.user("protocol"))

    assert refused.value.message == "This credential was accredited meanwhile."


def test_what_protocol_verifies_is_what_protocol_has_seen(demo):
    chile = chile_with_letter(demo)
    seen = chile.version
    _enter(demo, person("adviser"))

    with pytest.raises(Stale), transaction():
        services.verify(chile, by=demo.user("protocol"), version=seen)


def test_accreditation_needs_a_head_even_when_one_was_there_before(demo):
    chile = chile_with_letter(demo)
    with transaction():
        services.verify(chile, by=demo.user("protocol"))
    with transaction():
        services.remove_participant(chile.head, by=demo.user("focal"))

    with pytest.raises(errors.Incomplete), transaction():
        services.accredit(chile, by=demo.user("protocol"))


def test_a_credential_is_returned_with_a_reason_or_not_at_all(demo):
    chile = chile_with_letter(demo)

    with pytest.raises(errors.ReasonNeeded), transaction():
        services.return_credential(chile, "", by=demo.user("protocol"))

    assert chile.status == "letter_received"


def test_the_focal_point_is_told_why_the_credential_came_back_in_their_language(demo):
    chile = chile_with_letter(demo)

    with transaction():
        services.return_credential(chile, "Falta la firma.", by=demo.user("protocol"))

    written = db.session.scalars(select(Letter).where(Letter.kind == "credential-returned")).all()
    assert [(each.to_email, each.lang) for each in written if "Falta la firma." in each.text] == [
        ("focal@example.org", "es")
    ]


def test_a_return_undone_by_a_later_refusal_writes_to_nobody(demo):
    chile = chile_with_letter(demo)

    def return_and_verify():
        with transaction():
            services.return_credential(chile, "Falta la firma.", by=demo.user("protocol"))
            services.verify(chile, by=demo.user("protocol"))

    with pytest.raises(errors.CredentialElsewhere):
        return_and_verify()

    assert not db.session.scalars(select(Letter).where(Letter.kind == "credential-returned")).all()


def test_a_delegation_that_withdraws_gives_up_its_place_and_finds_it_again(demo):
    mexico, owner = demo.delegation("MX"), demo.user("secretariat")
    place = mexico.precedence

    with transaction():
        services.withdraw(mexico, by=owner)
    places = [d.precedence for d in queries.member_states(demo.edition.id)]
    assert mexico.precedence is None
    assert places == list(range(1, len(places) + 1))

    with transaction():
        services.renew_invitation(mexico, by=owner)
    assert mexico.precedence == place
    assert mexico.status == "invited"


def test_a_withdrawn_delegation_takes_no_people(demo):
    with transaction():
        services.withdraw(demo.delegation("MX"), by=demo.user("secretariat"))

    with pytest.raises(errors.CredentialElsewhere) as refused:
        _enter(demo, person(), by="secretariat", code="MX")

    assert refused.value.message == "This delegation has withdrawn."


def test_a_member_has_one_delegation_in_an_edition(demo):
    jamaica = next(p for p in services.reference_parties(demo.edition) if p.code == "JM")

    with pytest.raises(errors.AlreadyRegistered), transaction():
        services.invite_delegation(demo.edition, jamaica, by=demo.user("secretariat"))


@pytest.mark.races
def test_of_two_heads_entered_at_once_one_wins(demo, app):
    code, results = "CL", []
    gate = threading.Barrier(6)

    def enter(number):
        with app.app_context():
            delegation, focal = demo.delegation(code), demo.user("focal")
            db.session.rollback()
            gate.wait()
            try:
                with transaction():
                    services.enter_participant(
                        delegation, person("head", f"Cabeza {number}", "Prueba"), by=focal
                    )
                results.append("entered")
            except errors.HeadAlreadyNamed:
                results.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=enter, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["entered"] + ["refused"] * 5
    db.session.expire_all()
    assert [p.role for p in demo.delegation(code).participants] == ["head"]


@pytest.mark.races
def test_of_two_officers_who_accredit_at_once_one_does(demo, app):
    chile = chile_with_letter(demo)
    with transaction():
        services.verify(chile, by=demo.user("protocol"))
    results, gate = [], threading.Barrier(4)

    def accredit():
        with app.app_context():
            delegation, officer = demo.delegation("CL"), demo.user("protocol")
            db.session.rollback()
            gate.wait()
            try:
                with transaction():
                    services.accredit(delegation, by=officer)
                results.append("accredited")
            except errors.CredentialElsewhere:
                results.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=accredit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["accredited"] + ["refused"] * 3
    db.session.expire_all()
    assert [s.to_status for s in demo.delegation("CL").steps].count("accredited") == 1
    assert len(db.session.scalars(select(Delegation).where(Delegation.status == "accredited")).all()) > 1
