"""A second edition beside the demo: empty, and with its own delegations."""

from __future__ import annotations

from datetime import date

from fairapp.accounts.services import grant, open_account
from fairapp.core.db import transaction
from fairapp.core.i18n import Translated
from fairapp.edition.services import EditionDetails, open_edition
from fairapp.registration import queries, services

TEXT = Translated(en="Second meeting", es="Segunda reunión")


def open_small_edition():
    """An edition with nobody in it, and its owner."""
    with transaction():
        owner = open_account("owner@example.org", "Owner (test)", password="a long password")
        grant(owner, "owner")
        edition = open_edition(
            EditionDetails(
                slug="second",
                name=TEXT,
                fair_name=TEXT,
                place=TEXT,
                venue=TEXT,
                time_zone="America/Panama",
                first_day=date(2028, 5, 4),
                last_day=date(2028, 5, 5),
                organ=TEXT,
            ),
            by=owner,
        )
    return edition, owner


def test_the_same_state_has_a_delegation_in_each_edition(demo):
    edition, owner = open_small_edition()

    with transaction():
        (invited,) = services.invite_chosen(edition, ["JM"], by=owner).delegations

    assert invited.id != demo.delegation("JM").id
    assert [d.member_code for d in queries.all_delegations(edition.id)] == ["JM"]
    assert invited.precedence is None


def test_empty_pages_of_a_new_edition_teach(demo, visit):
    open_small_edition()
    browser = visit()
    browser.sign_in("owner@example.org", "a long password")

    assert "No delegation is invited yet" in browser.get("/second/delegations/").words
    assert "Nobody is accredited yet" in browser.get("/second/participants").words
    assert "No member state is invited yet" in browser.get("/second/precedence").words
    assert "Invite all 32 member states" in browser.get("/second/delegations/invite").words
