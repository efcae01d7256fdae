"""Focal points as verbs: invited, accepted once, written to again, taken back, removed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.accounts.queries import by_email, holders
from fairapp.accounts.services import check_password, grant, open_account, revoke
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.core.refusals import Refusal
from fairapp.registration import errors, policy, services
from fairapp.registration.models import Invitation
from fairapp.registration.services import Entrant, Invitee
from tests.races.crowd import all_at_once
from tests.registration.helpers import facts

NADIA = Invitee("Nadia Muestra", "nadia@example.org", "fr")
ENTERS = Entrant("Nadia M. Muestra", "pt", "a long password")


def invite(demo, code="MX", who=NADIA):
    with transaction():
        return services.invite_focal_point(demo.delegation(code), who, by=demo.user("secretariat"))


def accept(demo, token, entrant=ENTERS):
    with transaction():
        return services.accept_invitation(demo.edition.id, token, entrant)


def letters_to(address):
    return list(db.session.scalars(select(Letter).where(Letter.to_email == address).order_by(Letter.id)))


def test_an_invitation_is_a_letter_in_the_persons_language_with_a_link_of_14_days(demo):
    invitation = invite(demo)
    (letter,) = letters_to("nadia@example.org")

    assert (letter.kind, letter.lang) == ("focal-point-invited", "fr")
    assert f"http://fairapp.test/demo/invitation/{services.link_of(invitation)}" in letter.text
    assert invitation.expires_at - invitation.sent_at == timedelta(days=14)
    assert by_email("nadia@example.org") is None
    assert facts(f"delegation:{demo.delegation('MX').id}")[-1] == "FocalPointInvited"


def test_accepting_opens_the_account_and_gives_the_delegation(demo):
    mexico = demo.delegation("MX")

    user, delegation = accept(demo, services.link_of(invite(demo)))

    assert delegation.id == mexico.id
    assert (user.email, user.name, user.lang) == ("nadia@example.org", "Nadia M. Muestra", "pt")
    assert user.scopes("focal_point", demo.edition.id) == [mexico.id]
    assert check_password("nadia@example.org", "a long password").id == user.id
    assert facts(f"delegation:{mexico.id}")[-1] == "FocalPointAppointed"
    told = db.session.scalar(
        select(AuditEntry).where(AuditEntry.fact == "FocalPointAppointed").order_by(AuditEntry.id.desc())
    )
    assert (told.by, told.changes) == (
        user.id,
        {"focal_point": [None, "Nadia M. Muestra <nadia@example.org>"]},
    )


def test_an_account_that_is_there_stays_as_it_is(demo):
    before = demo.user("focal")
    name, lang, password = before.name, before.lang, before.password_hash
    invitation = invite(demo, who=Invitee("Somebody", "focal@example.org", "en"))

    user, _delegation = accept(demo, services.link_of(invitation))

    assert (user.id, user.name, user.lang, user.password_hash) == (before.id, name, lang, password)
    assert set(user.scopes("focal_point", demo.edition.id)) == {
        demo.delegation("CL").id,
        demo.delegation("MX").id,
    }


def test_a_link_works_once(demo):
    token = services.link_of(invite(demo))
    accept(demo, token)

    with pytest.raises(errors.InvitationOver, match="used") as refused:
        accept(demo, token)
    assert str(refused.value.message) == "This invitation was accepted."


def test_a_letter_sent_again_has_a_new_link_and_ends_the_earlier_one(demo):
    invitation = invite(demo)
    first = services.link_of(invitation)
    with transaction():
        services.send_again(invitation, by=demo.user("secretariat"))
    second = services.link_of(invitation)

    assert [each.kind for each in letters_to("nadia@example.org")] == [
        "focal-point-invited",
        "focal-point-invited-again",
    ]
    assert second in letters_to("nadia@example.org")[-1].text
    with pytest.raises(errors.InvitationOver, match="superseded"):
        accept(demo, first)
    accept(demo, second)


def test_inviting_an_address_again_sends_its_open_invitation_again(demo):
    first = invite(demo)
    second = invite(demo, who=Invitee("Nadia Corregida", "nadia@example.org", "es"))

    assert (first.id, second.serial, second.name, second.lang) == (second.id, 2, "Nadia Corregida", "es")
    assert letters_to("nadia@example.org")[-1].lang == "es"


def test_a_link_expires_and_a_new_letter_opens_it_again(demo, at):
    invitation = invite(demo)
    token = services.link_of(invitation)
    end = invitation.expires_at

    with at(end - timedelta(seconds=1)):
        assert services.read_link(demo.edition.id, token)[1] == "open"
    with at(end):
        with pytest.raises(errors.InvitationOver, match="expired"):
            accept(demo, token)
        with transaction():
            services.send_again(invitation, by=None)
        accept(demo, services.link_of(invitation))


def test_an_invitation_taken_back_cannot_be_accepted_nor_sent(demo):
    secretariat = demo.user("secretariat")
    invitation = invite(demo)
    token = services.link_of(invitation)
    with transaction():
        services.revoke_invitation(invitation, by=secretariat)

    for act in (
        lambda: accept(demo, token),
        lambda: services.send_again(invitation, by=secretariat),
        lambda: services.revoke_invitation(invitation, by=secretariat),
    ):
        with pytest.raises(errors.InvitationOver, match="revoked"):
            act()
    assert facts(f"delegation:{demo.delegation('MX').id}")[-1] == "InvitationRevoked"
    assert invite(demo).id != invitation.id


def test_what_was_accepted_can_be_neither_sent_nor_taken_back(demo):
    secretariat = demo.user("secretariat")
    invitation = invite(demo)
    accept(demo, services.link_of(invitation))

    with pytest.raises(errors.InvitationOver, match="used"):
        services.send_again(invitation, by=secretariat)
    with pytest.raises(errors.InvitationOver, match="used"):
        services.revoke_invitation(invitation, by=secretariat)


def test_whoever_manages_the_delegation_is_not_invited_to(demo):
    with pytest.raises(errors.ManagesAlready, match="Fátima") as refused:
        invite(demo, "CL", Invitee("Fátima", "focal@example.org", "es"))
    assert refused.value.field == "email"


def test_a_delegation_that_does_not_come_needs_no_focal_point(demo):
    with transaction():
        services.decline(demo.delegation("CL"), by=demo.user("focal"))

    with pytest.raises(errors.CredentialElsewhere):
        invite(demo, "CL")


@pytest.mark.parametrize(
    "spoil", [lambda t: "not-a-token", lambda t: t[:-1], lambda t: t + "x", lambda t: ""]
)
def test_a_link_that_was_made_up_says_nothing(demo, spoil):
    token = services.link_of(invite(demo))

    with pytest.raises(errors.LinkUnknown):
        services.read_link(demo.edition.id, spoil(token))


def test_a_link_belongs_to_one_edition(demo):
    with pytest.raises(errors.LinkUnknown):
        services.read_link(demo.edition.id + 1, services.link_of(invite(demo)))


def test_the_account_of_the_address_may_have_been_closed(demo):
    with transaction():
        open_account("nadia@example.org", "Nadia").is_active = False

    with pytest.raises(errors.AccountClosed):
        accept(demo, services.link_of(invite(demo)))
    assert by_email("nadia@example.org").grants == []


def test_a_focal_point_removed_is_told_and_loses_the_delegation_only(demo):
    focal, chile = demo.user("focal"), demo.delegation("CL")
    accept(demo, services.link_of(invite(demo, who=Invitee("Fátima", "focal@example.org", "es"))))

    with transaction():
        services.remove_focal_point(chile, focal, by=demo.user("secretariat"))

    assert not policy.may_edit(focal, chile)
    assert focal.scopes("focal_point", demo.edition.id) == [demo.delegation("MX").id]
    letter = letters_to("focal@example.org")[-1]
    assert (letter.kind, letter.lang) == ("focal-point-removed", "es")
    assert facts(f"delegation:{chile.id}")[-1] == "FocalPointRemoved"
    assert facts(f"user:{focal.id}")[-1] == "RoleRevoked"


def test_removing_who_does_not_manage_changes_nothing(demo):
    told = len(facts(f"delegation:{demo.delegation('MX').id}"))
    with transaction():
        services.remove_focal_point(demo.delegation("MX"), demo.user("focal"), by=demo.user("secretariat"))

    assert len(facts(f"delegation:{demo.delegation('MX').id}")) == told
    assert letters_to("focal@example.org") == []


def test_a_role_is_taken_back_exactly_where_it_was_held(demo):
    protocol = demo.user("protocol")
    with transaction():
        grant(protocol, "protocol", edition_id=demo.edition.id + 1)
        revoke(protocol, "protocol", edition_id=demo.edition.id, by=demo.user("secretariat").id)
        revoke(protocol, "rapporteur", edition_id=demo.edition.id)

    assert not protocol.holds("protocol", demo.edition.id)
    assert protocol.holds("protocol", demo.edition.id + 1)
    assert facts(f"user:{protocol.id}").count("RoleRevoked") == 1


def test_the_outbox_shows_no_link_that_signs_in(demo, visit):
    invite(demo)
    letter = letters_to("nadia@example.org")[-1]

    page = visit("secretariat").get(f"/demo/desk/outbox/{letter.id}")

    assert "/demo/invitation/…" in page.words
    assert re.search(r"/invitation/([\w.-]+)", letter.text)[1] not in page.text


@pytest.mark.races
def test_of_two_who_press_the_button_at_once_one_accepts(demo, app):
    token, edition_id = services.link_of(invite(demo)), demo.edition.id
    db.session.rollback()

    def press(number):
        try:
            with transaction():
                services.accept_invitation(edition_id, token, Entrant(f"Nadia {number}", "en"))
        except errors.InvitationOver as over:
            return over.args[0]
        return "accepted"

    assert all_at_once(app, 6, press) == {"accepted": 1, "used": 5}
    assert len(list(db.session.scalars(select(User).where(User.email == "nadia@example.org")))) == 1
    assert len(holders("focal_point", edition_id, demo.delegation("MX").id)) == 1


@pytest.mark.races
@pytest.mark.parametrize("verb", ["send_again", "revoke_invitation"])
def test_accepting_and_taking_back_or_sending_again_at_once_leaves_one_truth(demo, app, verb):
    invitation = invite(demo)
    token, edition_id, invitation_id = services.link_of(invitation), demo.edition.id, invitation.id
    by = demo.user("secretariat").id
    db.session.rollback()

    def act(number):
        try:
            with transaction():
                if number % 2:
                    services.accept_invitation(edition_id, token, ENTERS)
                    return "accepted"
                found = db.session.get_one(Invitation, invitation_id)
                getattr(services, verb)(found, by=db.session.get_one(User, by))
                return "done"
        except Refusal as refusal:
            return str(refusal.args[0])

    answers = all_at_once(app, 2, act)
    db.session.rollback()
    after = db.session.get_one(Invitation, invitation_id)
    managing = holders("focal_point", edition_id, demo.delegation("MX").id)

    if answers["accepted"]:
        assert answers["used"] == 1
        assert after.used_at
        assert after.revoked_at is None
        assert [user.email for user in managing] == ["nadia@example.org"]
    else:
        assert answers["done"] == 1
        assert after.used_at is None
        assert managing == []


@pytest.mark.races
def test_two_invitations_of_one_address_accepted_at_once_open_one_account(demo, app):
    tokens = [services.link_of(invite(demo, code)) for code in ("MX", "CL", "PA", "PY")]
    edition_id = demo.edition.id
    db.session.rollback()

    def press(number):
        with transaction():
            services.accept_invitation(edition_id, tokens[number], ENTERS)
        return "accepted"

    assert all_at_once(app, 4, press) == {"accepted": 4}
    user = by_email("nadia@example.org")
    assert len(user.scopes("focal_point", edition_id)) == 4
