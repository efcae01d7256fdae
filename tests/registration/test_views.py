"""The pages: who may enter, what a refusal looks like, what is public."""

from __future__ import annotations

import pytest

from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.core.todo import Todo
from fairapp.registration import queries, services
from fairapp.registration.models import Participant
from tests.registration.helpers import after_closing, chile_with_letter, letter, person, upload
from tests.selects import selects

DETAILS = {
    "role": "head",
    "honorific": "ambassador",
    "given_names": "Elena",
    "family_names": "Cabeza",
    "office": "Directora",
    "institution": "Agencia (prueba)",
    "email": "elena@example.org",
    "phone": "+56 2 555 0100",
    "languages": ["es", "en"],
    "listed": "y",
    "list_email": "y",
    "open_to_meetings": "y",
}


def _at(demo, code, tail=""):
    return f"/demo/delegations/{demo.delegation(code).id}{tail}"


def test_focal_point_enters_the_head_and_finds_what_was_typed(demo, visit):
    focal = visit("focal")

    answer = focal.post(_at(demo, "CL", "/people/new"), DETAILS, 303)

    assert "Ambassador Elena CABEZA" in focal.follow(answer).words
    head = demo.delegation("CL").head
    assert (head.email, head.languages, head.list_email) == ("elena@example.org", ["en", "es"], True)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("given_names", "", "Please fill this in."),
        ("family_names", " ", "Please fill this in."),
        ("office", "x" * 201, "At most 200 characters, please."),
        ("role", "king", "Not a valid choice."),
        ("role", "observer", "Not a valid choice."),
        ("email", "elena at example", "This is not an e-mail address."),
        ("phone", "call me", "Digits and spaces, please, beginning with +."),
        ("languages", ["tlh"], "not"),
    ],
)
def test_a_person_form_says_beside_the_field_what_is_wrong_and_keeps_the_rest(
    demo, visit, field, value, says
):
    focal = visit("focal")

    page = focal.post(_at(demo, "CL", "/people/new"), {**DETAILS, field: value}, 422)

    beside = page.soup.find(id=f"{field}-error")
    assert beside is not None
    assert says in beside.get_text()
    kept = "institution"
    assert page.soup.find(id=kept)["value"] == DETAILS[kept]
    assert demo.delegation("CL").participants == []


def test_a_second_head_is_refused_beside_the_role(demo, visit):
    focal = visit("focal")
    focal.post(_at(demo, "CL", "/people/new"), DETAILS, 303)

    page = focal.post(_at(demo, "CL", "/people/new"), {**DETAILS, "given_names": "Otra", "email": ""}, 409)

    assert "Elena Cabeza is head of delegation" in page.soup.find(id="role-error").get_text()
    assert page.soup.find(id="given_names")["value"] == "Otra"


def test_the_same_person_sent_twice_is_entered_once(demo, visit):
    focal = visit("focal")
    adviser = {**DETAILS, "role": "adviser"}
    focal.post(_at(demo, "CL", "/people/new"), adviser, 303)

    page = focal.post(_at(demo, "CL", "/people/new"), adviser, 409)

    said = page.soup.find(id="email-error").get_text()
    assert "Elena Cabeza, of this delegation, has this address." in said
    assert len(demo.delegation("CL").participants) == 1


def test_saving_an_old_page_shows_what_is_on_record_and_keeps_what_was_typed(demo, visit):
    focal = visit("focal")
    focal.post(_at(demo, "CL", "/people/new"), DETAILS, 303)
    head = demo.delegation("CL").head
    url = _at(demo, "CL", f"/people/{head.id}")
    opened = focal.get(url).form(url)
    with transaction():
        services.change_participant(
            head, person("head", "Elena", "Cabeza", office="Ministra"), by=demo.user("secretariat")
        )

    page = focal.post(url, {**opened, "office": "Subdirectora"}, 409)

    assert "Somebody changed this meanwhile." in page.words
    assert "On record now:" in page.words
    assert "Ministra" in page.words
    assert page.soup.find(id="office")["value"] == "Subdirectora"
    again = focal.post(url, {**page.form(url), "office": "Subdirectora"})
    assert again.status == 303


