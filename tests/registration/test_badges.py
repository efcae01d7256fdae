"""Badges: the delegation stands where its people's badges stand."""

from __future__ import annotations

import pytest

from fairapp.core.db import db, transaction
from fairapp.registration import errors, history, services
from tests.registration.helpers import chile_with_letter, facts, person
from tests.registration.test_approval import accredited_chile, change, named


def issue(demo, chile, *people):
    with transaction():
        services.issue_badges(chile, by=demo.user("protocol"), people=[p.id for p in people] or None)


def collect(demo, chile, *people):
    with transaction():
        services.collect_badges(chile, by=demo.user("protocol"), people=[p.id for p in people] or None)


def way(chile):
    return [step.to_status for step in chile.steps][4:]


def test_the_last_badge_made_and_the_last_handed_over_move_the_delegation(demo):
    chile = accredited_chile(demo)
    head, ada = chile.head, named(chile, "Ada")

    issue(demo, chile, head)
    assert chile.status == "accredited"
    issue(demo, chile, ada)
    assert chile.status == "badge_issued"
    collect(demo, chile, ada)
    assert chile.status == "badge_issued"
    collect(demo, chile)
    assert chile.status == "collected"
    assert way(chile) == ["accredited", "badge_issued", "collected"]
    assert facts(f"delegation:{chile.id}")[-4:] == [
        "BadgesIssued",
        "BadgesIssued",
        "BadgesCollected",
        "BadgesCollected",
    ]


def test_one_act_issues_all_badges_and_a_second_is_refused(demo):
    chile = accredited_chile(demo)
    issue(demo, chile)

    with pytest.raises(errors.CredentialElsewhere) as refused:
        issue(demo, chile)

    assert refused.value.message == "The badges of this delegation were issued meanwhile."
    assert chile.status == "badge_issued"


def test_before_accreditation_there_are_no_badges(demo):
    chile = chile_with_letter(demo)

    with pytest.raises(errors.CredentialElsewhere):
        issue(demo, chile)


def test_a_badge_is_made_once_and_handed_over_once(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")

    with pytest.raises(errors.BadgeElsewhere) as refused:
        collect(demo, chile, ada)
    assert refused.value.message == "The badge of Ada Asesora is not made yet."
    issue(demo, chile, ada)
    with pytest.raises(errors.BadgeElsewhere):
        issue(demo, chile, ada)
    collect(demo, chile, ada)
    with pytest.raises(errors.BadgeElsewhere):
        collect(demo, chile, ada)


def test_whoever_awaits_approval_has_no_badge(demo):
    chile = accredited_chile(demo)
    with transaction():
        new = services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))

    with pytest.raises(errors.BadgeElsewhere):
        issue(demo, chile, new)
    issue(demo, chile)

    assert new.badge_issued_at is None
    assert chile.status == "badge_issued"


def test_somebody_new_takes_the_delegation_back_and_the_history_names_them(demo):
    chile = accredited_chile(demo)
    issue(demo, chile)
    collect(demo, chile)
    with transaction():
        new = services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))
    assert chile.status == "collected"

    with transaction():
        services.approve_person(new, by=demo.user("protocol"))

    assert chile.status == "accredited"
    newest = history.of(chile)[0]
    assert newest.title == "Badges to be completed"
    assert newest.lines == ["Nueva Prueba needs a badge."]


