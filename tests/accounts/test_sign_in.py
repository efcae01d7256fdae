"""Coming in: by password, by link, never by guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from fairapp.accounts import services
from fairapp.core import clock
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.core.security import limiter
from tests.inspector import PASSWORD


def _letters():
    return list(db.session.scalars(select(Letter).where(Letter.kind == "sign-in-link").order_by(Letter.id)))


def _link(letter):
    address = next(word for word in letter.text.split() if "/sign-in/" in word)
    return address.removeprefix("http://fairapp.test")


def _ask(visitor, email, target=None):
    page = visitor.get("/sign-in" + (f"?next={target}" if target else ""))
    form = page.soup.find("form", action=lambda a: a and "/sign-in/link" in a)
    return visitor.post(form["action"], {"link-email": email})


def test_the_right_password_leads_to_the_home_of_the_edition(demo, visit):
    visitor = visit()
    page = visitor.post("/sign-in", {"email": " Delegate@Example.org ", "password": PASSWORD}, 303)
    assert page.response.headers["Location"] == "/home"
    assert visitor.client.get("/home").headers["Location"] == "/demo/home"
    assert demo.user("delegate").last_seen_at == clock.now()
    assert db.session.scalar(select(AuditEntry).where(AuditEntry.fact == "SignedIn")).subject == (
        f"user:{demo.user('delegate').id}"
    )


@pytest.mark.parametrize(
    ("email", "password"), [("delegate@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_address_read_the_same(demo, visit, email, password):
    page = visit().post("/sign-in", {"email": email, "password": password}, 422)
    assert "The address and the password do not match." in page.words
    assert page.soup.find("input", id="email")["value"] == email
    assert not page.soup.find("input", id="password").get("value")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"email": "", "password": "x"}, "Please fill this in."),
        ({"email": "not an address", "password": "x"}, "This is not an e-mail address."),
        ({"email": "delegate@example.org", "password": ""}, "Please fill this in."),
        ({"email": "delegate@example.org", "password": "x" * 300}, "At most 200 characters"),
    ],
)
def test_what_is_missing_or_odd_is_said_beside_the_field(demo, visit, typed, message):
    page = visit().post("/sign-in", typed, 422)
    assert message in page.words


def test_a_closed_account_cannot_come_in(demo, visit):
    with transaction():
        demo.user("delegate").is_active = False
    visit().post("/sign-in", {"email": "delegate@example.org", "password": PASSWORD}, 422)


def test_signing_in_leaves_nothing_of_the_session_before(demo, visit):
    visitor = visit()
    visitor.get("/sign-in")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    visitor.post("/sign-in", {"email": "delegate@example.org", "password": PASSWORD}, 303)
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(demo, visit):
    visitor = visit()
    page = visitor.post("/sign-in", {"email": "delegate@example.org", "password": PASSWORD}, 303)
    cookie = next(c for c in page.response.headers.getlist("Set-Cookie") if c.startswith("session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_form_without_its_token_is_not_accepted(demo, visit):
    visitor = visit()
    page = visitor.post("/sign-in", {"csrf_token": "", "email": "delegate@example.org", "password": PASSWORD})
    assert page.status == 400


def test_a_link_signs_in_by_its_button_and_only_once(demo, visit):
    visitor = visit()
    page = _ask(visitor, "delegate@example.org")
    assert page.response.headers["Location"] == "/sign-in/sent"
    visitor.follow(page)
    (letter,) = _letters()
    assert letter.to_email == "delegate@example.org"
    assert letter.edition_id is None
    visitor.get(_link(letter))
    visitor.get(_link(letter))  # a scanner that opens the link uses nothing up
    assert visitor.post(_link(letter), status=303).response.headers["Location"] == "/home"
    visitor.get("/account")
    page = visit().post(_link(letter), status=422)
    assert "expired or was used already" in page.words


def test_asking_for_a_link_tells_nobody_who_has_an_account(demo, visit):
    known, unknown = _ask(visit(), "delegate@example.org"), _ask(visit(), "nobody@example.org")
    assert known.status == unknown.status == 303
    assert known.response.headers["Location"] == unknown.response.headers["Location"]
    assert [letter.to_email for letter in _letters()] == ["delegate@example.org"]


def test_a_newer_link_replaces_the_older(demo, visit):
    visitor = visit()
    _ask(visitor, "delegate@example.org")
    _ask(visitor, "delegate@example.org")
    older, newer = _letters()
    visitor.post(_link(older), status=422)
    visitor.post(_link(newer), status=303)


def test_a_link_expires(demo, visit, at):
    with transaction():
        _user, token = services.ask_for_link("delegate@example.org")
    with at(clock.now() + timedelta(minutes=services.LINK_MINUTES, seconds=5)):
        visit().post(f"/sign-in/{token}", status=422)


def test_a_made_up_link_is_refused(demo, visit):
    visit().post("/sign-in/made-up", status=422)


def test_a_bad_address_for_a_link_is_said_beside_its_own_field(demo, visit):
    page = visit().post("/sign-in/link", {"link-email": "no address"}, 422)
    assert "This is not an e-mail address." in page.soup.find(id="link-email-error").get_text()
    assert page.soup.find(id="link-email")["value"] == "no address"


def test_the_letter_speaks_the_language_of_the_account(demo, visit):
    _ask(visit(lang="pt"), "secretariat@example.org")
    (letter,) = _letters()
    assert letter.lang == "es"
    assert f'href="http://fairapp.test{_link(letter)}"' in letter.html


def test_the_page_somebody_wanted_is_where_they_arrive(demo, visit):
    visitor = visit()
    page = visitor.get("/account", 302)
    assert page.response.headers["Location"] == "/sign-in?next=/account"
    form = visitor.follow(page).soup.find("form", action=lambda a: a and "next=" in a)
    page = visitor.post(form["action"], {"email": "delegate@example.org", "password": PASSWORD}, 303)
    assert page.response.headers["Location"] == "/account"


def test_the_wanted_page_travels_in_the_link_too(demo, visit):
    visitor = visit()
    _ask(visitor, "delegate@example.org", target="/account")
    page = visitor.post(_link(_letters()[0]), status=303)
    assert page.response.headers["Location"] == "/account"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\/evil",
        "javascript:alert(1)",
        "/\t/evil",
    ],
)
def test_nobody_is_sent_to_another_house(demo, visit, target):
    visitor = visit()
    page = visitor.post(
        f"/sign-in?next={target}", {"email": "delegate@example.org", "password": PASSWORD}, 303
    )
    assert page.response.headers["Location"] == "/home"


def test_guessing_is_slowed_down(demo, visit, app):
    limiter.enabled = True
    try:
        limiter.reset()
        visitor = visit()
        statuses = [
            visitor.post("/sign-in", {"email": f"p{n}@example.org", "password": "x"}).status
            for n in range(11)
        ]
    finally:
        limiter.enabled = False
    assert statuses == [422] * 10 + [429]


def test_signing_out_takes_a_post_and_forgets_the_visit(demo, visit):
    visitor = visit("delegate")
    visitor.client.get("/sign-out", follow_redirects=True)
    visitor.get("/account")
    visitor.post("/sign-out", status=303)
    visitor.get("/account", 302)


def test_somebody_signed_in_is_not_asked_again(demo, visit):
    assert visit("delegate").get("/sign-in", 303).response.headers["Location"] == "/home"


def test_a_development_server_shows_the_demo_accounts_and_fills_the_form(demo, visit):
    visitor = visit()
    page = visitor.get("/sign-in")
    link = next(a for a in page.soup.find_all("a") if "rapporteur" in a["href"])
    page = visitor.get(link["href"])
    assert page.form("/sign-in")["email"] == "rapporteur@example.org"


def test_elsewhere_no_account_is_shown(demo, visit, app):
    app.config["DEVELOPMENT"] = False
    try:
        assert "example.org" not in visit().get("/sign-in").words
    finally:
        app.config["DEVELOPMENT"] = True
