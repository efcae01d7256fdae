"""Drafts, and forms that were sent after their session had ended: nothing typed is lost, and nothing
goes where it should not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fairapp.accounts.services import end_sessions
from fairapp.core import drafts, kept
from fairapp.core.db import db, transaction
from fairapp.core.drafts import FormDraft
from fairapp.core.outbox import Letter
from tests.inspector import PASSWORD, Page

PERSON = {
    "role": "head",
    "honorific": "none",
    "given_names": "Elena",
    "family_names": "Cabeza",
    "office": "Directora",
    "languages": "es",
    "listed": "y",
}
HERE = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example", "Accept": "text/html"},
    {"Sec-Fetch-Site": "same-site", "Accept": "text/html"},
    {"Origin": "http://evil.example", "Accept": "text/html"},
    {"Origin": "null", "Accept": "text/html"},
    {"Referer": "http://localhost.evil.example/", "Accept": "text/html"},
    {"Accept": "text/html"},
]


def _form(demo):
    return f"/demo/delegations/{demo.delegation('CL').id}/people/new"


def _send(browser, url, data, headers=HERE):
    """A form as a browser sends it, whatever became of the session."""
    return browser._open("POST", url, data=data, headers=headers)


def _drafts():
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(FormDraft))


def _sign_in(browser, page, email="focal@example.org", password=PASSWORD):
    """Sign in on the page that came instead."""
    sent = {**page.form("/sign-in"), "email": email, "password": password}
    return browser.post("/sign-in", sent)


def _hidden(page):
    return {each["name"]: each["value"] for each in page.soup.select("form[action*=people] input")}


# ------------------------------------------------------------------ the session has ended


def test_what_was_sent_after_the_session_had_ended_is_shown_and_sent_again(demo, visit):
    browser = visit()

    page = _send(browser, _form(demo), {**PERSON, "csrf_token": "of long ago"})
    assert page.status == 403
    assert "Your session ended; what you typed is kept." in page.words
    assert "Cabeza" not in page.words, "whoever sits there now need not read it"
    assert page.response.headers["Cache-Control"] == "no-store"

    shown = browser.follow(_sign_in(browser, page))
    assert shown.h1 == "Here is what you typed"
    assert "Cabeza" in shown.words
    again = browser.post(_form(demo), _hidden(shown), 303)

    assert "Elena CABEZA" in browser.follow(again).words
    assert _drafts() == 0


def test_a_wrong_password_loses_nothing(demo, visit):
    browser = visit()
    page = _send(browser, _form(demo), PERSON)

    page = _sign_in(browser, page, password="not this one")
    assert page.status == 422
    shown = browser.follow(_sign_in(browser, page))

    assert "Cabeza" in shown.words


def test_with_a_link_by_mail_the_page_that_waits_keeps_it(demo, visit):
    browser = visit()
    page = _send(browser, _form(demo), PERSON)
    asked = {**page.form("/sign-in/link"), "link-email": "focal@example.org"}

    waiting = browser.post("/sign-in/link", asked, 200)
    assert "What you typed is kept on this page." in waiting.words
    early = browser.post("/account/kept", waiting.form("/account/kept"), 200)
    assert "You are not signed in yet." in early.words
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    path = next(line for line in letter.text.splitlines() if "/sign-in/" in line)
    path = path.removeprefix("http://fairapp.test")
    browser.post(path, browser.get(path).form(), 303)

    sent = {**early.form("/account/kept"), "csrf_token": browser._token()}
    assert "Cabeza" in browser.follow(browser.post("/account/kept", sent, 303)).words


def test_the_link_page_is_the_same_whether_or_not_somebody_has_the_address(demo, visit):
    browser = visit()
    page = _send(browser, _form(demo), PERSON)

    answers = [
        browser.post("/sign-in/link", {**page.form("/sign-in/link"), "link-email": email}, 200).words
        for email in ("focal@example.org", "nobody@example.org")
    ]

    assert answers[0] == answers[1]


def test_an_ended_session_still_says_whose_it_was_and_another_account_is_not_offered_it(demo, visit):
    browser = visit("focal")
    with transaction():
        end_sessions(demo.user("focal"))

    page = _send(browser, _form(demo), {**PERSON, "csrf_token": browser._token()})
    assert "what you typed is kept" in page.words
    onward = _sign_in(browser, page, email="delegate@example.org")

    assert "/account/kept" not in onward.response.headers["Location"]
    assert _drafts() == 0


def test_a_new_session_in_a_second_tab_costs_one_press(demo, visit):
    browser = visit("focal")

    answer = _send(browser, _form(demo), {**PERSON, "csrf_token": "of the first tab"})
    assert answer.status == 303
    shown = browser.follow(answer)
    browser.post(_form(demo), _hidden(shown), 303)

    assert demo.delegation("CL").head.name == "Elena Cabeza"


def test_sending_it_again_opens_no_door(demo, visit):
    browser = visit()
    page = _send(browser, _form(demo), PERSON)

    shown = browser.follow(_sign_in(browser, page, email="delegate@example.org"))
    browser.post(_form(demo), _hidden(shown), 403)

    assert demo.delegation("CL").participants == []


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_what_another_site_sends_is_not_kept(demo, visit, headers):
    stranger, focal = visit(), visit("focal")

    assert "kept" not in _send(stranger, _form(demo), PERSON, headers).text
    assert _send(focal, _form(demo), PERSON, headers).status == 400
    assert _drafts() == 0


@pytest.mark.parametrize(
    "headers",
    [{**HERE, "HX-Request": "true"}, {**HERE, "Accept": "application/json"}],
)
def test_scripts_get_the_plain_answer(demo, visit, headers):
    assert _send(visit(), _form(demo), PERSON, headers).status in {302, 400}


def test_more_than_a_megabyte_and_passwords_are_not_kept(demo, visit):
    focal = visit("focal")

    assert _send(focal, _form(demo), {**PERSON, "office": "x" * kept.LIMIT}).status in {400, 413}
    assert _send(focal, "/account/password", {"password-new": "a new sentence"}).status == 400
    assert _drafts() == 0


def test_what_was_sealed_cannot_be_changed(demo, visit):
    browser = visit()
    page = _send(browser, _form(demo), PERSON)
    sent = page.form("/sign-in")
    sealed = kept.Kept("//evil.example/", [("given_names", "x")]).seal()

    for text in (sent["kept"][:-2], "", sealed[1:]):
        answer = browser.post(
            "/sign-in", {**sent, "kept": text, "email": "focal@example.org", "password": PASSWORD}
        )
        assert "/account/kept" not in answer.response.headers["Location"]
        browser.post("/sign-out", {})
        sent["csrf_token"] = browser._token()


def test_files_are_said_to_be_missing(demo, visit):
    from tests.registration.helpers import letter

    focal = visit("focal")
    url = f"/demo/delegations/{demo.delegation('CL').id}/letter"

    answer = _send(
        focal, url, {"letter": (letter().stream, "carta.pdf"), "csrf_token": "old", "note": "Sí, hoy"}
    )

    assert "Files could not be kept." in focal.follow(answer).words


def test_what_was_kept_is_discarded_when_asked(demo, visit):
    focal = visit("focal")
    shown = focal.follow(_send(focal, _form(demo), {**PERSON, "csrf_token": "old"}))

    focal.post("/account/draft/discard", shown.form("/account/draft/discard"), 303)

    assert _drafts() == 0
    focal.get(f"/account/kept?path={_form(demo)}", 404)


# ------------------------------------------------------------------ drafts


def _save(browser, path, fields, token=None):
    headers = {"X-CSRFToken": browser._token() if token is None else token}
    return Page(browser.client.post("/account/draft", json={"path": path, "fields": fields}, headers=headers))


def test_a_draft_is_offered_continued_and_gone_once_saved(demo, visit):
    focal = visit("focal")
    path = _form(demo)
    assert "You began this on" not in focal.get(path).words

    assert (
        _save(focal, path, [["given_names", "Elena"], ["languages", "fr"], ["csrf_token", "x"]]).status == 200
    )
    offered = focal.get(path)
    assert "You began this on" in offered.words
    assert offered.soup.find(id="given_names")["value"] == ""
    resumed = focal.get(f"{path}?draft=continue")

    assert resumed.soup.find(id="given_names")["value"] == "Elena"
    assert "You began this on" not in resumed.words
    focal.post(path, {**resumed.form("people/new"), "family_names": "Cabeza", "role": "head"}, 303)
    assert demo.delegation("CL").head.languages == ["fr"]
    assert _drafts() == 0


def test_a_form_that_is_refused_keeps_its_draft(demo, visit):
    focal = visit("focal")
    _save(focal, _form(demo), [["given_names", "Elena"]])

    focal.post(_form(demo), {**PERSON, "family_names": "", "draft_of": _form(demo)}, 422)

    assert _drafts() == 1


def test_the_newest_draft_of_a_page_counts_and_is_discarded_when_asked(demo, visit):
    focal = visit("focal")
    path = _form(demo)
    _save(focal, path, [["given_names", "Elena"]])
    _save(focal, path, [["given_names", "Elena María"]])
    assert focal.get(f"{path}?draft=continue").soup.find(id="given_names")["value"] == "Elena María"

    answer = focal.post("/account/draft/discard", focal.get(path).form("/draft/discard"), 303)

    assert answer.response.headers["Location"] == path
    assert _drafts() == 0


def test_a_draft_is_seen_by_whoever_wrote_it_only(demo, visit):
    _save(visit("focal"), _form(demo), [["given_names", "Elena"]])

    page = visit("secretariat").get(f"{_form(demo)}?draft=continue")

    assert page.soup.find(id="given_names")["value"] == ""


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("//evil.example/", [["a", "b"]], 422),
        ("https://evil.example/", [["a", "b"]], 422),
        ("/" + "x" * 300, [["a", "b"]], 422),
        ("/demo/", {"a": "b"}, 422),
        ("/demo/", [["a", 1]], 422),
        ("/demo/", [["a"]], 422),
        ("/demo/", [["a", "b" * drafts.LIMIT]], 413),
        (None, None, 422),
    ],
)
def test_what_is_no_draft_of_a_page_of_ours_is_refused(demo, visit, path, fields, status):
    assert _save(visit("focal"), path, fields).status == status
    assert _drafts() == 0


def test_drafts_need_a_session_and_its_token(demo, visit):
    assert _save(visit("focal"), "/demo/", [["a", "b"]], token="made up").status == 400
    assert _save(visit(), "/demo/", [["a", "b"]]).status in {302, 400}
    assert _drafts() == 0


def test_passwords_are_never_in_a_draft(demo, visit):
    _save(
        visit("focal"), "/demo/x", [["new-password", "secret words"], ["name", "Elena"], ["csrf_token", "t"]]
    )

    assert db.session.scalars(select(FormDraft)).one().pairs == [("name", "Elena")]


def test_after_thirty_days_a_draft_is_tidied_away(demo, visit, at):
    _save(visit("focal"), "/demo/x", [["name", "Elena"]])
    saved = db.session.scalars(select(FormDraft.saved_at)).one()

    with at(saved + timedelta(days=29)):
        drafts.tidy()
    assert _drafts() == 1
    with at(saved + timedelta(days=31)):
        drafts.tidy()
    assert _drafts() == 0
