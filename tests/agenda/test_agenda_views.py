"""The agenda on pages: the secretariat's tree, an item, its state; what everybody reads."""

from __future__ import annotations

import pytest

from fairapp.agenda import queries, services
from fairapp.agenda.services import ItemDetails
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.edition.services import EditionDetails, open_edition
from tests.conftest import TODAY
from tests.selects import selects

DESK = (
    "/demo/agenda/items",
    "/demo/agenda/items/3",
    "/demo/agenda/items/3/remove",
    "/demo/agenda/status",
    "/demo/agenda/numbering",
)


def named(demo, title):
    return next(i for i in queries.items(demo.edition.id) if i.title["en"] == title)


def release(demo):
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))


def adopt(demo, **more):
    with transaction():
        services.adopt_agenda(demo.edition, TODAY.date(), **more, by=demo.user("secretariat"))


@pytest.mark.parametrize("url", DESK)
def test_only_the_secretariat_writes_the_agenda(demo, visit, url):
    for short in ("delegate", "focal", "protocol", "rapporteur", "exhibitor"):
        visit(short).get(url, status=403)
    assert visit().get(url, status=302).response.headers["Location"].startswith("/sign-in")
    for lang in ("en", "es", "fr", "pt"):
        visit("secretariat", lang).get(url)


def test_the_tree_offers_only_the_steps_that_move_something(demo, visit):
    page = visit("secretariat").get("/demo/agenda/items")

    def steps(title):
        row = page.soup.find(id=f"item-{named(demo, title).id}")
        return [button["value"] for button in row.select("button")]

    assert steps("Election of officers") == ["down"]
    assert steps("Follow-up of commitments") == ["up", "out", "in"]
    assert steps("Offers and requests registered for the meeting") == ["down", "out"]
    assert steps("Other business") == ["up", "in"]


def test_an_item_is_moved_by_its_buttons_and_the_page_says_its_number(demo, visit):
    secretariat, item = visit("secretariat"), named(demo, "Cooperanet")
    form = secretariat.get("/demo/agenda/items").form(f"/items/{item.id}/renumber")
    answer = secretariat.post(f"/demo/agenda/items/{item.id}/renumber", {**form, "step": "up"}, status=303)
    page = secretariat.follow(answer)
    assert answer.response.headers["Location"].endswith(f"#item-{item.id}")
    assert "“Cooperanet” is now item 7." in page.soup.get_text(" ")

    stale = secretariat.post(f"/demo/agenda/items/{item.id}/renumber", {**form, "step": "up"}, status=409)
    assert "Somebody changed the agenda meanwhile" in stale.words
    assert named(demo, "Cooperanet").number == "7"
    secretariat.post("/demo/agenda/items/99999/renumber", {"step": "up"}, status=404)


def test_an_item_is_added_where_it_belongs(demo, visit):
    secretariat, above = visit("secretariat"), named(demo, "Cooperanet")
    page = secretariat.get(f"/demo/agenda/items?where=under-{above.id}")
    form = page.form("#add")
    assert form["where"] == f"under-{above.id}"
    secretariat.post("/demo/agenda/items", {**form, "title-es": "Datos abiertos"}, status=303)
    assert queries.items(demo.edition.id)[-7].number == "8.a"

    with transaction():
        services.remove_item(named(demo, "Cooperanet"), version=1, by=demo.user("secretariat"))
    kept = secretariat.post("/demo/agenda/items", {**form, "title-es": "Datos"}, status=422)
    assert kept.soup.find("input", attrs={"name": "title-es"})["value"] == "Datos"


def test_everything_an_item_says_is_kept(demo, visit):
    secretariat, item = visit("secretariat"), named(demo, "Cooperanet")
    url = f"/demo/agenda/items/{item.id}"
    typed = {
        **secretariat.get(url).form(url),
        "annotation-en": "Background:\r\nNew.\r\n\r\na. One\r\nb. Two",
        "documents": ["doc.10", "INF.1"],
        "more_documents": "doc.77, INF.88",
        "outcome_codes": ["O6", "O7"],
    }
    bad = secretariat.post(url, {**typed, "more_documents": "the usual one"}, status=422)
    assert "“the usual one” is not a document symbol." in bad.words
    assert "New." in bad.soup.find("textarea", attrs={"name": "annotation-en"}).text

    secretariat.post(url, typed, status=303)
    saved = named(demo, "Cooperanet")
    assert saved.annotation["en"] == "Background:\nNew.\n\na. One\nb. Two"
    assert saved.document_symbols == ["doc.10", "INF.1", "doc.77", "INF.88"]
    assert saved.outcome_codes == ["O6", "O7"]
    form = secretariat.get(url).form(url)
    assert (form["documents"], form["more_documents"]) == (["doc.10", "INF.1"], "doc.77, INF.88")

    stale = secretariat.post(url, {**typed, "annotation-en": "Mine"}, status=409)
    assert "meanwhile: annotation" in stale.words
    assert stale.soup.find("textarea", attrs={"name": "annotation-en"}).text.strip() == "Mine"


def test_removing_names_what_goes_along_and_who_takes_it_up(demo, visit):
    secretariat, item = visit("secretariat"), named(demo, "Offers and requests for cooperation")
    url = f"/demo/agenda/items/{item.id}/remove"
    page = secretariat.get(url)
    assert "Follow-up of commitments" in page.words
    assert "D2-07" in page.words

    with transaction():
        details = ItemDetails(Translated(en="One more"))
        services.add_item(demo.edition, details, under=item, by=demo.user("secretariat"))
    again = secretariat.post(url, page.form(url), status=409)
    assert "One more" in again.words
    secretariat.post(url, again.form(url), status=303)
    assert len(queries.items(demo.edition.id)) == 13
    secretariat.post(url, again.form(url), status=404)


