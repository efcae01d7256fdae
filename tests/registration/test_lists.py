"""Issuing the list of participants: revisions, what changed, what stays, what the public gets."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from fairapp.core.db import db, transaction
from fairapp.core.prints import html_of
from fairapp.documents import queries as documents
from fairapp.documents.prints import find
from fairapp.documents.renditions import produce
from fairapp.registration import issues, published, roll, services
from fairapp.registration.errors import FinalAlready, NothingChanged
from fairapp.registration.models import IssuedList
from fairapp.registration.prints import issued_list, kept, published_list
from tests.papers import inspect_paper, words_of
from tests.races.crowd import all_at_once
from tests.registration.helpers import facts, person
from tests.registration.test_editions import open_small_edition
from tests.selects import selects

LANGS = ("en", "es", "fr", "pt")


def issue(demo, *, final=False, note=""):
    with transaction():
        return services.issue_list(demo.edition, is_final=final, note=note, by=demo.user("protocol"))


def accredited_adviser(demo, given="Ada", family="Neu", code="JM"):
    """Somebody new on the list."""
    with transaction():
        found = services.enter_participant(
            demo.delegation(code), person("adviser", given, family), by=demo.user("secretariat")
        )
        found.standing, found.waiting_since, found.listed = "accredited", None, True
    return found


def test_the_first_list_has_no_revision_and_the_next_ones_count(demo):
    first = issue(demo)
    accredited_adviser(demo)
    second = issue(demo)

    assert (first.revision, first.symbol) == (0, "CIDI/RACOOP/doc.17/27")
    assert (second.revision, second.symbol) == (1, "CIDI/RACOOP/doc.17/27 rev. 1")
    assert documents.of_kind(demo.edition.id, "list_of_participants").symbol == second.symbol
    assert facts(f"list:{second.id}") == ["ListIssued"]


def test_an_edition_whose_list_has_no_number_gets_one(demo):
    with transaction():
        db.session.delete(documents.of_kind(demo.edition.id, "list_of_participants"))

    assert issue(demo).revision == 0
    assert documents.of_kind(demo.edition.id, "list_of_participants").kind == "list_of_participants"


def test_a_revision_made_by_hand_is_not_given_twice(demo):
    from fairapp.documents.services import revise_document

    issue(demo)
    with transaction():
        entry = documents.of_kind(demo.edition.id, "list_of_participants")
        revise_document(entry, version=entry.version, dated=entry.dated, by=demo.user("secretariat"))
        revise_document(entry, version=entry.version, dated=entry.dated, by=demo.user("secretariat"))
    accredited_adviser(demo)

    assert issue(demo).symbol.endswith("rev. 2")


def test_provisional_and_final_follow_the_issue(demo):
    issue(demo)
    assert published.is_provisional(demo.edition)
    assert "(Provisional)" in html_of(published_list(demo.edition, "en"))

    issue(demo, final=True)

    assert not published.is_provisional(demo.edition)
    assert "(Provisional)" not in html_of(published_list(demo.edition, "en"))


def test_after_the_final_list_there_is_no_provisional_one(demo):
    issue(demo, final=True)
    accredited_adviser(demo)

    with pytest.raises(FinalAlready) as refused:
        issue(demo)
    assert refused.value.field == "kind"
    assert issue(demo, final=True).revision == 1


def test_a_list_that_would_say_the_same_is_not_issued_without_a_reason(demo):
    issue(demo)

    with pytest.raises(NothingChanged) as refused:
        issue(demo)
    assert refused.value.field == "note"
    assert len(issues.every(demo.edition.id)) == 1
    assert issue(demo, note="A page was missing at the printer’s").revision == 1


def test_people_who_are_not_on_the_list_change_nothing(demo):
    issue(demo)
    with transaction():
        services.enter_participant(
            demo.delegation("JM"),
            person("adviser", "Not", "Listed", listed=False),
            by=demo.user("secretariat"),
        )
        demo.delegation("SR").precedence = None

    with pytest.raises(NothingChanged):
        issue(demo)


def test_the_difference_names_who_joined_left_and_changed(demo):
    before = roll.current(demo.edition.id)
    accredited_adviser(demo)
    with transaction():
        demo.person("delegate").office = "Minister"
        demo.person("counterpart").listed = False
        demo.delegation("PE").status = "withdrawn"

    found = issues.difference(before, roll.current(demo.edition.id))

    assert [p.name for p, _party in found.joined] == ["Ada NEU"]
    assert [p.name for p, _party in found.changed] == ["Kezia SPECIMEN"]
    assert demo.person("counterpart").formal_name in [p.name for p, _party in found.left]
    assert [p.name.to("en") for p in found.went] == ["Peru"]
    assert not found.came
    assert not found.moved


def test_another_order_of_delegations_is_a_difference(demo):
    before = roll.current(demo.edition.id)
    with transaction():
        services.draw_precedence(
            demo.edition, "PA", by=demo.user("protocol"), reason="The box was incomplete."
        )

    assert issues.difference(before, roll.current(demo.edition.id)).moved


def test_no_difference_is_nothing(demo):
    found = roll.current(demo.edition.id)

    assert not issues.difference(found, roll.from_content(json.loads(json.dumps(roll.to_content(found)))))


@pytest.mark.parametrize("lang", LANGS)
def test_an_issue_stays_the_same_to_the_byte_whatever_happens_later(demo, lang):
    issued = issue(demo)
    kept.keep_issue(issued.id)
    paper, (sheet, _name) = kept.paper_of(demo.edition, issued, lang).path, kept.sheet_of(issued, lang)
    before = paper.read_bytes(), sheet.read_bytes()
    with transaction():
        demo.person("delegate").family_names = "Other"
        demo.edition.name = demo.edition.place
        demo.delegation("MX").status = "withdrawn"
    accredited_adviser(demo)
    issue(demo)

    again = issues.one(demo.edition.id, 0)
    assert kept.paper_of(demo.edition, again, lang).path.read_bytes() == before[0]
    assert kept.sheet_of(again, lang)[0].read_bytes() == before[1]
    paper.unlink()
    sheet.unlink()
    db.session.expire_all()
    assert kept.paper_of(demo.edition, again, lang).path.read_bytes() == before[0], "from the frozen list"
    assert kept.sheet_of(again, lang)[0].read_bytes() == before[1]
    assert "SPECIMEN" in words_of(inspect_paper(kept.paper_of(demo.edition, again, lang).path, lang))


def test_a_provisional_issue_is_stamped_with_its_revision(demo):
    issue(demo)
    accredited_adviser(demo)
    words = html_of(issued_list(issue(demo), "es"))

    assert "CIDI/RACOOP/doc.17/27 rev. 1" in words
    assert "(Provisional)" in words


def test_the_public_paper_is_the_newest_issue_not_what_happened_since(demo):
    issue(demo)
    accredited_adviser(demo)

    assert "Ada NEU" not in html_of(published_list(demo.edition, "en"))
    assert "Ada NEU" in visit_page(demo)


def visit_page(demo):
    found = published.public_list(demo.edition, text="Ada")
    return " ".join(person.name for party in found.page.items for person in party.people)


def test_who_takes_back_their_consent_is_left_out_of_the_public_paper_and_stays_on_file(demo):
    issued = issue(demo)
    with transaction():
        demo.person("delegate").listed = False

    assert "Kezia SPECIMEN" not in html_of(published_list(demo.edition, "en"))
    assert "Kezia SPECIMEN" in html_of(issued_list(issued, "en"))


def test_an_address_whose_consent_was_taken_back_goes_too(demo):
    issue(demo)
    address = demo.person("delegate").email
    assert address in html_of(published_list(demo.edition, "en"))
    with transaction():
        demo.person("delegate").list_email = False

    words = html_of(published_list(demo.edition, "en"))
    assert address not in words
    assert "Kezia SPECIMEN" in words


def test_the_documents_hand_out_the_public_copy(demo):
    issue(demo)
    reader = inspect_paper(produce(demo.edition, find("list-of-participants"), "en").path, "en")

    assert "CIDI/RACOOP/doc.17/27" in words_of(reader)


def test_eight_who_issue_at_once_get_eight_numbers_without_a_gap(demo, app):
    number, user = demo.edition.id, demo.user("protocol").id

    def act(place):
        from fairapp.accounts.models import User
        from fairapp.edition.models import Edition

        with transaction():
            services.issue_list(
                db.session.get_one(Edition, number),
                is_final=False,
                note=f"attempt {place}",
                by=db.session.get_one(User, user),
            )
        return "issued"

    db.session.remove()
    assert all_at_once(app, 8, act) == {"issued": 8}
    revisions = db.session.scalars(select(IssuedList.revision).order_by(IssuedList.revision)).all()
    assert revisions == list(range(8))
    assert documents.of_kind(number, "list_of_participants").revision == 7


def test_the_order_is_kept_and_told(demo):
    with transaction():
        services.order_list(demo.edition, "alphabetical", by=demo.user("secretariat"))
        services.order_list(demo.edition, "alphabetical", by=demo.user("secretariat"))

    assert issues.ordering_of(demo.edition.id) == "alphabetical"
    assert facts(f"edition:{demo.edition.id}").count("ListOrderChanged") == 1
    words = html_of(published_list(demo.edition, "en"))
    assert words.index(">Dominican Republic<") < words.index(">Jamaica<")


# The pages


def test_protocol_issues_the_list_and_finds_it_on_file(demo, visit):
    visitor = visit("protocol")
    page = visitor.get("/demo/participants/lists")
    done = visitor.post(
        "/demo/participants/lists", {**page.form("/participants/lists"), "kind": "provisional"}, status=303
    )
    page = visitor.follow(done)

    assert "CIDI/RACOOP/doc.17/27" in page.words
    assert "Nothing has changed since CIDI/RACOOP/doc.17/27." in page.words
    for lang in LANGS:
        paper = visitor.get(f"/demo/participants/lists/0.pdf?lang={lang}").response
        assert paper.data.startswith(b"%PDF")
        assert paper.headers["Content-Language"] == lang
        sheet = load_workbook(
            io.BytesIO(visitor.get(f"/demo/participants/lists/0.xlsx?lang={lang}").response.data)
        )
        assert sheet.active.max_row == 1 + issues.last(demo.edition.id).people


def test_what_was_typed_is_kept_when_the_list_is_refused(demo, visit):
    issue(demo, final=True)
    accredited_adviser(demo)
    visitor = visit("protocol")
    page = visitor.get("/demo/participants/lists")
    assert "1 person added" in page.words
    assert "Ada NEU" in page.words
    page = visitor.post(
        "/demo/participants/lists",
        {**page.form("/participants/lists"), "kind": "provisional", "note": "Why not"},
        status=409,
    )

    assert any(
        "The final list was issued" in error.get_text()
        for error in page.soup.select(".field-invalid, .error")
    )
    assert page.form("/participants/lists")["note"] == "Why not"


@pytest.mark.parametrize("data", [{"kind": "sealed"}, {"kind": "final", "note": "x" * 501}])
def test_a_wrong_choice_is_refused_beside_its_field(demo, visit, data):
    page = visit("secretariat").post("/demo/participants/lists", data, status=422)

    assert page.soup.select(".error")
    assert not issues.every(demo.edition.id)


def test_the_order_is_chosen_on_the_page(demo, visit):
    visitor = visit("protocol")
    visitor.post("/demo/participants/lists/order", {"ordering": "alphabetical"}, status=303)
    assert "In alphabetical order" in visitor.get("/demo/participants").words
    visitor.post("/demo/participants/lists/order", {"ordering": "by-whim"}, status=422)

    assert issues.ordering_of(demo.edition.id) == "alphabetical"


@pytest.mark.parametrize("path", ["", "/next.pdf", "/next.xlsx", "/0.pdf", "/0.xlsx"])
def test_lists_on_file_are_for_protocol_only(demo, visit, path):
    issue(demo)
    address = f"/demo/participants/lists{path}"
    for short in ("secretariat", "protocol"):
        visit(short).get(address)
    for short in ("focal", "delegate", "exhibitor", "rapporteur", "chair"):
        visit(short).get(address, status=403)
    visit().get(address, status=302)


@pytest.mark.parametrize("path", ["7.pdf", "7.xlsx", "0.pdf?lang=de", "x.pdf"])
def test_a_list_that_was_not_issued_is_not_found(demo, visit, path):
    issue(demo)

    visit("protocol").get(f"/demo/participants/lists/{path}", status=404)


def test_another_editions_list_is_not_found(demo, visit):
    other, _owner = open_small_edition()
    issued = issue(demo)
    with transaction():
        issued.edition_id = other.id

    visit("protocol").get("/demo/participants/lists/0.pdf", status=404)


def test_the_page_of_lists_costs_the_same_for_few_and_many(demo, visit):
    visitor = visit("protocol")
    issue(demo)
    visitor.get("/demo/participants/lists")
    with selects() as few:
        visitor.get("/demo/participants/lists")
    for number in range(6):
        issue(demo, note=f"again {number}")
    with selects() as many:
        visitor.get("/demo/participants/lists")

    assert len(few) == len(many)


# The sheet


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("en", "Family names"), ("es", None), ("fr", None), ("pt", None)],
)
def test_the_sheet_says_what_the_list_says_in_its_order(demo, visit, lang, heading):
    answer = visit(None, lang).get("/demo/participants.xlsx").response
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    current = roll.current(demo.edition.id)

    if heading:
        assert rows[0][5] == heading
    assert [(row[1], row[4], row[5], row[8]) for row in rows[1:]] == [
        (party.name.to(lang), p.given_names, p.family_names.upper(), p.email)
        for party in roll.ordered(current, lang, "precedence")
        for p in party.people
    ]


def test_the_sheet_evaluates_nothing_and_tells_nothing_private(demo, visit):
    with transaction():
        kezia = demo.person("delegate")
        kezia.office, kezia.list_email, kezia.phone = "=HYPERLINK(1)", False, "+1 202 555"
        kezia.diet = "no peanuts"
    sheet = load_workbook(io.BytesIO(visit().get("/demo/participants.xlsx").response.data)).active
    cells = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]

    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith("=")]
    assert not [cell for cell in cells if "peanuts" in cell or "555" in cell or cell == kezia.email]


# The public page


def test_a_delegation_of_which_nobody_is_listed_stands_there_by_name(demo, visit):
    with transaction():
        for each in demo.delegation("JM").participants:
            each.listed = False
    page = visit().get("/demo/participants")

    assert "Jamaica" in page.words
    assert "SPECIMEN" not in page.words.partition("Mexico")[0]


def test_nobody_unwilling_is_found_by_a_search(demo, visit):
    assert "Kezia" in visit().get("/demo/participants?q=kezia+specimen").words
    with transaction():
        demo.person("delegate").listed = False

    assert "Kezia" not in visit().get("/demo/participants?q=kezia+specimen").words


@pytest.mark.parametrize("words", ["jamaïca kezia", "KEZIA", "ECUTIVE jamaica", "JM"])
def test_the_page_is_searched_by_person_office_and_delegation_together(demo, visit, words):
    assert "Jamaica" in visit().get(f"/demo/participants?q={words}").words


def test_the_public_page_costs_the_same_for_few_and_many(demo, visit):
    visitor = visit()
    visitor.get("/demo/participants")
    with selects() as few:
        visitor.get("/demo/participants")
    for number in range(15):
        accredited_adviser(demo, f"Ada {number}", f"Neu {number}")
    with selects() as many:
        visitor.get("/demo/participants")

    assert len(few) == len(many) <= 12
