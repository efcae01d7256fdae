"""Strangers are answered at the front of the house, and never with what is not so any more."""

from __future__ import annotations

import pytest

from fairapp.agenda import services
from fairapp.core.db import transaction
from tests.agenda.acts import added

PROGRAMME = "/demo/programme/"


@pytest.fixture
def asked_within(app):
    """The addresses that the framework itself was asked, in order."""
    front = app.extensions["front"]
    seen, inner = [], front.inner

    def listening(environ, start_response):
        seen.append(environ["PATH_INFO"])
        return inner(environ, start_response)

    front.inner = listening
    yield seen
    front.inner = inner


def release(demo, title):
    added(demo, "MIR", 1, "10:00", "11:00", title=title)
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))


def test_the_second_stranger_is_answered_with_the_same_bytes_without_waking_the_house(
    demo, client, asked_within
):
    first, second = client.get(PROGRAMME), client.get(PROGRAMME)

    assert asked_within == [PROGRAMME]
    assert (second.data, second.headers.to_wsgi_list()) == (first.data, first.headers.to_wsgi_list())
    known = client.get(PROGRAMME, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data, known.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert asked_within == [PROGRAMME]


def test_a_release_is_seen_by_the_very_next_stranger(demo, client):
    client.get(PROGRAMME)

    release(demo, "Announced just now")

    assert "Announced just now" in client.get(PROGRAMME).get_data(as_text=True)


def test_languages_and_filters_are_questions_of_their_own(demo, client):
    english = client.get(PROGRAMME, headers={"Accept-Language": "en"})
    french = client.get(PROGRAMME, headers={"Accept-Language": "fr"})
    plenary = client.get(f"{PROGRAMME}?kind=plenary", headers={"Accept-Language": "en"})

    assert len({english.data, french.data, plenary.data}) == 3


def test_a_choice_of_language_gives_its_cookie_to_everybody_who_makes_it(app, demo, asked_within):
    for _ in range(2):
        answer = app.test_client().get(f"{PROGRAMME}?lang=pt")
        assert "lang=pt" in answer.headers["Set-Cookie"]

    assert len(asked_within) == 2


def test_whoever_signed_in_gets_a_page_of_their_own(demo, client, visit):
    client.get(PROGRAMME)

    assert "Edit the draft" in visit("secretariat").get(PROGRAMME).words
    assert "Edit the draft" not in client.get(PROGRAMME).get_data(as_text=True)


def test_what_goes_on_now_changes_with_the_minute(demo, client, at):
    client.get(PROGRAMME)

    with at(demo.moment(1, "11:00")):
        assert 'class="glance' in client.get(PROGRAMME).get_data(as_text=True)


def test_only_whole_answers_are_kept(demo, client, asked_within):
    for _ in range(2):
        assert client.get("/demo/programme/NONE").status_code == 404
        assert client.head(PROGRAMME).status_code == 200

    assert len(asked_within) == 4


def test_strangers_with_many_questions_do_not_fill_the_house(app, demo, client):
    for number in range(230):
        client.get(f"{PROGRAMME}?topic={number}")

    assert len(app.extensions["front"]._kept) <= 200
