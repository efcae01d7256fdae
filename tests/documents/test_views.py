"""The registry as visitors see it, and the prints they open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select

from fairapp.accounts.policy import RAPPORTEUR
from fairapp.core.db import db, transaction
from fairapp.core.prints import Print
from fairapp.documents import prints
from fairapp.documents.letterhead import letterhead
from fairapp.documents.models import OfficialDocument
from fairapp.documents.services import DocumentDetails, register_document

DATED = datetime(2027, 4, 23, 12, 0, tzinfo=UTC)


def _build(edition, lang):
    head = letterhead(edition, "list_of_documents", lang)
    return Print("_document.html", head.title, lang, DATED, {"head": head})


@pytest.fixture
def sample(monkeypatch):
    """A print of its own, known for one test."""
    monkeypatch.setattr(prints, "_printables", dict(prints._printables))
    prints.register(prints.Printable("sample", "list_of_documents", _build))
    prints.register(prints.Printable("closed", "final_report", _build, who=RAPPORTEUR))


def _form(page, **changes):
    form = page.form("/documents/new" if page.soup.find(id="kind") else "/edit")
    return {**form, **changes}


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_everybody_reads_the_registry(demo, visit, lang):
    page = visit(lang=lang).get("/demo/documents/")

    assert "CIDI/RACOOP/doc.1/27" in page.words
    assert len(page.soup.select("#registry tbody tr")) == 22
    assert "/documents/new" not in page.text
    assert len(page.response.data) < 100_000


def test_restricted_papers_are_for_the_staff_and_limited_ones_for_those_signed_in(demo, visit):
    papers = db.session.scalars(select(OfficialDocument).where(OfficialDocument.number.in_((7, 8)))).all()
    with transaction():
        papers[0].distribution, papers[1].distribution = "limited", "restricted"
    first, second = papers[0].symbol, papers[1].symbol

    stranger, delegate = visit().get("/demo/documents/"), visit("delegate").get("/demo/documents/")
    secretary = visit("secretariat").get("/demo/documents/")

    assert (first in stranger.words, second in stranger.words) == (False, False)
    assert (first in delegate.words, second in delegate.words) == (True, False)
    assert (first in secretary.words, second in secretary.words) == (True, True)


def test_the_list_asks_the_database_as_often_for_many_documents_as_for_few(demo, visit, app):
    def count() -> int:
        asked = []
        event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
        visitor.get("/demo/documents/")
        return len(asked)

    visitor = visit("secretariat")
    visitor.get("/demo/documents/")
    few = count()
    with transaction():
        for _ in range(3):
            register_document(
                demo.edition, DocumentDetails("working_paper", DATED.date()), by=demo.user("secretariat")
            )
    many = count() / 2  # the first listener still counts as well
    assert many <= few <= 12


def test_an_empty_registry_says_what_to_do(clean, visit):
    from fairapp.demo.cli import load

    with transaction():
        load(DATED.date())
        for document in db.session.scalars(select(OfficialDocument)):
            db.session.delete(document)

    assert "No document has a number yet" in visit("secretariat").get("/demo/documents/").words
    assert "No document has been published yet" in visit().get("/demo/documents/").words


def test_the_secretariat_registers_a_document(demo, visit):
    visitor = visit("secretariat")
    page = visitor.get("/demo/documents/new")
    data = _form(page, kind="working_paper", **{"title-es": "Ciudades y agua"})
    sent = visitor.post("/demo/documents/new", data, status=303)

    assert "Registered as CIDI/RACOOP/doc.20/27" in visitor.follow(sent).words
    document = db.session.scalars(select(OfficialDocument).where(OfficialDocument.number == 20)).one()
    assert dict(document.title) == {"es": "Ciudades y agua"}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("dated", "", "Please enter a date"),
        ("dated", "the day before", "Not a valid date"),
        ("kind", "love_letter", "Not a valid choice"),
        ("status", "", "Not a valid choice"),
        ("title-en", "x" * 301, "At most 300 characters"),
        ("kind", "rapporteur_report", "has its number already"),
    ],
)
def test_what_cannot_be_registered_is_said_beside_the_field_and_nothing_is_numbered(
    demo, visit, field, value, message
):
    visitor = visit("secretariat")
    data = _form(visitor.get("/demo/documents/new"), **{"title-en": "Kept", field: value})
    page = visitor.post("/demo/documents/new", data)

    assert page.status in {409, 422}
    assert message in page.words
    assert ("Kept" in page.text) or field == "title-en"
    assert db.session.scalar(select(db.func.count()).select_from(OfficialDocument)) == 22


def test_only_the_secretariat_keeps_the_registry(demo, visit):
    for short in ("delegate", "rapporteur", "exhibitor"):
        visit(short).get("/demo/documents/new", status=403)
        visit(short).post("/demo/documents/1/revise", status=403)
    visit().get("/demo/documents/1/edit", status=302)


def test_editing_and_revising(demo, visit):
    visitor = visit("secretariat")
    document = db.session.scalars(select(OfficialDocument).where(OfficialDocument.number == 6)).one()
    url = f"/demo/documents/{document.id}/edit"
    visitor.post(url, _form(visitor.get(url), status="approved"), status=303)
    visitor.post(f"/demo/documents/{document.id}/revise", visitor.get(url).form("revise"), status=303)

    assert "doc.6/27 rev. 1" in visitor.get("/demo/documents/").words
    visitor.get("/demo/documents/9999/edit", status=404)


def test_a_stale_page_shows_what_the_other_wrote_and_keeps_what_was_typed(demo, visit):
    mine, theirs = visit("secretariat"), visit("secretariat")
    url = "/demo/documents/6/edit"
    opened = mine.get(url)
    theirs.post(url, _form(theirs.get(url), **{"title-en": "Theirs"}), status=303)
    page = mine.post(url, _form(opened, **{"title-en": "Mine"}), status=409)

    assert "Theirs" in page.words
    assert _form(page)["title-en"] == "Mine"
    mine.post(url, _form(page), status=303)
    assert "Mine" in mine.get("/demo/documents/").words


def test_a_revision_asked_for_twice_is_issued_once(demo, visit):
    visitor = visit("secretariat")
    data = visitor.get("/demo/documents/6/edit").form("revise")
    visitor.post("/demo/documents/6/revise", data, status=303)
    visitor.post("/demo/documents/6/revise", data, status=409)

    assert db.session.get(OfficialDocument, 6).revision == 1


@pytest.mark.parametrize(("lang", "letter"), [("en", "E"), ("es", "S"), ("fr", "F"), ("pt", "P")])
def test_a_print_is_a_file_in_the_language_asked_for(demo, visit, sample, lang, letter):
    answer = visit(lang="en").client.get(f"/demo/documents/sample.pdf?lang={lang}")

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="CIDI-RACOOP-doc.18-27-{letter}.pdf"'
    assert answer.headers["Content-Language"] == lang


def test_the_language_of_a_print_is_not_the_visitors(demo, visit, sample):
    visitor = visit(lang="en")
    answer = visitor.client.get("/demo/documents/sample.pdf?lang=es")

    assert "lang=" not in str(answer.headers.getlist("Set-Cookie"))
    assert visitor.get("/demo/documents/").soup.html["lang"] == "en"


def test_an_unchanged_print_is_not_sent_twice_and_a_changed_one_is(demo, visit, sample):
    client = visit().client
    url = "/demo/documents/sample.pdf?lang=es"
    tag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    with transaction():
        entry = db.session.scalars(select(OfficialDocument).where(OfficialDocument.number == 18)).one()
        from fairapp.documents.services import revise_document

        revise_document(entry, version=1, dated=DATED.date(), by=demo.user("secretariat"))
    again = client.get(url, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "rev.1" in again.headers["Content-Disposition"]


def test_a_print_has_its_own_door(demo, visit, sample):
    assert visit("rapporteur").client.get("/demo/documents/closed.pdf").status_code == 200
    visit("delegate").get("/demo/documents/closed.pdf", status=403)
    visit().get("/demo/documents/closed.pdf", status=302)


@pytest.mark.parametrize("url", ["nothing.pdf", "sample.pdf?lang=de", "..%2f..%2fconfig.pdf"])
def test_what_is_not_printed_is_not_found(demo, visit, sample, url):
    visit().get(f"/demo/documents/{url}", status=404)


def test_the_command_line_prints_and_lists(demo, app, sample, tmp_path):
    run = app.test_cli_runner()
    target = tmp_path / "paper.pdf"
    done = run.invoke(
        args=["documents", "render", "sample", "--edition", "demo", "--lang", "pt", "--output", str(target)]
    )

    assert done.exit_code == 0, done.output
    assert target.read_bytes().startswith(b"%PDF-")
    assert "doc.1/27" in run.invoke(args=["documents", "list", "--edition", "demo"]).output


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nonsense", "--edition", "demo"], "There is no print called “nonsense”"),
        (["sample", "--edition", "none"], "There is no edition “none”. Editions: demo."),
        (["sample", "--edition", "demo", "--lang", "de"], "'de'"),
    ],
)
def test_the_command_line_says_what_is_wrong(demo, app, sample, tmp_path, args, message):
    done = app.test_cli_runner().invoke(
        args=["documents", "render", *args, "--output", str(tmp_path / "x.pdf")]
    )

    assert done.exit_code != 0
    assert message in done.output
    assert not (tmp_path / "x.pdf").exists()