@pytest.mark.parametrize(
    "tail",
    ["", "/people/new", "/submit", "/letter", "/decline", "/withdraw"],
)
def test_another_delegations_focal_point_is_kept_out(demo, visit, tail):
    focal = visit("focal")
    url = _at(demo, "MX", tail)

    if tail in {"/submit", "/letter"}:
        focal.post(url, {}, 403)
    else:
        focal.get(url, 403)
        if tail:
            focal.post(url, DETAILS, 403)

    assert demo.delegation("MX").status == "accredited"


def test_a_person_is_not_reached_through_another_delegation(demo, visit):
    kezia = demo.person("delegate")

    visit("focal").get(_at(demo, "CL", f"/people/{kezia.id}"), 404)


@pytest.mark.parametrize("short", ["delegate", "exhibitor", "rapporteur"])
def test_who_has_no_part_in_registration_sees_neither_list_nor_delegation(demo, visit, short):
    browser = visit(short)

    browser.get("/demo/delegations/", 403)
    browser.get(_at(demo, "JM"), 403)
    browser.get("/demo/precedence", 403)


def test_strangers_are_asked_to_sign_in_and_unknown_delegations_are_not_found(demo, visit):
    assert "/sign-in" in visit().get(_at(demo, "JM"), 302).response.headers["Location"]
    visit("protocol").get("/demo/delegations/999999", 404)


@pytest.mark.parametrize("tail", ["/verify", "/accredit", "/return"])
def test_a_focal_point_does_not_accredit_their_own_delegation(demo, visit, tail):
    chile = chile_with_letter(demo)

    visit("focal").post(_at(demo, "CL", tail), {"reason": "x"}, 403)

    assert chile.status == "letter_received"


def test_protocol_accredits_but_does_not_edit_people(demo, visit):
    protocol = visit("protocol")

    assert "Add a person" not in protocol.get(_at(demo, "CL")).words
    protocol.post(_at(demo, "CL", "/people/new"), DETAILS, 403)


def test_the_letter_goes_to_those_who_may_see_it_as_a_download(demo, visit):
    chile = chile_with_letter(demo)
    url = _at(demo, "CL", f"/letters/{chile.letter.id}")

    for short in ("focal", "protocol", "secretariat"):
        response = visit(short).get(url).response
        assert response.headers["Content-Disposition"] == "attachment; filename=carta.pdf"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.mimetype == "application/pdf"
        assert response.data.startswith(b"%PDF")
    for short in ("delegate", "exhibitor", "rapporteur"):
        visit(short).get(url, 403)
    visit().get(url, 302)


def test_a_letter_is_not_reached_through_another_delegation(demo, visit):
    other = demo.delegation("JM").letter.id

    visit("focal").get(_at(demo, "CL", f"/letters/{other}"), 404)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Excelentisimo senor", "not a file of a kind we can take"),
        (b"", "This file is empty."),
        (b"<html><script>alert(1)</script></html>", "not a file of a kind we can take"),
    ],
)
def test_what_is_not_a_letter_is_refused_beside_the_field(demo, visit, content, says):
    page = visit("focal").post(
        _at(demo, "CL", "/letter"), {"letter": (upload(content, "x.pdf").stream, "carta.pdf")}, 422
    )

    assert says in page.soup.find(id="letter-error").get_text()
    assert demo.delegation("CL").letters == []


def test_no_file_at_all_is_said_beside_the_field(demo, visit):
    page = visit("focal").post(_at(demo, "CL", "/letter"), {}, 422)

    assert "Please choose a file." in page.soup.find(id="letter-error").get_text()


def test_a_move_made_meanwhile_is_refused_and_the_page_shows_where_the_credential_stands(demo, visit):
    protocol = visit("protocol")

    page = protocol.post(_at(demo, "JM", "/accredit"), {}, 409)

    assert "This credential was accredited meanwhile." in page.words
    assert page.h1 == "Jamaica"


