"""Focal points on the page: the secretariat's side, the link of the letter, a pasted list."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from fairapp.accounts.queries import by_email
from fairapp.accounts.services import end_sessions
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.core.security import limiter
from fairapp.registration import services
from fairapp.registration.models import Invitation
from fairapp.registration.services import Invitee
from tests.selects import selects

TYPED = {"name": "Nadia Muestra", "email": "Nadia@Example.org", "lang": "fr"}
PASTE = "/demo/delegations/invite/focal-points"


def at_(demo, code, tail=""):
    return f"/demo/delegations/{demo.delegation(code).id}{tail}"


def invited(demo, visit, code="MX", **changed):
    """Invite somebody as the secretariat would; the path of the link in their letter."""
    typed = TYPED | changed
    visit("secretariat").post(at_(demo, code, "/focal-points"), typed, 303)
    return link_in(typed["email"].lower())


def link_in(address):
    letter = db.session.scalar(
        select(Letter).where(Letter.to_email == address).order_by(Letter.id.desc()).limit(1)
    )
    return re.search(r"http://fairapp\.test(/demo/invitation/\S+)", letter.text)[1]


def invitation_of(address):
    db.session.rollback()
    return db.session.scalars(
        select(Invitation).where(Invitation.email == address).order_by(Invitation.id.desc()).limit(1)
    ).one()


def test_somebody_is_invited_and_comes_in_by_the_letter(demo, visit):
    path = invited(demo, visit)
    stranger = visit()
    stranger.get(at_(demo, "MX"), 302)

    page = stranger.get(path)
    assert page.h1 == "Focal point of Mexico"
    for said in ("Sofía Secretaría (demo) invites you", "nadia@example.org", "Link works until"):
        assert said in page.words
    assert page.form()["name"] == "Nadia Muestra"
    answer = stranger.post(path, page.form() | {"lang": "es"}, 303)

    page = stranger.follow(answer)
    assert page.h1 == "México"
    assert stranger.get("/demo/home").soup.find("a", href=at_(demo, "MX"))
    stranger.get(at_(demo, "JM"), 403)
    assert by_email("nadia@example.org").password_hash is None


def test_opening_the_link_uses_nothing_up_and_is_noted(demo, visit):
    path = invited(demo, visit)
    page = visit("secretariat").get(at_(demo, "MX", "/focal-points"))
    assert "Not opened yet" in page.words

    for _ in range(3):
        visit().get(path)

    assert invitation_of("nadia@example.org").opened_at
    assert "Opened, not accepted" in visit("secretariat").get(at_(demo, "MX", "/focal-points")).words


def test_a_password_chosen_on_the_way_in_opens_the_door_the_next_time(demo, visit):
    path = invited(demo, visit)
    visit().post(path, {**TYPED, "password": "a long password", "again": "a long password"}, 303)

    again = visit()
    again.sign_in("nadia@example.org", "a long password")
    assert again.get(at_(demo, "MX")).h1 == "Mexico"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Nadia\u202e"}, "name"),
        ({"lang": "tlh"}, "lang"),
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "          ", "again": ""}, "again"),
        ({"password": "a long password", "again": "another password"}, "again"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_link_still_works(demo, visit, changed, field):
    path = invited(demo, visit)
    stranger = visit()

    page = stranger.post(path, TYPED | changed, 422)

    assert page.soup.find(id=f"{field}-error")
    assert by_email("nadia@example.org") is None
    stranger.post(path, TYPED, 303)


def test_an_account_that_exists_accepts_with_one_press(demo, visit):
    path = invited(demo, visit, email="focal@example.org", name="Fátima")
    stranger = visit()
    page = stranger.get(path)
    assert "There is an account with the address focal@example.org" in page.words
    assert not page.soup.find(id="name")

    answer = stranger.post(path, page.form(), 303)

    assert stranger.follow(answer).h1 == "Mexico"
    stranger.get(at_(demo, "CL"))


def test_whoever_is_signed_in_as_the_invited_just_accepts(demo, visit):
    path = invited(demo, visit, email="focal@example.org", name="Fátima")
    focal = visit("focal")
    assert "Somebody else" not in focal.get(path).words

    assert focal.follow(focal.post(path, {}, 303)).h1 == "Mexico"


def test_somebody_else_who_is_signed_in_is_told_and_signed_out_by_accepting(demo, visit):
    path = invited(demo, visit)
    delegate = visit("delegate")

    page = delegate.get(path)
    assert "You are signed in as" in page.words
    assert "delegate@example.org" in page.words
    assert page.soup.find("a", href="/demo/home", string=re.compile("Stay signed in"))
    delegate.post(path, TYPED, 303)

    assert "nadia@example.org" in delegate.get("/account").text
    assert by_email("delegate@example.org").scopes("focal_point", demo.edition.id) == []


def test_a_letter_never_opens_the_account_of_the_secretariat(demo, visit):
    """Roles over a whole meeting come in by their own door, however old the letter."""
    path = invited(demo, visit, email="protocol@example.org", name="Pilar")
    stranger = visit()

    answer = stranger.post(path, stranger.get(path).form(), 303)

    assert "/sign-in?" in answer.response.headers["Location"]
    assert "Please sign in" in stranger.follow(answer).words
    stranger.get("/demo/delegations/", 302)
    assert by_email("protocol@example.org").scopes("focal_point", demo.edition.id)


def test_a_used_link_says_so_and_leads_the_person_on(demo, visit):
    path = invited(demo, visit)
    nadia = visit()
    nadia.post(path, TYPED, 303)

    page = nadia.get(path, 410)
    assert page.h1 == "This invitation was accepted"
    assert page.soup.select(f"main a[href='{at_(demo, 'MX')}']")
    stranger = visit().get(path, 410)
    assert "Sign in" in stranger.words
    assert "nadia@example.org" not in stranger.text
    assert visit().post(path, TYPED, 410).h1 == page.h1


def test_a_withdrawn_link_says_whom_to_write_to(demo, visit):
    path = invited(demo, visit)
    number = invitation_of("nadia@example.org").id
    secretariat = visit("secretariat")
    question = secretariat.get(at_(demo, "MX", f"/invitations/{number}/revoke"))
    assert "nadia@example.org" in question.words
    assert invitation_of("nadia@example.org").revoked_at is None
    secretariat.post(at_(demo, "MX", f"/invitations/{number}/revoke"), {}, 303)

    page = visit().get(path, 410)

    assert page.h1 == "This invitation was withdrawn"
    assert page.soup.find("a", href=re.compile("^mailto:"))
    assert not page.soup.select("main form")


def test_an_older_letter_points_to_the_newer(demo, visit):
    path = invited(demo, visit)
    number = invitation_of("nadia@example.org").id
    secretariat = visit("secretariat")
    answer = secretariat.post(at_(demo, "MX", f"/invitations/{number}/again"), {}, 303)
    assert "A new letter is on its way to nadia@example.org." in secretariat.follow(answer).words

    assert visit().get(path, 410).h1 == "There is a newer letter"
    assert link_in("nadia@example.org") != path
    visit().get(link_in("nadia@example.org"))


def test_an_expired_link_sends_a_new_letter_to_the_same_address_and_only_one(demo, visit, at):
    path = invited(demo, visit)
    with at(invitation_of("nadia@example.org").expires_at):
        stranger = visit()
        page = stranger.get(path, 410)
        assert page.h1 == "This invitation has expired"
        assert "nadia@example.org" not in page.text

        answer = stranger.post(path + "/again", page.form("/again"), 303)
        assert "There is a newer letter" in stranger._open("GET", answer.response.headers["Location"]).h1
        stranger.post(path + "/again", {}, 303)

        letters = db.session.scalars(select(Letter).where(Letter.to_email == "nadia@example.org")).all()
        assert [letter.kind for letter in letters] == ["focal-point-invited", "focal-point-invited-again"]
        stranger.get(link_in("nadia@example.org"))


def test_no_new_letter_for_a_link_that_works_or_was_taken_back(demo, visit):
    path = invited(demo, visit)
    serial = invitation_of("nadia@example.org").serial
    visit().post(path + "/again", {}, 303)
    with transaction():
        services.revoke_invitation(invitation_of("nadia@example.org"), by=demo.user("secretariat"))
    visit().post(path + "/again", {}, 303)

    assert invitation_of("nadia@example.org").serial == serial


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_a_made_up_link_gets_one_sentence_in_the_visitors_language(demo, visit, lang):
    invited(demo, visit)
    stranger = visit(lang=lang)

    pages = {stranger.get(f"/demo/invitation/{token}", 404).words for token in ("x", "WzEsMV0.abc", "a.b.c")}

    assert len(pages) == 1
    assert "Mexico" not in pages.pop()
    stranger.post("/demo/invitation/x", {}, 404)
    stranger.post("/demo/invitation/x/again", {}, 404)


def test_asking_for_letters_is_slowed_down(demo, visit):
    path = invited(demo, visit)
    limiter.enabled = True
    try:
        limiter.reset()
        stranger = visit()
        statuses = [stranger.post(path + "/again", {}).status for _ in range(4)]
    finally:
        limiter.enabled = False
    assert statuses == [303, 303, 303, 429]


def test_a_removed_focal_point_is_kept_out_at_once(demo, visit):
    focal = visit("focal")
    focal.get(at_(demo, "CL"))
    number = demo.user("focal").id
    secretariat = visit("secretariat")
    question = secretariat.get(at_(demo, "CL", f"/focal-points/{number}/remove"))
    assert "nobody manages the delegation" in question.words
    focal.get(at_(demo, "CL"))

    answer = secretariat.post(at_(demo, "CL", f"/focal-points/{number}/remove"), {}, 303)

    assert "no longer manages the delegation" in secretariat.follow(answer).words
    focal.get(at_(demo, "CL"), 403)
    focal.get("/demo/home")
    secretariat.get(at_(demo, "CL", f"/focal-points/{number}/remove"), 404)
    log = secretariat.get(f"/demo/desk/log?subject=delegation:{demo.delegation('CL').id}").words
    assert "Focal point removed" in log


def test_what_happened_to_focal_points_is_in_the_log(demo, visit):
    path = invited(demo, visit)
    visit().post(path, TYPED, 303)

    log = visit("secretariat").get(f"/demo/desk/log?subject=delegation:{demo.delegation('MX').id}").words

    assert "Focal point invited" in log
    assert "Focal point appointed" in log
    assert "Nadia Muestra" in log


@pytest.mark.parametrize(
    ("email", "says"),
    [
        ("nadia", "This is not an e-mail address."),
        ("nadia@exãmple.org", "xn--exmple-4ta.org"),
        ("nädia@example.org", "before the “@”"),
        ("", "Please fill this in."),
    ],
)
def test_an_address_that_letters_cannot_reach_is_refused_beside_the_field(demo, visit, email, says):
    page = visit("secretariat").post(at_(demo, "MX", "/focal-points"), TYPED | {"email": email}, 422)

    assert says in page.soup.find(id="email-error").get_text()
    assert page.soup.find(id="name")["value"] == "Nadia Muestra"


def test_whoever_manages_it_already_is_said_beside_the_address(demo, visit):
    page = visit("secretariat").post(
        at_(demo, "CL", "/focal-points"), TYPED | {"email": "FOCAL@example.org"}, 409
    )

    assert "manages this delegation already" in page.soup.find(id="email-error").get_text()


def test_an_invitation_is_of_its_own_delegation(demo, visit):
    invited(demo, visit)
    number = invitation_of("nadia@example.org").id
    secretariat = visit("secretariat")

    for act in ("revoke", "again"):
        secretariat.post(at_(demo, "CL", f"/invitations/{number}/{act}"), {}, 404)
    secretariat.get(at_(demo, "CL", f"/focal-points/{demo.user('delegate').id}/remove"), 404)


def test_acting_on_what_was_accepted_meanwhile_says_so(demo, visit):
    path = invited(demo, visit)
    number = invitation_of("nadia@example.org").id
    visit().post(path, TYPED, 303)

    page = visit("secretariat").post(at_(demo, "MX", f"/invitations/{number}/revoke"), {}, 409)

    assert "This invitation was accepted." in page.words


def test_a_list_is_read_first_and_written_to_when_confirmed(demo, visit):
    secretariat = visit("secretariat")
    invited(demo, visit, code="PA")
    lines = (
        "Jamaica; Althea Sample; Althea@example.org; English\n"
        "\n"
        "MEX; Rodrigo Ficticia; rodrigo@example.org; Spanish\n"
        "panama; Nadia Muestra; nadia@example.org;\n"
        "cl; Fátima; focal@example.org\n"
        "Brasil\tCaetano Modelo\tcaetano@example.org\tportuguês"
    )

    page = secretariat.post(PASTE, {"lines": lines}, 200)

    for said in ("Is invited", "the earlier link ends", "no letter", "Send 4 letters"):
        assert said in page.words
    assert db.session.scalar(select(Letter).where(Letter.to_email == "rodrigo@example.org")) is None
    answer = secretariat.post(PASTE, {"lines": lines, "send": "1"}, 303)
    assert "4 letters are on their way." in secretariat.follow(answer).words
    spoken = {
        letter.to_email: letter.lang
        for letter in db.session.scalars(select(Letter).where(Letter.kind.startswith("focal-point-invited")))
    }
    assert (spoken["althea@example.org"], spoken["rodrigo@example.org"]) == ("en", "es")
    assert (spoken["caetano@example.org"], spoken["nadia@example.org"]) == ("pt", "es")
    assert "focal@example.org" not in spoken


def test_a_list_with_a_mistake_is_kept_whole_and_says_which_line(demo, visit):
    lines = (
        "Jamaica; Althea Sample; althea@example.org; English\n"
        "Atlantis; Neptune; neptune@example.org\n"
        "Mexico; Rodrigo\n"
        "Mexico; Rodrigo\u202e; rodrigo@example.org\n"
        "Mexico; Ana; ana@exãmple.org; Klingon\n"
        "JM; Althea; ALTHEA@example.org"
    )

    page = visit("secretariat").post(PASTE, {"lines": lines, "send": "1"}, 422)
    beside = page.soup.find(id="lines-error").get_text(" ")

    for said in (
        "Line 2: No delegation is called “Atlantis”.",
        "Line 3: Three or four parts",
        "Line 4: There is a character in it that does not show (U+202E)",
        "Line 5: “Klingon” is none of the four languages.",
        "Line 5: Please write “xn--exmple-4ta.org”",
        "Line 6: It says the same as line 1.",
    ):
        assert said in beside
    assert page.soup.find("textarea").text.strip().splitlines() == lines.splitlines()
    assert db.session.scalar(select(Letter).where(Letter.to_email == "althea@example.org")) is None


def test_a_list_costs_the_same_however_long(demo, visit):
    secretariat = visit("secretariat")

    def read(count):
        lines = "\n".join(f"MX; Ana {n}; ana{n}@example.org" for n in range(count))
        with selects() as seen:
            secretariat.post(PASTE, {"lines": lines}, 200)
        return len(seen)

    read(1)
    assert read(2) == read(80) <= 14
    secretariat.post(PASTE, {"lines": "MX; Ana; ana@example.org\n" * 301}, 422)


def test_whoever_manages_several_delegations_finds_them_all(demo, visit):
    for code in ("MX", "PA"):
        path = invited(demo, visit, code=code, email="focal@example.org", name="Fátima")
        visit().post(path, {}, 303)
    focal = visit("focal")

    home = focal.get("/demo/home")
    assert home.soup.find("a", href="/demo/delegations/mine")
    page = focal.get("/demo/delegations/mine")

    for code in ("CL", "MX", "PA"):
        assert page.soup.find("a", href=at_(demo, code))
        focal.get(at_(demo, code))
    assert not page.soup.find("a", href=at_(demo, "JM"))


def test_whoever_manages_none_is_told_how_it_comes(demo, visit):
    assert "You manage no delegation" in visit("delegate").get("/demo/delegations/mine").words


def test_the_delegations_page_tells_the_secretariat_of_open_invitations_and_nobody_else(demo, visit):
    invited(demo, visit, code="CL")

    assert "1 invitation is not accepted yet." in visit("secretariat").get(at_(demo, "CL")).words
    page = visit("focal").get(at_(demo, "CL"))
    assert "not accepted" not in page.words
    assert not page.soup.find("a", href=at_(demo, "CL", "/focal-points"))


def test_ended_sessions_do_not_matter_to_the_link(demo, visit):
    path = invited(demo, visit, email="focal@example.org", name="Fátima")
    with transaction():
        end_sessions(demo.user("focal"))

    stranger = visit()
    stranger.post(path, {}, 303)
    assert stranger.get(at_(demo, "MX")).h1 == "Mexico"


def test_a_name_of_right_to_left_letters_stands_apart_in_lists(demo, visit):
    with transaction():
        services.invite_focal_point(
            demo.delegation("MX"),
            Invitee("נועה דוגמה", "noa@example.org", "en"),
            by=demo.user("secretariat"),
        )

    page = visit("secretariat").get(at_(demo, "MX", "/focal-points"))

    assert page.soup.find("bdi", string="נועה דוגמה")
