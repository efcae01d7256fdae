"""The way of an offer or request, from draft to published."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fairapp.cooperation import queries, rules, services
from fairapp.cooperation.errors import DoesNotFollow, NotOpen, ReasonMissing
from fairapp.cooperation.models import STATUSES, Entry
from fairapp.cooperation.services import EntryDetails
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Stale

DETAILS = EntryDetails(
    title=Translated(en="Seeds for school gardens"),
    summary=Translated(en="Local seeds for thirty schools."),
    topic_code="ecosystems",
    sdg_targets=["15.1"],
    modality="south_south",
    instruments=["equipment"],
    languages=["es"],
)


@pytest.fixture
def draft(demo):
    """A request of Chile, whose focal point is `focal`."""
    with transaction():
        return services.draft_entry(demo.delegation("CL"), "request", DETAILS, by=demo.user("focal"))


def test_every_status_has_its_way(demo):
    assert set(rules.NEXT) == set(STATUSES) == set(rules.TONES)
    assert {to for ways in rules.NEXT.values() for to in ways} <= set(STATUSES)
    assert not rules.PUBLIC & (rules.AWAITING | rules.OPEN_TO_AUTHORS)


def test_numbers_go_on_from_the_last_of_their_kind():
    assert rules.next_code("offer", []) == "OF-01"
    assert rules.next_code("request", ["OF-07", "RQ-02", "RQ-09", "RQ-old"]) == "RQ-10"


def test_the_demo_has_ten_of_each_published_and_one_under_review(demo):
    codes = [entry.code for entry in queries.published(demo.edition.id)]
    assert codes == [f"OF-{n:02d}" for n in range(1, 11)] + [f"RQ-{n:02d}" for n in range(1, 11)]
    assert [e.code for e in queries.awaiting_review(demo.edition.id)] == ["OF-11"]


def test_an_entry_is_written_submitted_returned_and_published(demo, draft):
    focal, secretariat = demo.user("focal"), demo.user("secretariat")
    assert (draft.code, draft.status) == ("RQ-11", "draft")
    with transaction():
        services.submit_entry(draft, by=focal)
    with transaction():
        services.return_entry(draft, "Which schools?", by=secretariat)
    assert (draft.status, draft.review_note) == ("returned", "Which schools?")
    with transaction():
        services.submit_entry(draft, by=focal)
        services.publish_entry(draft, by=secretariat)
    assert (draft.status, draft.review_note) == ("published", "")
    assert draft.published_at is not None
    told = list(db.session.scalars(select(AuditEntry.fact).where(AuditEntry.subject == f"entry:{draft.id}")))
    assert told == [
        "EntryDrafted",
        "EntrySubmitted",
        "EntryReturned",
        "EntrySubmitted",
        "EntryPublished",
    ]


def test_a_draft_is_not_published_over_its_authors_heads(demo, draft):
    with pytest.raises(DoesNotFollow), transaction():
        services.publish_entry(draft, by=demo.user("secretariat"))
    assert db.session.get(Entry, draft.id).status == "draft"


def test_returning_needs_a_reason(demo, draft):
    with transaction():
        services.submit_entry(draft, by=demo.user("focal"))
    with pytest.raises(ReasonMissing), transaction():
        services.return_entry(draft, "", by=demo.user("secretariat"))


def test_authors_cannot_rewrite_what_is_with_the_secretariat(demo, draft):
    with transaction():
        services.submit_entry(draft, by=demo.user("focal"))
    with pytest.raises(NotOpen), transaction():
        services.change_entry(draft, DETAILS, by=demo.user("focal"))


def test_a_change_tells_what_was_before_and_a_stale_one_is_refused(demo, draft):
    from dataclasses import replace

    focal, seen = demo.user("focal"), draft.version
    with transaction():
        services.change_entry(draft, replace(DETAILS, duration_months=6), by=focal, version=seen)
    line = db.session.scalar(select(AuditEntry).where(AuditEntry.fact == "EntryChanged"))
    assert line.changes == {"duration_months": [None, 6]}
    with pytest.raises(Stale), transaction():
        services.change_entry(draft, replace(DETAILS, duration_months=9), by=focal, version=seen)
    assert db.session.get(Entry, draft.id).duration_months == 6


def test_a_withdrawn_entry_never_comes_back(demo, draft):
    with transaction():
        services.withdraw_entry(draft, by=demo.user("focal"))
    with pytest.raises(DoesNotFollow), transaction():
        services.submit_entry(draft, by=demo.user("focal"))


def test_the_budget_ends_in_order_says_the_database_too(demo, draft):
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), transaction():
        draft.budget_usd_min, draft.budget_usd_max = 10, 5


def test_what_waits_is_told_to_whom_it_waits_for(demo, draft, app):
    edition = demo.edition
    with app.test_request_context("/demo/"):
        assert [t.count for t in queries.todo_for(demo.user("secretariat"), edition)] == [1]
        assert queries.todo_for(demo.user("focal"), edition) == []
        with transaction():
            services.submit_entry(draft, by=demo.user("focal"))
            services.return_entry(draft, "Which schools?", by=demo.user("secretariat"))
        (todo,) = queries.todo_for(demo.user("focal"), edition)
        assert (todo.count, todo.sentence) == (1, "1 entry was returned for completion")
        assert queries.todo_for(demo.user("delegate"), edition) == []
