"""The desk: figures, letters, the log."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter, Recipient, write
from fairapp.registration.models import Delegation

PAGES = ("/demo/desk/", "/demo/desk/outbox", "/demo/desk/log")


@pytest.fixture
def letter(demo, app):
    """A letter to the delegate, waiting."""
    with app.test_request_context(), transaction():
        written = write(
            "sign-in-link",
            Recipient("delegate@example.org", "Kezia <b>Specimen</b>", "en"),
            edition_id=demo.edition.id,
            minutes=30,
            action_url="http://fairapp.test/here",
        )
    return written.id


def _status(number):
    db.session.expire_all()
    return db.session.get(Letter, number).status


@pytest.mark.parametrize("url", PAGES)
def test_the_desk_is_the_secretariats(demo, visit, url):
    visit("secretariat").get(url)
    for short in ("protocol", "focal", "delegate", "counterpart", "exhibitor", "rapporteur", "chair"):
        visit(short).get(url, 403)
    visit().get(url, 302)


def test_the_overview_counts_what_is_there(demo, visit):
    page = visit("secretariat").get("/demo/desk/")
    found = db.session.scalars(
        select(Delegation).where(
            Delegation.edition_id == demo.edition.id,
            Delegation.category != "exhibitor",
            Delegation.status.not_in(("declined", "withdrawn")),
        )
    )
    figure = page.soup.find(id="delegations").find_parent("section").select_one(".figure-count")
    assert figure.get_text().strip().endswith(f"/ {len(list(found))}")


def test_the_overview_asks_little(demo, visit):
    visitor = visit("secretariat")
    seen = []
    listener = lambda *a: seen.append(a[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    visitor.get("/demo/desk/")
    event.remove(db.engine, "before_cursor_execute", listener)
    selects = [s for s in seen if s.lstrip().startswith("SELECT")]
    assert len(selects) <= 12, selects


def test_a_letter_is_found_and_read_as_text(demo, visit, letter):
    visitor = visit("secretariat")
    page = visitor.get("/demo/desk/outbox?q=DELEGATE@")
    assert "Your link to sign in" in page.words
    page = visitor.get(f"/demo/desk/outbox/{letter}")
    assert "Dear Kezia <b>Specimen</b>," in page.words
    assert page.soup.select_one(".letter-text b") is None
    assert "No letter fits" in visitor.get("/demo/desk/outbox?q=zzzz").words


def test_a_letter_is_held_and_let_go(demo, visit, letter):
    visitor = visit("secretariat")
    visitor.follow(visitor.post(f"/demo/desk/outbox/{letter}/hold", status=303))
    assert _status(letter) == "held"
    assert "Held" in visitor.get("/demo/desk/outbox?status=held").words
    assert "1 letter is held until you let it go." in visitor.get("/demo/home").words
    visitor.post(f"/demo/desk/outbox/{letter}/release", status=303)
    assert _status(letter) == "queued"
    told = db.session.scalars(
        select(AuditEntry.fact).where(AuditEntry.subject == f"letter:{letter}").order_by(AuditEntry.id)
    )
    assert list(told) == ["LetterHeld", "LetterReleased"]


@pytest.mark.parametrize(
    ("status", "verb"), [("sending", "hold"), ("queued", "release"), ("queued", "again")]
)
def test_what_the_letters_state_forbids_is_refused(demo, visit, letter, status, verb):
    with transaction():
        db.session.get(Letter, letter).status = status
    visit("secretariat").post(f"/demo/desk/outbox/{letter}/{verb}", status=409)
    assert _status(letter) == status


def test_a_failed_letter_says_why_and_is_tried_again(demo, visit, letter):
    with transaction():
        found = db.session.get(Letter, letter)
        found.status, found.problem = "failed", "SMTPException: mailbox full"
    visitor = visit("secretariat")
    assert "mailbox full" in visitor.get(f"/demo/desk/outbox/{letter}").words
    assert "1 letter could not be delivered." in visitor.get("/demo/home").words
    visitor.post(f"/demo/desk/outbox/{letter}/release", status=303)
    assert _status(letter) == "queued"


def test_a_sent_letter_is_sent_again_as_a_copy(demo, visit, letter):
    with transaction():
        found = db.session.get(Letter, letter)
        found.status, found.sent_at = "sent", found.written_at
    visitor = visit("secretariat")
    visitor.follow(visitor.post(f"/demo/desk/outbox/{letter}/again", status=303))
    first, copy = db.session.scalars(
        select(Letter).where(Letter.kind == "sign-in-link").order_by(Letter.id)
    ).all()
    assert (first.status, copy.status) == ("sent", "queued")
    assert copy.text == first.text
    assert copy.message_id != first.message_id


def test_letters_of_another_edition_and_of_nobody_are_not_here(demo, visit, letter):
    with transaction():
        db.session.get(Letter, letter).edition_id = None  # a sign-in link: nobody's business
    visitor = visit("secretariat")
    visitor.get(f"/demo/desk/outbox/{letter}", 404)
    visitor.post(f"/demo/desk/outbox/{letter}/hold", status=404)
    assert "Your link to sign in" not in visitor.get("/demo/desk/outbox").words


@pytest.mark.parametrize("verb", ["hold", "release", "again"])
def test_nobody_else_touches_letters(demo, visit, letter, verb):
    assert visit("delegate").post(f"/demo/desk/outbox/{letter}/{verb}").status == 403
    assert _status(letter) == "queued"


def test_the_log_says_who_did_what(demo, visit):
    visitor = visit("secretariat")
    form = visitor.get("/demo/desk/settings").form("/settings")
    visitor.post("/demo/desk/settings", {**form, "body": "CIDI/OTHER"}, 303)
    page = visitor.get("/demo/desk/log?fact=EditionChanged")
    assert "Settings changed" in page.words
    assert demo.user("secretariat").name in page.words
    assert "CIDI/OTHER" in page.words


def test_every_fact_of_the_house_has_words():
    import fairapp.agenda.events
    import fairapp.booths.events
    import fairapp.meetings.events
    import fairapp.outcomes.events
    import fairapp.registration.events  # noqa: F401
    from fairapp.core.events import Fact
    from fairapp.desk.words import FACT

    def leaves(kind):
        below = kind.__subclasses__()
        return [kind] if not below else [leaf for each in below for leaf in leaves(each)]

    ours = {leaf.__name__ for leaf in leaves(Fact) if leaf.__module__.startswith("fairapp.")}
    assert ours - FACT.keys() == set()


def test_a_list_of_three_letters_asks_as_much_as_one_of_one(demo, visit, app):
    def selects():
        seen = []
        listener = lambda *a: seen.append(a[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        visitor.get("/demo/desk/outbox")
        event.remove(db.engine, "before_cursor_execute", listener)
        return len([s for s in seen if s.lstrip().startswith("SELECT")])

    def more(count):
        with app.test_request_context(), transaction():
            for _ in range(count):
                write(
                    "sign-in-link",
                    Recipient("a@example.org", "A", "en"),
                    edition_id=demo.edition.id,
                    minutes=1,
                    action_url="http://fairapp.test/x",
                )

    visitor = visit("secretariat")
    more(1)
    selects()  # the first page of a visit asks who it is
    one = selects()
    more(2)
    assert selects() == one <= 12
