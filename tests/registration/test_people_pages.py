"""The form of a person and the page of the delegation, as the focal point meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairapp.core.db import db, transaction
from fairapp.registration import services
from fairapp.registration.models import SeatQuota
from tests.registration.helpers import after_closing, chile_with_letter, person
from tests.registration.test_views import DETAILS
from tests.selects import selects


def _at(demo, code, tail=""):
    return f"/demo/delegations/{demo.delegation(code).id}{tail}"


def _enter(demo, details, code="CL", by="focal"):
    with transaction():
        return services.enter_participant(demo.delegation(code), details, by=demo.user(by))


def _new(demo, browser, status=303, **fields):
    return browser.post(_at(demo, "CL", "/people/new"), {**DETAILS, **fields}, status)


def test_every_field_is_kept_as_typed_times_in_the_zone_of_the_meeting(demo, visit):
    focal = visit("focal")
    typed = {
        "arrives_at": "2027-04-21T21:30",
        "departs_at": "2027-04-24 10:00",
        "diet": "Vegetariana",
        "access_needs": "Silla de ruedas",
    }
    _new(demo, focal, **typed)
    head = demo.delegation("CL").head

    assert head.arrives_at == demo.moment(0, "21:30")
    assert head.departs_at == demo.moment(3, "10:00")
    assert head.arrives_at.hour != 21, "stored as an instant, not as the wall clock"
    page = focal.get(_at(demo, "CL", f"/people/{head.id}"))
    assert page.soup.find(id="arrives_at")["value"] == "2027-04-21T21:30"
    for name in ("diet", "access_needs"):
        assert page.soup.find(id=name)["value"] == typed[name]
    words = focal.get(_at(demo, "CL")).words
    assert "arrives Wednesday, April 21, 9:30 p.m." in words
    assert "Silla de ruedas" in words


def test_what_the_hosts_should_know_is_not_for_the_public(demo, visit):
    chile_with_letter(demo)
    _enter(demo, person(given="Ana", diet="Sin nueces", access_needs="Silla de ruedas"))
    with transaction():
        services.verify(demo.delegation("CL"), by=demo.user("protocol"))
        services.accredit(demo.delegation("CL"), by=demo.user("protocol"))

    words = visit().get("/demo/participants?q=chile").words

    assert "Ana PRUEBA" in words
    assert "nueces" not in words
    assert "ruedas" not in words


def test_consents_begin_as_privacy_asks(demo, visit):
    page = visit("focal").get(_at(demo, "CL", "/people/new"))

    ticked = {
        name: page.soup.find(id=name).has_attr("checked")
        for name in ("listed", "list_email", "open_to_meetings")
    }
    assert ticked == {"listed": True, "list_email": False, "open_to_meetings": True}
    said = page.words
    assert "Only with an express yes" in said
    assert "Read only by the secretariat, protocol and the focal points of this delegation." in said


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("family_names", "x" * 300, "At most 120 characters, please."),
        ("given_names", "Elena\u202eanelE", "There is a character in it that does not show"),
        ("given_names", "Ele\x07na", "There is a character in it that does not show"),
        ("email", "elena@exämple.org", "Please write “xn--exmple-cua.org” after the “@”."),
        ("arrives_at", "tomorrow", "Please give day and time"),
        ("arrives_at", "2037-04-21T10:00", "more than 60 days from the meeting"),
        ("departs_at", "2027-04-20T10:00", "The departure must be later than the arrival."),
        ("role", "permanent_observer", "Not a valid choice."),
        ("diet", "x" * 301, "At most 300 characters, please."),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_typed_is_lost(demo, visit, field, value, says):
    typed = {"arrives_at": "2027-04-21T10:00", "diet": "Vegetariana", field: value}

    page = _new(demo, visit("focal"), 422, **typed)

    assert says in page.soup.find(id=f"{field}-error").get_text()
    assert page.soup.find("div", class_="error-summary").find("a", href=f"#{field}")
    for name, kept in {**DETAILS, **typed}.items():
        box = page.soup.find(id=name)
        if box.name == "input" and box["type"] != "checkbox":
            assert box["value"] == kept
    assert demo.delegation("CL").participants == []


def test_a_script_in_a_name_is_a_name_everywhere(demo, visit):
    evil = "<script>alert(1)</script>"
    focal = visit("focal")
    answer = _new(demo, focal, given_names=evil, office=f"{evil}x", institution=evil)
    head = demo.delegation("CL").head

    for page in (
        focal.follow(answer),
        focal.get(_at(demo, "CL", f"/people/{head.id}")),
        focal.get(_at(demo, "CL", f"/people/{head.id}/photo")),
        focal.get(_at(demo, "CL", f"/people/{head.id}/remove")),
    ):
        assert evil not in page.text
        assert evil in page.soup.get_text()
    again = _new(demo, focal, 409, given_names="Otra")
    assert evil not in again.text


def test_names_of_any_script_stand_apart_from_the_text_around_them(demo, visit):
    focal = visit("focal")
    page = focal.follow(_new(demo, focal, given_names="أحمد", family_names="الاختبار"))
    _new(demo, focal, role="adviser", given_names="Zoe\u0308", family_names="N\u0303andu", email="")

    assert "أحمد" in page.soup.find("li", class_="person").find("bdi").get_text()
    assert demo.delegation("CL").participants[1].name == "Zoë Ñandu"


def test_somebody_without_an_office_is_saved_and_named_as_incomplete(demo, visit):
    focal = visit("focal")
    page = focal.follow(_new(demo, focal, office=""))
    head = demo.delegation("CL").head

    needs = page.soup.find("ul", class_="needs")
    links = {" ".join(a.get_text(" ").split()): a["href"] for a in needs.find_all("a")}
    assert links == {
        "Office of Elena CABEZA": _at(demo, "CL", f"/people/{head.id}#office"),
        "The credential letter": "#letter-head",
    }
    assert "Office missing" in page.words
    assert "Submit the composition" not in page.words
    refused = focal.post(_at(demo, "CL", "/submit"), {}, 409)
    assert "The office of somebody in the delegation is missing." in refused.words


def test_the_panel_says_what_is_missing_and_how_long_there_is(demo, visit, at):
    focal = visit("focal")

    empty = focal.get(_at(demo, "CL"))
    assert "2 things are missing" in empty.words
    assert "The head of delegation: exactly one person" in empty.words
    assert "38 days left" in empty.words
    with at(demo.edition.registration_closes_at - timedelta(hours=2)):
        assert "It closes today." in focal.get(_at(demo, "CL")).words
    with at(after_closing(demo)):
        closed = focal.get(_at(demo, "CL"))
    assert "Registration closed on April 8, 2027." in closed.words
    assert closed.soup.find("ul", class_="needs").find("a") is None


def test_save_and_add_another_leads_to_an_empty_form(demo, visit):
    focal = visit("focal")

    answer = _new(demo, focal, another="1")

    page = focal.follow(answer)
    assert page.h1 == "Add a person"
    assert "Elena Cabeza was added." in page.words
    assert page.soup.find(id="role").find("option", selected=True)["value"] == "adviser"


def test_who_comes_along_stands_last_with_their_category(demo, visit):
    focal = visit("focal")
    _new(demo, focal, role="press", given_names="Rita", email="")
    page = focal.follow(_new(demo, focal))

    names = [li.find("bdi").get_text(strip=True) for li in page.soup.select("li.person")]
    assert [name.split()[-2] for name in names] == ["Elena", "Rita"]
    assert page.soup.select("li.person .chip")[0].get_text() == "Press"
    rita = demo.delegation("CL").participants[1]
    assert (rita.category, rita.role) == ("press", "participant")
    form = focal.get(_at(demo, "CL", f"/people/{rita.id}"))
    assert form.soup.find(id="role").find("option", selected=True)["value"] == "press"


def test_an_exhibitor_brings_support_staff_and_no_press(demo, visit):
    page = visit("secretariat").get(_at(demo, "exhibitor-a01", "/people/new"))

    offered = {option["value"] for option in page.soup.find(id="role").find_all("option")}
    assert "support_staff" in offered
    assert "press" not in offered


def test_people_are_put_in_order_with_buttons(demo, visit):
    focal = visit("focal")
    for name in ("Uno", "Dos"):
        _enter(demo, person(given=name))
    second = demo.delegation("CL").participants[1]

    answer = focal.post(_at(demo, "CL", f"/people/{second.id}/up"), {}, 303)
    page = focal.follow(answer)

    assert [li.find("bdi").get_text(strip=True) for li in page.soup.select("li.person")] == [
        "Dos PRUEBA",
        "Uno PRUEBA",
    ]
    visit("protocol").post(_at(demo, "CL", f"/people/{second.id}/down"), {}, 403)
    focal.post(_at(demo, "CL", f"/people/{second.id}/sideways"), {}, 404)


def test_over_the_quota_somebody_waits_and_is_told_so(demo, visit):
    focal = visit("focal")
    with transaction():
        quota = SeatQuota(
            edition_id=demo.edition.id, delegation_id=demo.delegation("CL").id, category="press", seats=0
        )
        db.session.add(quota)

    page = focal.follow(_new(demo, focal, role="press"))

    assert "Elena Cabeza is on the waiting list, in place 1" in page.words
    assert "On the waiting list, place 1" in page.words


def test_a_change_of_an_accredited_person_is_shown_old_and_new_until_it_is_approved(demo, visit):
    chile_with_letter(demo)
    protocol, chile = demo.user("protocol"), demo.delegation("CL")
    with transaction():
        services.verify(chile, by=protocol)
        services.accredit(chile, by=protocol)
    focal, url = visit("focal"), _at(demo, "CL", f"/people/{chile.head.id}")

    sent = focal.post(url, {**focal.get(url).form(url), "office": "Ministra", "phone": "+56 2 1"}, 303)
    page = focal.follow(sent)

    assert "What was compared with the letter changes once protocol approves it." in page.words
    asked = " ".join(page.soup.find("dl", class_="asked").get_text(" ").split())
    assert asked == "Awaits approval: Office Asesora Ministra"
    db.session.expire_all()
    assert (chile.head.office, chile.head.phone) == ("Asesora", "+56 2 1")
    assert focal.get(url).soup.find(id="office")["value"] == "Ministra"


def test_a_composition_of_thirty_costs_no_more_questions_than_one_of_two(demo, visit):
    focal, url = visit("focal"), _at(demo, "CL")
    for name in ("Aa", "Bb"):
        _enter(demo, person(given=name))
    few = _selects(focal, url)
    for number in range(28):
        _enter(demo, person(given=f"Persona {chr(97 + number // 5)}{chr(97 + number % 5)}"))
    many = _selects(focal, url)

    assert many == few
    assert len(focal.get(url).text) < 100_000


def _selects(browser, url):
    db.session.remove()
    with selects() as seen:
        browser.get(url)
    return len(seen)
