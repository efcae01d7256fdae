"""The officer's queue: what waits, one case after the other, whoever else decides meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.registration import services, waiting
from fairapp.registration.models import Delegation
from fairapp.registration.services import approval
from tests.conftest import TODAY
from tests.registration.helpers import chile_with_letter, person
from tests.registration.test_approval import accredited_chile, change, named
from tests.selects import selects

QUEUE = "/demo/delegations/queue"


def decide(officer, case, act, **more):
    """Press a button of the case as the page shows it."""
    page = officer.get(f"{QUEUE}?case={case}")
    button = page.soup.select_one(f"button[name=act][value={act}]")
    assert button, f"{case} offers no {act}"
    sent = {e["name"]: e.get("value", "") for e in button.find_parent("form").select("input[type=hidden]")}
    ticked = [e["value"] for e in button.find_parent("form").select("input[type=checkbox][checked]")]
    return officer.post(QUEUE, {**sent, "changes": ticked, "act": act, **more})


def keys(demo):
    return [case.key for case in waiting.cases(demo.edition.id)]


def test_everything_that_waits_is_there_the_oldest_first_and_badges_last(demo):
    with clock.stopped_at(TODAY - timedelta(days=60)):
        chile = chile_with_letter(demo)

    cases = waiting.cases(demo.edition.id)

    assert cases[0].key == f"letter-{chile.id}"
    decisions = [case for case in cases if case.kind != "badges"]
    assert [case.since for case in decisions] == sorted(case.since for case in decisions)
    assert [case.kind == "badges" for case in cases] == [False] * len(decisions) + [True] * (
        len(cases) - len(decisions)
    )


def test_exhibitors_who_send_no_letter_wait_for_verification_with_their_composition(demo):
    exhibitor = demo.delegation("exhibitor-a01")
    with transaction():
        services.return_credential(exhibitor, "Otro stand.", by=demo.user("protocol"))
    assert f"letter-{exhibitor.id}" not in keys(demo)

    with transaction():
        services.submit_composition(exhibitor, by=demo.user("secretariat"))

    assert f"letter-{exhibitor.id}" in keys(demo)


def test_counting_what_waits_agrees_with_the_list_and_is_one_select(demo):
    chile, number = accredited_chile(demo), demo.edition.id
    before = waiting.counts(number)
    change(demo, named(chile, "Ada"), office="Ministra")
    with transaction():
        services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))

    with selects() as seen:
        counts = waiting.counts(number)
    assert len(seen) == 1
    with selects() as seen:
        cases = waiting.cases(number)
    assert len(seen) == 1

    assert counts == {kind: sum(c.kind == kind for c in cases) for kind in waiting.KINDS}
    assert {kind: counts[kind] - before[kind] for kind in ("person", "changes")} == {
        "person": 1,
        "changes": 1,
    }


def test_the_case_shows_the_letter_beside_the_composition(demo, visit):
    chile = chile_with_letter(demo)

    page = visit("protocol").get(f"{QUEUE}?case=letter-{chile.id}")

    picture = page.soup.select_one(".letter-pages img")
    assert picture["alt"] == "Page 1 of the credential letter of Chile"
    assert "Elena CABEZA" in page.soup.select_one(".case").get_text()
    assert page.soup.select_one(".queue-list [aria-current]").get_text().split()[0] == "Chile"


def test_verifying_notes_what_the_letter_says_and_brings_the_next_case(demo, visit):
    with clock.stopped_at(TODAY - timedelta(days=60)):
        chile = chile_with_letter(demo)
    protocol, following = visit("protocol"), keys(demo)[1]

    answer = decide(
        protocol, f"letter-{chile.id}", "verify", dated="2027-02-20", signatory="Canciller Modelo"
    )

    assert answer.response.headers["Location"].endswith(f"{QUEUE}?case={following}#case-title")
    page = protocol.follow(answer)
    assert "Chile: The credential is verified." in page.soup.select_one("[data-said]").get_text()
    db.session.expire_all()
    assert (chile.status, chile.letter.signatory) == ("verified", "Canciller Modelo")
    assert chile.letter.dated.isoformat() == "2027-02-20"


@pytest.mark.parametrize(("dated", "says"), [("2027-12-01", "still to come"), ("yesterday", "")])
def test_a_date_that_cannot_be_is_said_beside_the_field_and_nothing_is_verified(demo, visit, dated, says):
    chile = chile_with_letter(demo)

    page = decide(visit("protocol"), f"letter-{chile.id}", "verify", dated=dated, signatory="Canciller")

    assert page.status == 422
    assert says in page.soup.find(id="dated-error").get_text()
    assert page.soup.find(id="signatory")["value"] == "Canciller"
    assert chile.status == "letter_received"


def test_a_return_without_a_reason_opens_the_field_again(demo, visit):
    chile = chile_with_letter(demo)
    protocol = visit("protocol")

    page = decide(protocol, f"letter-{chile.id}", "return", reason=" ")
    assert page.status == 422
    assert page.soup.select_one("details.case-no").has_attr("open")
    assert page.soup.find(id="reason-error")

    decide(protocol, f"letter-{chile.id}", "return", reason="Falta la firma.")
    db.session.expire_all()
    assert (chile.status, chile.steps[-1].reason) == ("returned", "Falta la firma.")


def test_verified_then_accredited_then_badges(demo, visit):
    chile = chile_with_letter(demo)
    protocol = visit("protocol")

    decide(protocol, f"letter-{chile.id}", "verify")
    decide(protocol, f"accredit-{chile.id}", "accredit")
    decide(protocol, f"badges-{chile.id}", "issue")

    db.session.expire_all()
    assert chile.status == "badge_issued"
    assert not [key for key in keys(demo) if key.endswith(f"-{chile.id}")]


def test_somebody_new_is_approved_or_refused(demo, visit):
    chile = accredited_chile(demo)
    with transaction():
        first = services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))
        second = services.enter_participant(chile, person(given="Otra"), by=demo.user("focal"))
    protocol = visit("protocol")

    decide(protocol, f"person-{first.id}", "approve")
    page = protocol.follow(decide(protocol, f"person-{second.id}", "refuse", reason="No figura."))

    assert "Chile: Otra Prueba was not accepted" in page.words
    db.session.expire_all()
    assert [p.given_names for p in chile.participants if p.standing == "accredited"] == [
        "Elena",
        "Ada",
        "Nueva",
    ]
    assert len(chile.participants) == 3


def test_changes_are_shown_old_beside_new_and_decided_as_ticked(demo, visit):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    change(demo, ada, office="Ministra", institution="Agencia")
    office, _institution = sorted(approval.open_changes(ada), key=lambda c: c.field, reverse=True)
    protocol, case = visit("protocol"), f"changes-{chile.id}"

    page = protocol.get(f"{QUEUE}?case={case}")
    pairs = {(li.find("del").get_text(), li.find("ins").get_text()) for li in page.soup.select(".diff li")}
    assert ("Asesora", "Ministra") in pairs
    decide(protocol, case, "refuse", changes=[office.id], reason="La carta dice otra cosa.")
    decide(protocol, case, "approve")

    db.session.expire_all()
    assert (ada.office, ada.institution) in {("Asesora", "Agencia"), ("Ministra", "")}
    assert case not in keys(demo)


def test_what_runs_into_a_rule_is_said_and_the_case_stays(demo, visit):
    chile = accredited_chile(demo)
    change(demo, named(chile, "Ada"), role="head")

    page = decide(visit("protocol"), f"changes-{chile.id}", "approve")

    assert page.status == 409
    assert "Elena Cabeza" in page.soup.select_one(".case [role=alert]").get_text()
    assert f"changes-{chile.id}" in keys(demo)


def test_nothing_ticked_is_no_decision(demo, visit):
    chile = accredited_chile(demo)
    change(demo, named(chile, "Ada"), office="Ministra")

    decide(visit("protocol"), f"changes-{chile.id}", "approve", changes=[])

    assert f"changes-{chile.id}" in keys(demo)


@pytest.mark.parametrize("act", ["verify", "return"])
def test_whoever_comes_second_reads_it_and_goes_on(demo, visit, act):
    chile = chile_with_letter(demo)
    protocol = visit("protocol")
    page = protocol.get(f"{QUEUE}?case=letter-{chile.id}")
    sent = {e["name"]: e["value"] for e in page.soup.select(".case form input[type=hidden]")}
    with transaction():
        services.verify(chile, by=demo.user("secretariat"))
        services.accredit(chile, by=demo.user("secretariat"))
    with transaction():
        services.withdraw(chile, by=demo.user("focal"))

    answer = protocol.post(QUEUE, {**sent, "act": act, "reason": "Tarde."}, 303)

    assert "Chile: This delegation has withdrawn." in protocol.follow(answer).words


def test_a_composition_changed_since_it_was_read_is_looked_at_again(demo, visit):
    chile = chile_with_letter(demo)
    protocol = visit("protocol")
    page = protocol.get(f"{QUEUE}?case=letter-{chile.id}")
    sent = {e["name"]: e["value"] for e in page.soup.select(".case form input[type=hidden]")}
    with transaction():
        services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))

    again = protocol.post(QUEUE, {**sent, "act": "verify", "signatory": "Canciller"}, 409)

    assert "Somebody changed this meanwhile." in again.words
    assert "Nueva PRUEBA" in again.words
    assert again.soup.find(id="signatory")["value"] == "Canciller"
    assert decide(protocol, f"letter-{chile.id}", "verify").status == 303


def test_a_person_taken_out_meanwhile_is_said(demo, visit):
    chile = accredited_chile(demo)
    with transaction():
        new = services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))
    protocol = visit("protocol")
    page = protocol.get(f"{QUEUE}?case=person-{new.id}")
    sent = {e["name"]: e["value"] for e in page.soup.select(".case form input[type=hidden]")}
    with transaction():
        services.remove_participant(new, by=demo.user("focal"))

    answer = protocol.post(QUEUE, {**sent, "act": "approve"}, 303)

    assert "Somebody decided this meanwhile." in protocol.follow(answer).words


@pytest.mark.parametrize(
    ("case", "act", "status"),
    [
        ("letter-999999", "verify", 303),
        ("nonsense", "verify", 400),
        ("letter-1", "accredit", 400),
        ("", "", 400),
    ],
)
def test_what_is_no_case_or_no_act_does_nothing(demo, visit, case, act, status):
    visit("protocol").post(QUEUE, {"case": case, "act": act}, status)


@pytest.mark.parametrize("short", ["focal", "delegate", "exhibitor", "rapporteur"])
def test_only_officers_have_a_queue(demo, visit, short):
    browser = visit(short)

    browser.get(QUEUE, 403)
    browser.post(QUEUE, {"case": "letter-1", "act": "verify"}, 403)


def test_an_empty_queue_teaches_what_comes_there(demo, visit):
    secretariat = visit("secretariat")
    for number in {case.delegation_id for case in waiting.cases(demo.edition.id)}:
        with transaction():
            services.withdraw(db.session.get_one(Delegation, number), by=demo.user("secretariat"))

    assert "Nothing waits for a decision" in secretariat.get(QUEUE).words


def test_one_kind_can_be_worked_through_alone(demo, visit):
    chile_with_letter(demo)
    page = visit("protocol").get(f"{QUEUE}?kind=letter")

    shown = page.soup.select(".queue-list a")
    assert len(shown) == waiting.counts(demo.edition.id)["letter"]
    assert all("kind=letter" in a["href"] for a in shown)
    visit("protocol").get(f"{QUEUE}?kind=nonsense&case=x")


def test_the_page_asks_few_questions_however_much_waits(demo, visit):
    protocol = visit("protocol")
    chile = accredited_chile(demo)
    case = f"changes-{chile.id}"
    change(demo, named(chile, "Ada"), office="Ministra")
    db.session.rollback()  # what the test looked up itself must not spare the page a question
    db.session.expunge_all()
    with selects() as few:
        protocol.get(f"{QUEUE}?case={case}")
    chile = demo.delegation("CL")
    for each in range(6):
        with transaction():
            new = services.enter_participant(
                chile, person(given=f"Nueva {each}"), by=demo.user("secretariat")
            )
            services.enter_participant(chile, person(given=f"Otra {each}"), by=demo.user("focal"))
        change(demo, new, office="Ministra")
    db.session.expunge_all()
    with selects() as many:
        page = protocol.get(f"{QUEUE}?case={case}")

    assert len(many) == len(few) <= 12
    assert len(page.text) < 100_000