def test_a_credential_is_not_returned_without_a_reason(demo, visit):
    chile = chile_with_letter(demo)
    protocol = visit("protocol")

    page = protocol.post(_at(demo, "CL", "/return"), {"reason": "  "}, 422)

    assert page.soup.find(id="reason-error")
    assert chile.status == "letter_received"


def test_after_closing_the_page_says_so_and_the_form_refuses(demo, visit, at):
    focal = visit("focal")
    with at(after_closing(demo)):
        assert "Registration is closed." in focal.get(_at(demo, "CL")).words
        page = focal.post(_at(demo, "CL", "/people/new"), DETAILS, 409)

    assert "Registration closed on April 8, 2027" in page.words


def test_a_delegation_may_decline_and_be_invited_again(demo, visit):
    focal, secretariat = visit("focal"), visit("secretariat")

    focal.post(_at(demo, "CL", "/decline"), {"reason": "Cambio de agenda."}, 303)
    assert demo.delegation("CL").status == "declined"
    focal.post(_at(demo, "CL", "/people/new"), DETAILS, 409)
    secretariat.post(_at(demo, "CL", "/invite-again"), {}, 303)
    db.session.expire_all()
    assert demo.delegation("CL").status == "invited"


def test_somebody_is_removed_after_a_question(demo, visit):
    focal = visit("focal")
    focal.post(_at(demo, "CL", "/people/new"), DETAILS, 303)
    url = _at(demo, "CL", f"/people/{demo.delegation('CL').head.id}/remove")

    asked = focal.get(url)
    assert asked.h1 == "Remove Elena Cabeza?"
    focal.post(url, asked.form(url), 303)

    db.session.expire_all()
    assert demo.delegation("CL").participants == []


def test_the_list_is_filtered_by_state_category_and_words(demo, visit):
    protocol = visit("protocol")

    returned = protocol.get("/demo/delegations/?status=returned").words
    assert "Argentina" in returned
    assert "Jamaica" not in returned
    assert "Mexico" in protocol.get("/demo/delegations/?q=MÉXICO").words
    assert "Japan" in protocol.get("/demo/delegations/?category=permanent_observer").words
    assert "No delegation matches" in protocol.get("/demo/delegations/?q=Atlantis").words
    protocol.get("/demo/delegations/?page=99&status=nonsense")


def test_the_list_says_in_words_what_its_picture_shows(demo, visit):
    page = visit("protocol").get("/demo/delegations/")
    picture = page.soup.find("figure").find("svg")

    assert picture.find("title").get_text() == "Delegations by state of their credential"
    assert picture.find("desc").get_text() in page.words


def test_protocol_neither_invites_nor_appoints(demo, visit):
    protocol = visit("protocol")

    protocol.get("/demo/delegations/invite", 403)
    protocol.get(_at(demo, "CL", "/focal-points"), 403)


def test_the_public_list_shows_accredited_people_in_order_of_precedence(demo, visit):
    page = visit().get("/demo/participants")
    names = [h.get_text(" ", strip=True) for h in page.soup.select("article h3")]

    assert names[:4] == ["Jamaica", "Mexico", "Panama", "Paraguay"]
    assert "Suriname" not in names  # verified, not yet accredited
    assert "Kezia SPECIMEN" in page.words
    assert names.index("France") > names.index("Jamaica")


def test_the_public_list_shows_an_address_only_with_consent(demo, visit):
    kezia = demo.person("delegate")
    assert kezia.list_email
    assert kezia.email in visit().get("/demo/participants").words

    with transaction():
        db.session.get(Participant, kezia.id).list_email = False

    assert kezia.email not in visit().get("/demo/participants").text
    assert kezia.phone == "" or kezia.phone not in visit().get("/demo/participants").text


