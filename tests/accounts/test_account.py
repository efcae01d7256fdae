"""Looking after one's account."""

from __future__ import annotations

from fairapp.accounts import services
from fairapp.core.db import transaction
from tests.inspector import PASSWORD

NEW = "a short sentence"


def _typed(current=PASSWORD, new=NEW, again=NEW):
    return {"password-current": current, "password-new": new, "password-again": again}


def test_name_and_language_are_changed_and_the_page_speaks_the_language(demo, visit):
    visitor = visit("delegate")
    page = visitor.post("/account", {"name": "  Kezia   S. ", "lang": "fr"}, 303)
    page = visitor.follow(page)
    assert page.soup.html["lang"] == "fr"
    user = demo.user("delegate")
    assert (user.name, user.lang) == ("Kezia S.", "fr")


def test_an_empty_name_and_an_unknown_language_are_refused(demo, visit):
    page = visit("delegate").post("/account", {"name": " ", "lang": "xx"}, 422)
    assert "Please fill this in." in page.words
    assert demo.user("delegate").name != ""
    assert demo.user("delegate").lang != "xx"


def test_a_new_password_ends_every_other_session_but_not_this(demo, visit):
    here, elsewhere = visit("delegate"), visit("delegate")
    here.post("/account/password", _typed(), 303)
    here.get("/account")
    elsewhere.get("/account", 302)
    services.check_password("delegate@example.org", NEW)


def test_the_present_password_is_asked_for(demo, visit):
    page = visit("delegate").post("/account/password", _typed(current="wrong"), 422)
    assert "This is not your present password." in page.soup.find(id="password-current-error").get_text()
    services.check_password("delegate@example.org", PASSWORD)


def test_a_short_password_and_a_slip_are_refused(demo, visit):
    visitor = visit("delegate")
    assert (
        "At least 10 characters" in visitor.post("/account/password", _typed(new="x", again="x"), 422).words
    )
    assert (
        "The two passwords differ." in visitor.post("/account/password", _typed(again=NEW + "!"), 422).words
    )
    services.check_password("delegate@example.org", PASSWORD)


def test_whoever_came_by_link_sets_a_first_password_without_a_present_one(demo, visit):
    visitor = visit("delegate")
    with transaction():
        demo.user("delegate").password_hash = None
    assert visitor.get("/account").soup.find(id="password-current") is None
    visitor.post("/account/password", _typed(current=""), 303)
    services.check_password("delegate@example.org", NEW)


def test_sessions_elsewhere_can_be_ended(demo, visit):
    here, elsewhere = visit("delegate"), visit("delegate")
    here.post("/account/sessions", status=303)
    here.get("/account")
    elsewhere.get("/account", 302)


def test_an_account_is_for_those_who_have_one(demo, visit):
    stranger = visit()
    assert stranger.get("/account", 302).response.headers["Location"].startswith("/sign-in")
    for url in ("/account/password", "/account/sessions"):
        assert stranger.post(url, status=302).response.headers["Location"].startswith("/sign-in")
