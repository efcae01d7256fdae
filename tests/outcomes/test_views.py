"""The board of outcomes and the rapporteur's desk, page by page."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from fairapp.agenda.models import Session
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.outcomes import queries, services
from fairapp.outcomes.models import Decision, SessionRecord
from fairapp.outcomes.services import DecisionDetails
from tests.inspector import _fields


@pytest.fixture
def rapporteur(demo, visit):
    return visit("rapporteur")


def address(number: int) -> str:
    found = select(Session.id).where(Session.kind == "plenary", Session.number == number)
    return f"/demo/records/{db.session.scalars(found).one()}"


def summary_of(page):
    """The form of the summary; other forms on the page have longer addresses."""
    return _fields(page.soup.find("form", attrs={"data-autosave": True}))


def count_selects(visitor, url: str) -> int:
    asked: list[str] = []

    def note(_c, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        visitor.get(url)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len([s for s in asked if s.startswith("SELECT")])


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_everybody_sees_what_each_outcome_has_gathered(demo, visit, lang):
    page = visit(lang=lang).get("/demo/outcomes/")

    assert len(page.soup.select("#board tbody tr")) == 7
    assert len(page.response.data) < 100_000
    assert "/records/" not in page.text


def test_decisions_are_public_once_their_record_is_final(demo, visit, rapporteur):
    assert "To channel offers" not in visit().get("/demo/outcomes/").words
    rapporteur.post(f"{address(2)}/finalise", rapporteur.get(address(2)).form("finalise"), status=303)

    assert visit().get("/demo/outcomes/").words.count("To channel offers") == 2


def test_the_secretariat_sets_the_status_of_an_outcome(demo, visit):
    visitor = visit("secretariat")
    data = visitor.get("/demo/outcomes/").form("/O3/status")
    visitor.post("/demo/outcomes/O3/status", {**data, "O3-status": "agreed"}, status=303)

    row = visit().get("/demo/outcomes/").soup.select("#board tbody tr")[2]
    assert "Agreed" in row.get_text()
    page = visitor.post("/demo/outcomes/O3/status", {**data, "O3-status": "deferred"}, status=409)
    assert "in the meantime" in page.words
    page = visitor.post("/demo/outcomes/O3/status", {**data, "O3-status": "splendid"}, status=422)
    assert "Not a valid choice" in page.words
    visitor.post("/demo/outcomes/O9/status", data, status=404)


@pytest.mark.parametrize("url", ["/demo/records/", "/demo/records/1", "/demo/records/1/decisions/new"])
def test_the_desk_is_for_those_who_keep_the_record(demo, visit, url):
    visit().get(url, status=302)
    for short in ("delegate", "exhibitor", "chair"):
        visit(short).get(url, status=403)


def test_the_desk_shows_sessions_by_day_and_how_they_stand(demo, rapporteur):
    page = rapporteur.get("/demo/records/")

    assert "1 record is final" in page.words
    assert "Second plenary session" in page.words
    assert "Luncheon" not in page.words
    assert "Private dialogue" not in page.words


def test_the_rapporteur_writes_a_summary(demo, rapporteur):
    page = rapporteur.get(address(3))
    data = {**summary_of(page), "summary-es": "Primero.\r\n\r\nSegundo."}
    rapporteur.post(address(3), data, status=303)

    record = db.session.scalars(select(SessionRecord).order_by(SessionRecord.id.desc())).first()
    assert dict(record.summary) == {"es": "Primero.\n\nSegundo."}
    assert record.rapporteur_id == demo.user("rapporteur").id
    rapporteur.post(address(3), data, status=303)


def test_too_long_a_summary_is_refused_beside_its_field_and_kept(demo, rapporteur):
    data = {**summary_of(rapporteur.get(address(2))), "summary-pt": "x" * 20_001}
    page = rapporteur.post(address(2), data, status=422)

    assert "At most 20000 characters" in page.words
    assert summary_of(page)["summary-pt"].strip() == "x" * 20_001


def test_two_people_writing_see_each_others_words(demo, visit, rapporteur):
    other = visit("secretariat")
    mine, theirs = summary_of(rapporteur.get(address(2))), summary_of(other.get(address(2)))
    other.post(address(2), {**theirs, "summary-en": "Theirs"}, status=303)
    page = rapporteur.post(address(2), {**mine, "summary-en": "Mine"}, status=409)

    assert "Theirs" in page.words
    assert summary_of(page)["summary-en"].strip() == "Mine"
    rapporteur.post(address(2), summary_of(page), status=303)
    assert "Mine" in rapporteur.get(address(2)).text


def test_the_page_saves_itself(demo, visit, rapporteur):
    page = rapporteur.get(address(2))
    form = summary_of(page)
    saved = rapporteur.client.post(f"{address(2)}/draft", data={**form, "summary-en": "One"})
    again = rapporteur.client.post(
        f"{address(2)}/draft", data={**form, "summary-en": "Two", "version": saved.json["version"]}
    )
    late = rapporteur.client.post(f"{address(2)}/draft", data={**form, "summary-en": "Three"})
    long = rapporteur.client.post(f"{address(2)}/draft", data={**form, "summary-en": "x" * 20_001})

    assert (saved.status_code, again.status_code, late.status_code, long.status_code) == (200, 200, 409, 422)
    assert "Somebody else saved" in late.json["message"]
    assert "At most" in long.json["message"]
    assert page.soup.find("form", attrs={"data-autosave": f"{address(2)}/draft"})
    assert visit("delegate").client.post(f"{address(2)}/draft", data=form).status_code in {400, 403}


def test_a_decision_is_added_changed_moved_and_struck(demo, rapporteur):
    url = f"{address(2)}/decisions/new"
    data = {
        **rapporteur.get(url).form("/decisions/new"),
        "text-en": "To report back",
        "outcomes": ["O1", "O2"],
    }
    rapporteur.post(url, data, status=303)
    found = db.session.scalars(select(Decision).where(Decision.number == 4)).one()
    one = f"{address(2)}/decisions/{found.id}"
    assert (found.adopted, found.outcome_codes) == ("consensus", ["O1", "O2"])

    opened = rapporteur.get(one).form(one)
    assert opened["outcomes"] == ["O1", "O2"]
    rapporteur.post(one, {**opened, "adopted": "noted", "outcomes": ["O5"]}, status=303)
    page = rapporteur.get(address(2))
    assert "Taken note of" in page.words
    rapporteur.post(f"{one}/up", page.form(f"{found.id}/up"), status=303)
    db.session.rollback()
    assert db.session.get(Decision, found.id).number == 3

    page = rapporteur.get(f"{one}/remove")
    assert "To report back" in page.words
    rapporteur.post(f"{one}/remove", page.form("/remove"), status=303)
    rapporteur.post(f"{one}/remove", page.form("/remove"), status=404)
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 3


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text-en", "", "Please fill in at least one language"),
        ("text-fr", "x" * 5001, "At most 5000 characters"),
        ("adopted", "shouting", "Not a valid choice"),
        ("outcomes", "O99", "is not a valid choice"),
    ],
)
def test_a_bad_decision_is_refused_beside_its_field(demo, rapporteur, field, value, message):
    url = f"{address(2)}/decisions/new"
    data = {**rapporteur.get(url).form("/decisions/new"), "text-en": "To do", field: value}
    page = rapporteur.post(url, data, status=422)

    assert message in page.words
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 3


def test_a_stale_decision_shows_what_the_other_wrote(demo, visit, rapporteur):
    found = db.session.scalars(select(Decision).where(Decision.number == 2)).one()
    one = f"{address(2)}/decisions/{found.id}"
    mine = rapporteur.get(one).form(one)
    visit("secretariat").post(one, {**mine, "text-en": "Theirs", "csrf_token": ""}, status=400)
    other = visit("secretariat")
    other.post(one, {**other.get(one).form(one), "text-en": "Theirs"}, status=303)
    page = rapporteur.post(one, {**mine, "text-en": "Mine"}, status=409)

    assert "Theirs" in page.words
    assert page.form(one)["text-en"].strip() == "Mine"
    rapporteur.post(one, page.form(one), status=303)


def test_finalising_and_reopening(demo, visit, rapporteur):
    form = rapporteur.get(address(2)).form("finalise")
    rapporteur.post(f"{address(2)}/finalise", form, status=303)
    page = rapporteur.get(address(2))
    assert not page.soup.find("textarea")
    assert "decisions/new" not in page.text
    rapporteur.post(address(2), {"summary-en": "No", "version": "1"}, status=409)
    rapporteur.post(f"{address(2)}/reopen", page.form("reopen"), status=303)
    assert rapporteur.get(address(2)).soup.find("textarea")
    rapporteur.post(f"{address(2)}/reopen", {"version": "1"}, status=303)
    rapporteur.post(f"{address(3)}/finalise", {"version": "1"}, status=409)


def test_a_record_of_another_edition_or_of_nothing_is_not_found(demo, rapporteur):
    for url in ("/demo/records/9999", f"{address(2)}/decisions/9999", f"{address(1)}/decisions/2"):
        rapporteur.get(url, status=404)


def test_pages_ask_the_database_as_often_for_many_decisions_as_for_few(demo, rapporteur):
    urls = ("/demo/records/", address(2), "/demo/outcomes/")

    def count() -> list[int]:
        for url in urls:
            rapporteur.get(url)  # what is kept between requests is kept now
        return [count_selects(rapporteur, url) for url in urls]

    few = count()
    with transaction():
        by = demo.user("rapporteur")
        for number in (2, 3, 4):
            session = db.session.scalars(
                select(Session).where(Session.kind == "plenary", Session.number == number)
            ).one()
            record = services.open_record(session, by=by)
            for place in range(3):
                details = DecisionDetails(Translated(en=f"To do {place}"), outcome_codes=("O1",))
                services.add_decision(record, details, by=by)
            if number == 4:
                services.finalise(record, version=record.version, by=by)
    many = count()

    assert max(few) <= 12
    assert all(more <= before for more, before in zip(many, few, strict=True)), (few, many)


def test_what_waits_for_the_rapporteur(demo, app, at):
    with app.test_request_context("/demo/"):
        from fairapp.edition.scope import enter_edition

        enter_edition(demo.edition)
        before = queries.todo_for(demo.user("rapporteur"), demo.edition)
        with at(demo.moment(1, "13:30")):
            during = queries.todo_for(demo.user("rapporteur"), demo.edition)
        nobody = queries.todo_for(demo.user("delegate"), demo.edition)

    assert [(t.count, t.tone) for t in before] == [(1, "info")]
    assert [t.tone for t in during] == ["warn", "info"]
    assert during[0].count == 3
    assert nobody == []