def test_the_public_list_speaks_the_visitors_language(demo, visit):
    page = visit(lang="fr").get("/demo/participants?q=specimen+jamaique")

    assert "Jamaïque" in page.words
    assert "Kezia SPECIMEN" in page.words
    assert "Amara SAMPLE" not in page.words


@pytest.mark.parametrize(
    ("query", "found", "absent"),
    [
        ("?q=multilateral", "Desmond PLACEHOLDER", "Kezia SPECIMEN"),
        ("?category=permanent_observer", "France", "Kezia SPECIMEN"),
        ("?q=%25", "Nobody matches", "Kezia SPECIMEN"),
    ],
)
def test_the_public_list_is_filtered_without_scripts(demo, visit, query, found, absent):
    words = visit().get(f"/demo/participants{query}").words

    assert found in words
    assert absent not in words


def test_lists_cost_the_same_number_of_selects_however_long(demo, visit):
    protocol = visit("protocol")
    costs = []
    for query in ("q=Jamaica", "q=a"):
        for url in (f"/demo/delegations/?{query}", f"/demo/participants?{query}"):
            db.session.expunge_all()
            with selects() as seen:
                protocol.get(url)
            costs.append(len(seen))

    assert costs[:2] == costs[2:]
    assert max(costs) <= 12


def test_a_delegations_page_costs_the_same_for_one_person_and_for_four(demo, visit):
    protocol = visit("protocol")
    costs = {}
    for code in ("PE", "PY"):
        url = _at(demo, code)
        db.session.remove()  # as a request begins: nothing is known yet
        with selects() as seen:
            protocol.get(url)
        costs[code] = len(seen)

    assert len(demo.delegation("PY").participants) > len(demo.delegation("PE").participants)
    assert costs["PE"] == costs["PY"] <= 12


def test_what_waits_is_told_to_each_in_two_selects(demo, app):
    edition, focal, protocol = demo.edition, demo.user("focal"), demo.user("protocol")
    users = [focal, protocol, demo.user("delegate")]
    assert [bool(user.grants) for user in users]
    with app.test_request_context("/demo/"), selects() as seen:
        from flask import g

        g.edition = edition
        waiting = [queries.todo_for(user, edition) for user in users]

    assert [todo.sentence for todo in waiting[0]] == [
        "Chile: The head of delegation is not named yet.",
        "Chile: The credential letter is missing.",
    ]
    assert [todo.count for todo in waiting[1]][:2] == [2, 2]
    assert waiting[2] == []
    assert all(isinstance(todo, Todo) for each in waiting for todo in each)
    assert len(seen) <= 4


def test_the_whole_way_from_invitation_to_the_public_list(demo, visit):
    focal, protocol, public = visit("focal", "es"), visit("protocol"), visit()
    url = _at(demo, "CL")
    assert "Chile" not in public.get("/demo/participants").words

    focal.post(f"{url}/people/new", DETAILS, 303)
    focal.post(
        f"{url}/people/new",
        {**DETAILS, "role": "adviser", "given_names": "Inés", "email": "", "list_email": []},
        303,
    )
    focal.post(f"{url}/submit", focal.get(url).form("/submit"), 303)
    sent = focal.post(f"{url}/letter", {"letter": (letter().stream, "carta.pdf")}, 303)
    assert "carta.pdf" in focal.follow(sent).words

    protocol.post(f"{url}/return", {"reason": "The letter is not signed."}, 303)
    focal.post(f"{url}/letter", {"letter": (letter().stream, "firmada.pdf")}, 303)
    protocol.post(f"{url}/verify", protocol.get(url).form("/verify"), 303)
    protocol.post(f"{url}/accredit", protocol.get(url).form("/accredit"), 303)

    words = public.get("/demo/participants?q=chile").words
    assert "Elena CABEZA" in words
    assert "elena@example.org" in words
    assert "Inés CABEZA" in words
    to_focal = db.session.query(Letter).filter_by(to_email="focal@example.org").all()
    assert [each.kind for each in to_focal] == ["credential-returned", "delegation-accredited"]