def test_a_name_changed_on_a_badge_makes_it_void_and_a_phone_does_not(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    issue(demo, chile)
    collect(demo, chile)

    change(demo, ada, by="secretariat", phone="+56 2 555 0199")
    assert (chile.status, ada.badge_collected_at is None) == ("collected", False)

    change(demo, ada, by="secretariat", family_names="Asesora Mayor")
    assert chile.status == "accredited"
    assert ada.badge_issued_at is None
    assert chile.head.badge_collected_at


def test_a_name_approved_makes_the_badge_void_too(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    issue(demo, chile)
    change(demo, ada, given_names="Adela")
    assert (chile.status, ada.badge_issued_at is None) == ("badge_issued", False)

    with transaction():
        services.approve_changes(chile, [c.id for c in ada.changes], by=demo.user("protocol"))

    assert (chile.status, ada.badge_issued_at) == ("accredited", None)


def test_a_mistake_at_the_desk_is_undone_and_a_lost_badge_recalled(demo):
    chile = accredited_chile(demo)
    ada = named(chile, "Ada")
    issue(demo, chile)
    collect(demo, chile)

    with transaction():
        services.undo_collection(ada, by=demo.user("protocol"), reason="Se confundió el nombre.")
    assert (chile.status, chile.steps[-1].reason) == ("badge_issued", "Se confundió el nombre.")
    with pytest.raises(errors.BadgeElsewhere), transaction():
        services.undo_collection(ada, by=demo.user("protocol"))

    with transaction():
        services.recall_badge(ada, by=demo.user("protocol"))
    assert (chile.status, ada.badge_issued_at) == ("accredited", None)
    with pytest.raises(errors.BadgeElsewhere), transaction():
        services.recall_badge(ada, by=demo.user("protocol"))


def test_who_leaves_last_without_a_badge_lets_the_delegation_move_on(demo):
    chile = accredited_chile(demo)
    issue(demo, chile, chile.head)

    with transaction():
        services.remove_participant(named(chile, "Ada"), by=demo.user("focal"))

    assert chile.status == "badge_issued"


def test_badges_made_before_a_return_are_still_good_after_it(demo):
    chile = accredited_chile(demo)
    issue(demo, chile)
    with transaction():
        services.return_credential(chile, "Falta una firma.", by=demo.user("protocol"))
    with transaction():
        services.submit_composition(chile, by=demo.user("focal"))
    for verb in (services.verify, services.accredit):
        with transaction():
            verb(chile, by=demo.user("protocol"))

    assert chile.status == "badge_issued"
    assert way(chile)[-3:] == ["verified", "accredited", "badge_issued"]


def test_a_credential_with_badges_is_not_accredited_again(demo):
    chile = accredited_chile(demo)
    issue(demo, chile)

    with pytest.raises(errors.CredentialElsewhere), transaction():
        services.accredit(chile, by=demo.user("protocol"))

    db.session.expire_all()
    assert chile.status == "badge_issued"


@pytest.mark.parametrize("short", ["focal", "delegate", None])
def test_only_officers_note_badges(demo, visit, short):
    chile = accredited_chile(demo)
    base = f"/demo/delegations/{chile.id}"
    expected = 403 if short else 302

    for tail in ("/badges/issue", "/badges/collect", f"/people/{chile.head.id}/badge"):
        visit(short).post(base + tail, {"act": "issue"}, expected)

    assert chile.head.badge_issued_at is None


def test_the_desk_notes_one_badge_after_the_other_and_stays_on_the_page(demo, visit):
    chile = accredited_chile(demo)
    head, protocol = chile.head, visit("protocol")
    url = f"/demo/delegations/{chile.id}/people/{head.id}/badge"

    page = protocol.follow(protocol.post(url, {"act": "issue"}, 303))
    assert "The badge of Elena Cabeza is made." in page.words
    protocol.post(url, {"act": "collect"}, 303)
    page = protocol.post(url, {"act": "collect"}, 409)
    assert "The badge of Elena Cabeza was handed over already." in page.words
    protocol.post(url, {"act": "undo"}, 303)
    protocol.post(url, {"act": "recall"}, 303)
    protocol.post(url, {"act": "nonsense"}, 400)
    protocol.post(f"/demo/delegations/{chile.id}/people/{demo.person('delegate').id}/badge", {}, 404)

    db.session.expire_all()
    assert head.badge_issued_at is None


def test_the_roster_is_answered_on_the_roster(demo, visit):
    chile = accredited_chile(demo)
    url = f"/demo/delegations/{chile.id}/people/{chile.head.id}/badge"

    answer = visit("protocol").post(url, {"act": "issue", "back": "roster"}, 303)

    location = answer.response.headers["Location"]
    assert location.endswith(f"/delegations/roster#person-{chile.head.id}")


def test_the_page_offers_the_next_act_first(demo, visit):
    chile = accredited_chile(demo)
    url, protocol = f"/demo/delegations/{chile.id}", visit("protocol")

    def first():
        return protocol.get(url).soup.select_one(".page-actions .button-primary").get_text(strip=True)

    assert first() == "The badges are made"
    protocol.post(url + "/badges/issue", {}, 303)
    assert first() == "The badges were handed over"
    with transaction():
        services.enter_participant(chile, person(given="Nueva"), by=demo.user("focal"))
    assert first() == "Decide 1 matter"
