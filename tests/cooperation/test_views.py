"""Offers and requests on their pages."""

from __future__ import annotations

import pytest

from fairapp.cooperation import queries
from tests.selects import selects

FILLED = {
    "kind": "offer",
    "title-en": "Seeds for school gardens",
    "summary-en": "Local seeds for thirty schools.",
    "topic_code": "ecosystems",
    "modality": "south_south",
    "instruments": ["equipment", "training"],
    "languages": ["es"],
    "sdg_targets": ["15.1"],
    "budget_usd_min": "1000",
    "budget_usd_max": "2500",
}


def _codes(page):
    return [a["href"].rsplit("/", 1)[1] for a in page.soup.select("#found .card-title a")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=request&topic=water", ["RQ-01", "RQ-02"]),
        ("target=6.4", ["OF-01", "RQ-01"]),
        ("language=fr&kind=offer&topic=drm", ["OF-09"]),
        ("q=reduccion+de+perdidas", ["OF-01"]),
        ("q=puerto+aurora", ["OF-01"]),
        ("kind=nonsense", []),
    ],
)
def test_everybody_filters_what_is_published(demo, visit, asked, found):
    assert _codes(visit().get(f"/demo/cooperation/?{asked}")) == found


def test_all_twenty_are_shown_and_what_is_under_review_is_not(demo, visit):
    page = visit().get("/demo/cooperation/")
    assert len(_codes(page)) == 20
    assert "OF-11" not in page.words
    visit().get("/demo/cooperation/OF-11", 404)


def test_an_entry_says_everything_in_the_visitors_language_and_figures(demo, visit):
    english = visit().get("/demo/cooperation/OF-01").words
    for words in ("US$ 20,000 to 40,000", "12 months", "South-South cooperation", "Peer exchange", "English"):
        assert words in english
    assert "20.000" in visit(lang="es").get("/demo/cooperation/OF-01").words
    french = visit(lang="fr").get("/demo/cooperation/OF-01")
    assert french.h1.startswith("Réduction des pertes")
    assert french.soup.select_one(".lead [lang=en]")


def test_a_delegate_asks_for_a_meeting_about_an_entry_of_somebody_else(demo, visit):
    asks = lambda page: [  # noqa: E731
        a["href"] for a in page.soup.find_all("a", href=True) if "/meetings/ask/" in a["href"]
    ]
    theirs = asks(visit("delegate").get("/demo/cooperation/OF-01"))
    assert theirs
    assert all(href.endswith("?entry=OF-01") for href in theirs)
    # OF-02 is Jamaica's own.
    assert asks(visit("delegate").get("/demo/cooperation/OF-02")) == []
    assert asks(visit().get("/demo/cooperation/OF-01")) == []


def test_the_exhibitor_of_an_entry_is_one_link_away(demo, visit):
    visitor = visit()
    page = visitor.get("/demo/cooperation/OF-01")
    link = page.soup.find("a", string="Exhibitor at the fair")["href"]
    assert visitor.follow(visitor.get(link, 302)).h1 == "Puerto Aurora Water and Sanitation Utility"


def test_a_focal_point_submits_and_the_secretariat_returns_then_publishes(demo, visit):
    focal, secretariat = visit("focal"), visit("secretariat")
    opened = focal.get("/demo/cooperation/add").form("/add")
    page = focal.follow(focal.post("/demo/cooperation/add", opened | FILLED | {"submit": "1"}, 303))
    assert "OF-12 is with the secretariat." in page.words
    focal.get("/demo/cooperation/OF-12/edit", 403)

    desk = secretariat.get("/demo/cooperation/OF-12")
    secretariat.post("/demo/cooperation/OF-12/return", desk.form("/return") | {"reason": ""}, 422)
    secretariat.post(
        "/demo/cooperation/OF-12/return", desk.form("/return") | {"reason": "Which schools?"}, 303
    )
    assert "Which schools?" in focal.get("/demo/cooperation/OF-12").words
    again = focal.get("/demo/cooperation/OF-12/edit").form("/edit")
    assert again["instruments"] == ["training", "equipment"]
    focal.post(
        "/demo/cooperation/OF-12/edit",
        again | {"summary-es": "Semillas para 30 escuelas.", "submit": "1"},
        303,
    )
    desk = secretariat.get("/demo/cooperation/OF-12")
    secretariat.post("/demo/cooperation/OF-12/publish", desk.form("/publish"), 303)
    assert "Semillas para 30 escuelas." in visit(lang="es").get("/demo/cooperation/OF-12").words
    secretariat.post("/demo/cooperation/OF-12/publish", desk.form("/publish"), 409)


def test_an_exhibitors_manager_drafts_for_its_delegation_and_withdraws(demo, visit):
    manager = visit("exhibitor")
    opened = manager.get("/demo/cooperation/add").form("/add")
    manager.post("/demo/cooperation/add", opened | FILLED | {"kind": "request"}, 303)
    page = manager.get("/demo/cooperation/RQ-11")
    assert "Puerto Aurora" in page.words
    visit("secretariat").get("/demo/cooperation/RQ-11")
    visit("focal").get("/demo/cooperation/RQ-11", 404)
    manager.post("/demo/cooperation/RQ-11/withdraw", page.form("/withdraw"), 303)
    manager.post("/demo/cooperation/RQ-11/submit", page.form("/submit"), 409)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"title-en": ""}, "title-en"),
        ({"title-en": "x" * 161}, "title-en"),
        ({"summary-en": ""}, "summary-en"),
        ({"topic_code": "gold"}, "topic_code"),
        ({"modality": ""}, "modality"),
        ({"instruments": []}, "instruments"),
        ({"sdg_targets": ["6.1", "6.2", "6.3", "6.4", "6.5", "6.6"]}, "sdg_targets"),
        ({"budget_usd_max": "10"}, "budget_usd_max"),
        ({"budget_usd_min": "much"}, "budget_usd_min"),
        ({"duration_months": "0"}, "duration_months"),
        ({"delegation": "1"}, "delegation"),
        ({"kind": "gift"}, "kind"),
    ],
)
def test_a_bad_entry_is_refused_beside_the_field(demo, visit, bad, field):
    focal = visit("focal")
    opened = focal.get("/demo/cooperation/add").form("/add")
    page = focal.post("/demo/cooperation/add", opened | FILLED | bad, 422)
    assert page.soup.select_one(f"#{field}-error .error"), page.words[:400]
    assert queries.of_delegation(demo.delegation("CL").id) == []


def test_who_speaks_for_no_delegation_writes_nothing(demo, visit):
    assert "/sign-in" in visit().get("/demo/cooperation/add", 302).response.headers["Location"]
    for short in ("delegate", "protocol"):
        visit(short).get("/demo/cooperation/add", 403)
        visit(short).post("/demo/cooperation/OF-01/withdraw", {}, 403)
        visit(short).post("/demo/cooperation/OF-01/publish", {}, 403)


def test_the_list_costs_the_same_selects_for_few_and_for_many(demo, visit):
    from fairapp.cooperation.models import Entry
    from fairapp.core.db import db, transaction

    everybody, counts = visit(), []
    for _ in range(2):
        with selects() as made:
            everybody.get("/demo/cooperation/")
        counts.append(len(made))
        with transaction():
            for entry in db.session.query(Entry).all()[3:]:
                db.session.delete(entry)
    assert counts[0] == counts[1] <= 12
