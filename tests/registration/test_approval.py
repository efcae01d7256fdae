"""Once a delegation is accredited, new people and changed fields wait for protocol, and only those."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from sqlalchemy import select

from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.core.refusals import Stale
from fairapp.registration import errors, history, services
from fairapp.registration.models import Participant, ProposedChange
from fairapp.registration.services import PersonDetails, approval
from tests.registration.helpers import chile_with_letter, facts, person
from tests.selects import selects


def accredited_chile(demo, *more):
    """Chile, accredited, with its head, an adviser and more people."""
    chile = chile_with_letter(demo)
    with transaction():
        for each in (person("adviser", "Ada", "Asesora"), *more):
            services.enter_participant(chile, each, by=demo.user("focal"))
    for verb in (services.verify, services.accredit):
        with transaction():
            verb(chile, by=demo.user("protocol"))
    return chile


def details(participant, **changes):
    """The person as a form would send them, with some fields changed."""
    known = {f.name: getattr(participant, f.name) for f in fields(PersonDetails)}
    return replace(PersonDetails(**known), **changes)


def change(demo, participant, *, by="focal", **changes):
    with transaction():
        services.change_participant(participant, details(participant, **changes), by=demo.user(by))


def named(delegation, given):
    return next(p for p in delegation.participants if p.given_names == given)


def asked(participant):
    return {c.field: (c.old, c.new) for c in approval.open_changes(participant)}


def letters(kind):
    return list(db.session.scalars(select(Letter).where(Letter.kind == kind)))


def test_somebody_new_awaits_approval_and_has_no_account_before(demo):
    chile = accredited_chile(demo)

    with transaction():
        new = services.enter_participant(
            chile, person(given="Nueva", email="nueva@example.org"), by=demo.user("focal")
        )
    assert (new.standing, new.is_accredited, new.user) == ("entered", False, None)

    with transaction():
        services.approve_person(new, by=demo.user("protocol"), version=new.version)
    assert new.is_accredited
    assert new.user.email == "nueva@example.org"
    assert "PersonApproved" in facts(f"participant:{new.id}")


@pytest.mark.parametrize("short", ["protocol", "secretariat"])
def test_whom_protocol_or_the_secretariat_enter_takes_part_at_once(demo, short):
    chile = accredited_chile(demo)

    with transaction():
        new = services.enter_participant(chile, person(given="Nueva"), by=demo.user(short))

    assert new.is_accredited


def test_somebody_refused_is_gone_and_the_focal_point_is_told_why(demo):
    chile = accredited_chile(demo)
    with transaction():
        new = services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))
    number = new.id

    with pytest.raises(errors.ReasonNeeded) as refused, transaction():
        services.refuse_person(new, "", by=demo.user("protocol"))
    assert refused.value.field == "reason"
    with transaction():
        services.refuse_person(new, "No figura en la carta.", by=demo.user("protocol"))

    assert db.session.get(Participant, number) is None
    assert ["No figura en la carta." in each.text for each in letters("person-refused")] == [True]
    newest = history.of(chile)[0]
    assert (newest.title, newest.reason) == ("Nueva Prueba was not accepted", "No figura en la carta.")
    assert newest.who == demo.user("protocol").name
    assert newest.function == "protocol"


def test_only_what_was_verified_waits_the_rest_counts_at_once(demo):
    ada = named(accredited_chile(demo), "Ada")

    change(demo, ada, office="Ministra", phone="+56 2 555 0199", diet="vegan")

    assert (ada.office, ada.phone, ada.diet) == ("Asesora", "+56 2 555 0199", "vegan")
    assert asked(ada) == {"office": ("Asesora", "Ministra")}
    assert ada.is_accredited
    assert facts(f"participant:{ada.id}")[-2:] == ["ChangeProposed", "ParticipantChanged"]


def test_a_second_wish_replaces_the_first_and_the_old_value_takes_it_back(demo):
    ada = named(accredited_chile(demo), "Ada")
    change(demo, ada, office="Ministra")
    first = approval.open_changes(ada)[0].id

    change(demo, ada, office="Viceministra")
    assert asked(ada) == {"office": ("Asesora", "Viceministra")}
    assert db.session.get(ProposedChange, first).decision == "taken_back"

    change(demo, ada, office="Viceministra")
    assert len(approval.open_changes(ada)) == 1

    change(demo, ada, office="Asesora")
    assert asked(ada) == {}
    assert "ChangeTakenBack" in facts(f"participant:{ada.id}")


def test_the_form_is_filled_with_what_was_asked_for(demo):
    ada = named(accredited_chile(demo), "Ada")
    change(demo, ada, office="Ministra")

    wish = approval.as_proposed(ada)

    assert (wish.office, wish.given_names, wish.version) == ("Ministra", "Ada", ada.version)


def test_what_protocol_changes_counts_at_once_and_answers_an_equal_wish(demo):
    ada = named(accredited_chile(demo), "Ada")
    change(demo, ada, office="Ministra", institution="Agencia")

    change(demo, ada, by="secretariat", office="Ministra", institution="Ministerio")

    assert (ada.office, ada.institution) == ("Ministra", "Ministerio")
    assert asked(ada) == {"institution": ("Ministerio", "Agencia")}
    decided = next(each for each in ada.changes if each.field == "office")
    assert decided.decision == "approved"


def test_an_approved_change_is_written_and_told_in_one_letter(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    change(demo, ada, office="Ministra", family_names="Asesora Mayor")
    ids = [c.id for c in approval.open_changes(ada)]

    with transaction():
        services.approve_changes(chile, ids, by=demo.user("protocol"))

    assert (ada.office, ada.family_names) == ("Ministra", "Asesora Mayor")
    assert ada.resource.name.to("es") == "Ada Asesora Mayor"
    assert asked(ada) == {}
    [letter] = letters("changes-approved")
    assert "“Ministra”" in letter.text
    assert "“Asesora Mayor”" in letter.text


def test_a_refused_change_leaves_the_record_and_says_why(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    change(demo, ada, office="Ministra", institution="Agencia")
    office = next(c for c in approval.open_changes(ada) if c.field == "office")

    with pytest.raises(errors.ReasonNeeded), transaction():
        services.refuse_changes(chile, [office.id], "", by=demo.user("protocol"))
    with transaction():
        services.refuse_changes(chile, [office.id], "La carta dice otra cosa.", by=demo.user("protocol"))

    assert ada.office == "Asesora"
    assert set(asked(ada)) == {"institution"}
    assert "La carta dice otra cosa." in letters("changes-refused")[0].text
    newest = history.of(chile)[0]
    assert newest.title == "Changes refused"
    assert newest.lines == ["Ada Asesora, Office: “Ministra” instead of “Asesora”"]


def test_what_was_decided_or_replaced_meanwhile_cannot_be_decided_again(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    change(demo, ada, office="Ministra")
    seen = [c.id for c in approval.open_changes(ada)]
    change(demo, ada, office="Viceministra")

    with pytest.raises(errors.DecidedMeanwhile), transaction():
        services.approve_changes(chile, seen, by=demo.user("protocol"))

    assert ada.office == "Asesora"


def test_changes_of_another_delegation_cannot_be_decided_through_this_one(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    change(demo, ada, office="Ministra")
    ids = [c.id for c in approval.open_changes(ada)]

    with pytest.raises(errors.DecidedMeanwhile), transaction():
        services.approve_changes(demo.delegation("JM"), ids, by=demo.user("protocol"))


def test_a_new_head_and_the_old_one_are_approved_together_whatever_the_order(demo):
    chile = accredited_chile(demo)
    head, ada = chile.head, named(chile, "Ada")
    change(demo, ada, role="head")
    change(demo, head, role="adviser")
    both = [c.id for p in (ada, head) for c in approval.open_changes(p)]

    for alone, refusal in ((both[:1], errors.HeadAlreadyNamed), (both[1:], errors.HeadNeeded)):
        with pytest.raises(refusal), transaction():
            services.approve_changes(chile, alone, by=demo.user("protocol"))
    with transaction():
        services.approve_changes(chile, both, by=demo.user("protocol"))

    assert (ada.role, head.role, chile.head) == ("head", "adviser", ada)
    assert chile.participants[0] is ada


def test_head_and_alternate_head_may_change_places(demo):
    chile = accredited_chile(demo, person("alternate_head", "Alma", "Alterna"))
    head, alma = chile.head, named(chile, "Alma")
    change(demo, head, role="alternate_head")
    change(demo, alma, role="head")

    with transaction():
        services.approve_changes(
            chile,
            [c.id for p in (head, alma) for c in approval.open_changes(p)],
            by=demo.user("protocol"),
        )

    assert (head.role, alma.role) == ("alternate_head", "head")


def test_more_of_a_role_than_may_be_is_refused_as_a_whole(demo):
    chile = accredited_chile(demo, person("alternate_head", "Alma", "Alterna"))
    ada = named(chile, "Ada")
    change(demo, ada, role="alternate_head")

    with pytest.raises(errors.RoleTaken), transaction():
        services.approve_changes(chile, [c.id for c in approval.open_changes(ada)], by=demo.user("protocol"))

    assert ada.role == "adviser"
    assert set(asked(ada)) == {"role"}


def test_a_change_that_would_name_two_people_alike_is_refused_when_approved(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    change(demo, ada, given_names="Eva", family_names="Doble")
    with transaction():
        services.enter_participant(chile, person(given="Eva", family="Doble"), by=demo.user("secretariat"))

    with pytest.raises(errors.AlreadyInDelegation), transaction():
        services.approve_changes(chile, [c.id for c in approval.open_changes(ada)], by=demo.user("protocol"))

    assert ada.given_names == "Ada"


def test_the_focal_point_does_not_remove_the_head_of_an_accredited_state(demo):
    chile = accredited_chile(demo)

    with pytest.raises(errors.HeadNeeded), transaction():
        services.remove_participant(chile.head, by=demo.user("focal"))

    assert chile.head is not None


def test_what_protocol_approves_is_what_protocol_has_seen(demo):
    chile = accredited_chile(demo)
    with transaction():
        new = services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))
    seen = new.version
    change(demo, new, office="Otra cosa")

    with pytest.raises(Stale), transaction():
        services.approve_person(new, by=demo.user("protocol"), version=seen)

    assert new.standing == "entered"


def test_before_accreditation_and_after_a_return_changes_count_at_once(demo):
    chile = chile_with_letter(demo)
    change(demo, chile.head, office="Presidenta")
    assert chile.head.office == "Presidenta"
    for verb in (services.verify, services.accredit):
        with transaction():
            verb(chile, by=demo.user("protocol"))
    change(demo, chile.head, office="Ministra")
    with transaction():
        services.return_credential(chile, "Falta la firma.", by=demo.user("protocol"))

    change(demo, chile.head, office="Ministra")

    assert chile.head.office == "Ministra"
    assert asked(chile.head) == {}


def test_what_waits_in_a_delegation_is_one_select(demo):
    chile = accredited_chile(demo)
    for each in chile.participants:
        change(demo, each, office="Otra")

    ids = [p.id for p in chile.participants]
    with selects() as seen:
        found = approval.open_changes_in(ids)

    assert sorted(found) == sorted(ids)
    assert len(seen) == 1
