"""What every answer carries, and the pages shown when something does not go as hoped."""

from __future__ import annotations

import pytest

from fairapp.core.security import POLICY

LANGUAGES = ("en", "es", "fr", "pt")


def test_every_page_carries_the_security_headers(client):
    headers = client.get("/").headers

    assert headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_page_is_a_designed_page_in_each_language(demo, visit, lang):
    page = visit(lang=lang).get("/demo/nowhere-at-all", status=404)

    assert page.soup.html["lang"] == lang
    assert page.soup.find("main")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_edition_is_not_found(demo, visit, lang):
    visit(lang=lang).get("/no-such-edition/programme/", status=404)


def test_a_form_without_its_token_is_refused_and_changes_nothing(demo, client):
    answer = client.post("/sign-in", data={"email": "secretariat@example.org", "password": "demo-fairapp"})

    assert answer.status_code == 400
    assert "Traceback" not in answer.get_data(as_text=True)


def test_a_broken_view_shows_a_page_and_no_traceback(app, demo, monkeypatch):
    from fairapp.core.doors import EVERYONE, door

    @door(EVERYONE)
    def broken(**_values: str) -> str:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(app.view_functions, "home.front", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = app.test_client().get("/")

    assert answer.status_code == 500
    assert "secret detail" not in answer.get_data(as_text=True)
    assert "<h1" in answer.get_data(as_text=True)


def test_fingerprinted_files_are_kept_for_ever(client, app):
    with app.test_request_context():
        from fairapp.core.web import static_url

        address = static_url("css/app.css")

    assert "immutable" in client.get(address).headers["Cache-Control"]