def test_the_meeting_adopts_the_agenda_and_the_public_learns_of_it(demo, visit):
    with clock.stopped_at(demo.moment(1, "11:00")):
        secretariat = visit("secretariat")
        form = secretariat.get("/demo/agenda/status").form("/agenda/status")
        assert form["status"] == ["provisional"]
        adopted = {**form, "status": "adopted"}
        without = secretariat.post("/demo/agenda/status", adopted, status=422)
        assert "Choose the session that adopted it" in without.words
        late = secretariat.post(
            "/demo/agenda/status", {**adopted, "session": "D1-05", "adopted_on": "2027-04-21"}, status=422
        )
        assert "held on April 22, 2027" in late.words
        secretariat.post("/demo/agenda/status", {**adopted, "session": "D1-05"}, status=303)

        page = secretariat.get("/demo/agenda/items")
        assert not page.soup.select(".outline button")
        words = "Approved during the first plenary session held on April 22, 2027"
        assert words in page.words
        assert words not in visit().get("/demo/agenda/").words
        assert words in secretariat.get("/demo/agenda/release").words
        release(demo)
        assert words in visit().get("/demo/agenda/").words
        spanish = visit(lang="es").get("/demo/agenda/").words
        assert "Aprobado en la primera sesión plenaria, celebrada el 22 de abril de 2027" in spanish


def test_an_adopted_agenda_is_reopened_for_a_reason(demo, visit):
    adopt(demo)
    secretariat = visit("secretariat")
    page = secretariat.get("/demo/agenda/status")
    assert secretariat.post("/demo/agenda/reopen", page.form("/reopen"), status=422).errors is not None
    secretariat.post("/demo/agenda/reopen", {**page.form("/reopen"), "reason": "A slip"}, status=303)

    assert queries.agenda(demo.edition.id).status == "provisional"
    secretariat.post("/demo/agenda/reopen", {"reason": "A slip"}, status=409)


def test_the_numerals_are_chosen_by_level(demo, visit):
    secretariat = visit("secretariat")
    form = secretariat.get("/demo/agenda/numbering").form("/numbering")
    assert [form[level] for level in ("first", "second", "third")] == ["1", "a", "i"]
    secretariat.post("/demo/agenda/numbering", {**form, "first": "I", "second": "1"}, status=303)
    assert named(demo, "Roadmap").number == "X.2"
    secretariat.post("/demo/agenda/numbering", {**form, "first": "A"}, status=409)
    secretariat.post("/demo/agenda/numbering", {**form, "first": "Ω"}, status=422)


def test_everybody_reads_the_agenda_with_what_belongs_to_each_item(demo, visit):
    page = visit().get("/demo/agenda/")
    third = page.soup.find(id="item-3")

    assert "Provisional version" in page.words
    assert page.soup.find(id="item-10.b").h3.get_text() == "Roadmap"
    assert "Second plenary session" in third.get_text()
    assert third.find("a", string="doc.6")["href"].startswith("/demo/documents/#document-")
    assert third.select(".list-numbers li")[0].get_text().startswith("Which tasks")
    french = visit(lang="fr").get("/demo/agenda/").soup.find(id="item-9").select_one(".annotation")
    assert (french["lang"], french.abbr.get_text()) == ("en", "EN")
    assert len(page.text.encode()) < 100_000


def test_the_public_reads_what_was_released_and_no_title_it_may_not_know(demo, visit):
    item = named(demo, "Cooperanet")
    with transaction():
        from fairapp.documents.models import OfficialDocument

        paper = db.session.query(OfficialDocument).filter_by(series="doc.", number=10).one()
        paper.distribution = "restricted"
        text = ItemDetails(item.title, [], Translated(en="Not yet for everybody"), ["doc.10"])
        services.edit_item(item, text, version=item.version, by=demo.user("secretariat"))

    page = visit().get("/demo/agenda/")
    assert "Not yet for everybody" not in page.words
    assert "functional proposal" not in page.words
    assert page.soup.find(id="item-8").find("a", string="doc.10") is None
    assert "functional proposal" in visit("secretariat").get("/demo/agenda/").words


def test_an_item_of_another_edition_is_not_found(demo, visit):
    by = demo.user("secretariat")
    with transaction():
        day = demo.edition.first_day
        words = Translated(en="Other")
        other = open_edition(
            EditionDetails("other", words, words, words, words, "UTC", day, day, words), by=by
        )
        item = services.add_item(other, ItemDetails(Translated(en="Theirs")), by=by)
    url = f"/demo/agenda/items/{item.id}"

    for action in (url, f"{url}/remove"):
        visit("secretariat").get(action, status=404)
    visit("secretariat").post(f"{url}/renumber", {"step": "up"}, status=404)
    assert "No items yet" not in visit("secretariat").get("/other/agenda/items").words


@pytest.mark.parametrize("url", ["/demo/agenda/items", "/demo/agenda/", DESK[1], DESK[2]])
def test_the_pages_ask_the_same_whatever_the_length_of_the_agenda(demo, visit, url):
    secretariat = visit("secretariat")
    secretariat.get(url)
    db.session.remove()  # or whoever this test looked up need not be asked for
    with selects() as few:
        secretariat.get(url)
    with transaction():
        item = named(demo, "The OAS as facilitator of cooperation in the Hemisphere")
        for number in range(20):
            details = ItemDetails(Translated(en=f"More {number}"), ["O1"], Translated(en="Why"), ["doc.1"])
            services.add_item(demo.edition, details, under=item, by=demo.user("secretariat"))
    release(demo)
    secretariat.get(url)
    db.session.remove()
    with selects() as many:
        secretariat.get(url)

    assert len(many) == len(few) <= 12
