"""The order of business of a day and of a sitting: page and paper."""

from __future__ import annotations

import pytest

from fairapp.agenda import business, queries
from fairapp.agenda.models import Release
from fairapp.agenda.services import release_programme
from fairapp.core.dates import zone
from fairapp.core.db import db, transaction
from fairapp.documents import services as documents
from fairapp.documents.queries import of_kind
from tests.agenda.acts import added
from tests.papers import inspect_paper, words_of

PAGE = "/demo/agenda/order-of-business"


def _order(demo, day):
    there = zone(demo.edition.time_zone)
    return business.of_day(queries.public_programme(demo.edition.id), there, demo.moment(day, "12:00").date())


def test_a_day_lists_what_the_meeting_deliberates_in_order_of_time(app, demo):
    points = _order(demo, 1).points
    codes = {p.session.code for p in points}

    assert [p.session.starts_at for p in points] == sorted(p.session.starts_at for p in points)
    assert {"D1-05", "D1-07", "D1-10", "D1-14", "D1-16"} <= codes
    assert not {"D1-06", "D1-09", "D1-12", "D1-17"} & codes  # a break, a meal, meetings, a reception


def test_points_count_on_from_the_adoption(app, demo):
    assert [p.number for p in _order(demo, 1).points][:3] == [2, 3, 4]


def test_a_sitting_lists_its_items_or_itself(app, demo):
    programme = queries.public_programme(demo.edition.id)
    there = zone(demo.edition.time_zone)
    several = next(s for s in programme.standing if len(s.items) > 1)
    none = next(s for s in programme.standing if business.is_business(s) and not s.items)

    assert [p.item for p in business.of_session(several, there).points] == list(several.items)
    assert [(p.number, p.item) for p in business.of_session(none, there).points] == [(2, None)]


@pytest.mark.parametrize(("today", "expected"), [(-3, 1), (1, 1), (2, 2), (9, 2)])
def test_who_names_no_day_gets_the_next_one(app, demo, today, expected):
    days = [demo.moment(1, "09:00").date(), demo.moment(2, "09:00").date()]

    assert business.usual_day(days, demo.moment(today, "09:00").date()) == days[expected - 1]


def test_the_page_shows_the_day_asked_for_and_links_the_paper(client, demo):
    day = demo.moment(2, "09:00").date()

    page = client.get(f"{PAGE}?day={day}")

    assert page.status_code == 200
    assert f"/demo/agenda/order-of-business.pdf?day={day}&amp;lang=es" in page.text.replace(
        f"lang=es&amp;day={day}", f"day={day}&amp;lang=es"
    )
    assert "Working Group 1" in page.text
    assert "Second plenary session" not in page.text


@pytest.mark.parametrize(
    "asked", ["?day=nonsense", "?day=", "?day=1999-01-01", "?session=NO", "?session=D1-06"]
)
def test_a_day_or_a_sitting_without_business_is_not_found(client, demo, asked):
    assert client.get(PAGE + asked).status_code == 404
    assert client.get(f"{PAGE}.pdf{asked}").status_code == 404


def test_before_the_first_release_there_is_none(client, demo):
    with transaction():
        db.session.query(Release).delete()

    assert "There is no order of business yet" in client.get(PAGE).text
    assert client.get(f"{PAGE}.pdf").status_code == 404


def test_the_draft_is_not_in_it(client, demo):
    added(demo, "MIR", 1, "10:00", "11:00", title="A secret of the draft", kind="plenary")

    assert "A secret of the draft" not in client.get(PAGE).text
    with transaction():
        release_programme(demo.edition, note="", by=demo.user("secretariat"))
    assert "A secret of the draft" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("ORDER OF BUSINESS", "1. Adoption of the order of business", "10:45 a.m. – 12:20 p.m.")),
        ("es", ("ORDEN DEL DÍA", "Jueves", "Salón Simón Bolívar")),
        ("fr", ("ORDRE DES TRAVAUX", "10 h 45", "Salle Simón Bolívar")),
        ("pt", ("ORDEM DO DIA", "10h45", "Sala Simón Bolívar")),
    ],
)
def test_the_paper_in_four_languages(client, demo, tmp_path, lang, words):
    file = tmp_path / "order.pdf"
    file.write_bytes(client.get(f"{PAGE}.pdf?day={demo.moment(1, '09:00').date()}&lang={lang}").data)

    text = words_of(inspect_paper(file, lang)).replace("\u00a0", " ")

    for each in words:
        assert each.lower() in text.lower(), each


def test_it_bears_the_number_registered_for_its_day(client, demo):
    first, second = demo.moment(1, "09:00").date(), demo.moment(2, "09:00").date()
    with transaction():
        details = documents.DocumentDetails(kind="order_of_business", dated=second, original_lang="es")
        symbol = documents.register_document(demo.edition, details, by=demo.user("secretariat")).symbol

    named = [client.get(f"{PAGE}.pdf?day={day}").headers["Content-Disposition"] for day in (first, second)]

    assert "OD." in symbol
    assert f"order-of-business-{first}" in named[0]
    assert "OD.1" in named[1]
    assert of_kind(demo.edition.id, "order_of_business", first) is None
