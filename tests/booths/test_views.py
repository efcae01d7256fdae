"""The fair's pages: what everybody, an exhibitor and the secretariat see and do there."""

from __future__ import annotations

import pytest

from tests.booths.people import booth, exhibitor, places
from tests.selects import selects


def test_everybody_finds_exhibitors_by_topic_region_and_name(demo, visit):
    everybody = visit()
    names = lambda page: [h.get_text(strip=True) for h in page.soup.select("#fair .card-title")]  # noqa: E731

    assert len(names(everybody.get("/demo/fair/"))) == 25
    assert "Lac-aux-Hérons Municipality" in names(everybody.get("/demo/fair/?topic=water&region=caribbean"))
    assert names(everybody.get("/demo/fair/?q=herons")) == ["Lac-aux-Hérons Municipality"]
    assert names(everybody.get("/demo/fair/?q=tecnologica+nada")) == []


def test_the_second_day_has_the_fishers_in_the_shared_booth(demo, visit):
    first = visit().get("/demo/fair/?day=1&booth=H03")
    second = visit().get("/demo/fair/?day=2&booth=H03")

    assert "Cities Data Commons" in first.soup.select_one("#booth").get_text()
    assert "Laguna Clara" in second.soup.select_one("#booth").get_text()


@pytest.mark.parametrize("asked", ["0", "9", "x", ""])
def test_a_day_that_is_none_shows_the_first(demo, visit, asked):
    page = visit().get(f"/demo/fair/?day={asked}")
    assert "Thursday" in page.soup.select_one(".tabs [aria-current]").get_text()


def test_a_blurb_without_french_is_shown_in_english_and_says_so(demo, visit):
    page = visit(lang="fr").get(f"/demo/fair/exhibitors/{exhibitor(demo, 'A01').id}")
    marked = page.soup.select_one(".lead [lang=en]")
    assert marked.get_text().startswith("Municipal utility")


def test_a_delegate_can_ask_the_staff_for_a_meeting_and_a_stranger_is_asked_to_sign_in(demo, visit):
    url = f"/demo/fair/exhibitors/{exhibitor(demo, 'A01').id}"
    asked = visit("delegate").get(url)
    assert asked.soup.find("a", href=lambda h: h and "/demo/meetings/ask/" in h)
    assert "OF-01" in asked.words
    stranger = visit().get(url)
    assert not stranger.soup.find("a", href=lambda h: h and "/meetings/ask/" in h)
    assert "Sign in to ask" in stranger.words


def test_who_only_asked_for_a_booth_is_not_shown_to_everybody(demo, visit):
    from fairapp.booths.exhibiting import Needs, exhibit
    from fairapp.core.db import transaction

    with transaction():
        asked = exhibit(demo.delegation("MX"), Needs("ngo"), by=demo.user("secretariat"))
        number = asked.id
    visit().get(f"/demo/fair/exhibitors/{number}", 404)
    secretariat = visit("secretariat")
    page = secretariat.get("/demo/fair/allocation")
    secretariat.post(f"/demo/fair/exhibitors/{number}/approve", page.form("/approve"), 303)
    visit().get(f"/demo/fair/exhibitors/{number}")
    secretariat.post(f"/demo/fair/exhibitors/{number}/approve", page.form("/approve"), 409)


def test_the_secretariat_assigns_the_waiting_exhibitor(demo, visit):
    secretariat = visit("secretariat")
    one = exhibitor(demo, "G02").id
    page = secretariat.get(f"/demo/fair/allocation?exhibitor={one}&booth=G02")
    filled = page.form("/allocation")
    assert (filled["exhibitor"], filled["booth"], len(filled["days"])) == (str(one), "G02", 2)

    after = secretariat.follow(secretariat.post("/demo/fair/allocation", filled, 303))

    assert "Lac-aux-Hérons Municipality has booth G02." in after.words
    assert places(demo, "G02") == {1: "G02", 2: "G02"}


def test_a_taken_booth_is_told_beside_the_booth_and_the_choice_is_kept(demo, visit):
    secretariat = visit("secretariat")
    one = exhibitor(demo, "G02").id
    day = demo.edition.first_day.isoformat()
    page = secretariat.post(
        "/demo/fair/allocation", {"exhibitor": str(one), "booth": "A02", "days": [day]}, 409
    )
    error = page.soup.select_one("#booth-error").get_text(" ", strip=True)
    assert "Booth A02 is taken on day 1 by Rainwater Schools Network." in error
    assert page.form("/allocation")["booth"] == "A02"
    assert page.form("/allocation")["days"] == [day]


@pytest.mark.parametrize(
    "bad", [{"booth": "ZZ9"}, {"exhibitor": "99999"}, {"days": ["1999-01-01"]}, {"days": []}, {"booth": ""}]
)
def test_nonsense_is_refused_and_nothing_is_written(demo, visit, bad):
    good = {
        "exhibitor": str(exhibitor(demo, "G02").id),
        "booth": "G02",
        "days": [demo.edition.first_day.isoformat()],
    }
    visit("secretariat").post("/demo/fair/allocation", good | bad, 422)
    assert places(demo, "G02") == {}


def test_a_booth_that_does_not_suit_is_assigned_with_a_word_of_caution(demo, visit):
    secretariat = visit("secretariat")
    one = exhibitor(demo, "H02").id
    shown = secretariat.get(f"/demo/fair/allocation?exhibitor={one}&booth=G02")
    assert "Booth G02 is smaller than the 6 × 3 m asked for." in shown.words

    after = secretariat.follow(secretariat.post("/demo/fair/allocation", shown.form("/allocation"), 303))
    assert "is smaller than" in after.words
    assert places(demo, "H02") == {1: "G02", 2: "G02"}


def test_the_secretariat_frees_a_booth(demo, visit):
    secretariat = visit("secretariat")
    one = exhibitor(demo, "A01").id
    page = secretariat.get(f"/demo/fair/allocation?exhibitor={one}")
    days = [i["value"] for i in page.soup.select(f"form[action$='/{one}/free'] input[name=days]")]
    secretariat.post(f"/demo/fair/exhibitors/{one}/free", {"days": days}, 303)
    assert places(demo, "A01") == {}


def test_an_exhibitor_edits_its_own_profile_and_no_other(demo, visit):
    own, other = exhibitor(demo, "A01").id, exhibitor(demo, "A02").id
    manager = visit("exhibitor")
    manager.get(f"/demo/fair/exhibitors/{other}/edit", 403)
    manager.post(f"/demo/fair/exhibitors/{other}/edit", {}, 403)

    url = f"/demo/fair/exhibitors/{own}/edit"
    filled = manager.get(url).form("/edit") | {
        "blurb-fr": "Régie municipale d’un port.",
        "main_topic": "energy",
        "topic_codes": ["water", "energy"],
        "website": "https://aurora.example.org",
    }
    manager.post(url, filled, 303)

    saved = exhibitor(demo, "A01")
    assert saved.blurb["fr"] == "Régie municipale d’un port."
    assert saved.topic_codes == ["energy", "water"]
    assert manager.get(url).form("/edit")["main_topic"] == "energy"
    assert saved.delegation.languages == ["en", "es"]


def test_a_bad_profile_is_refused_beside_the_field_and_kept_as_typed(demo, visit):
    url = f"/demo/fair/exhibitors/{exhibitor(demo, 'A01').id}/edit"
    manager = visit("exhibitor")
    filled = manager.get(url).form("/edit") | {"blurb-pt": "x" * 501, "website": "javascript:alert(1)"}
    page = manager.post(url, filled, 422)

    assert "At most 500 characters" in page.soup.select_one("#blurb-pt-error").get_text()
    assert page.soup.select_one("#website-error")
    assert page.form("/edit")["website"] == "javascript:alert(1)"
    assert "pt" not in exhibitor(demo, "A01").blurb


def test_a_profile_saved_meanwhile_is_told_and_the_typed_words_stay(demo, visit):
    url = f"/demo/fair/exhibitors/{exhibitor(demo, 'A01').id}/edit"
    manager, secretariat = visit("exhibitor"), visit("secretariat")
    opened = manager.get(url).form("/edit")
    secretariat.post(url, secretariat.get(url).form("/edit") | {"blurb-en": "Theirs"}, 303)
    page = manager.post(url, opened | {"blurb-en": "Mine"}, 409)

    assert "Somebody saved this meanwhile" in page.words
    assert page.form("/edit")["blurb-en"] == "Mine"
    assert exhibitor(demo, "A01").blurb["en"] == "Theirs"


def test_the_secretariat_enters_an_exhibitor_by_form(demo, visit):
    secretariat = visit("secretariat")
    url = "/demo/fair/exhibitors/add"
    filled = secretariat.get(url).form("/add") | {"name": "Casa Ejemplo", "contact_email": "casa@example.org"}
    page = secretariat.follow(secretariat.post(url, filled, 303))
    assert "A booth for Casa Ejemplo" in page.words
    again = secretariat.post(url, filled, 409)
    assert "Casa Ejemplo is at the fair already." in again.soup.select_one("#name-error").get_text()
    secretariat.post(url, filled | {"name": "", "contact_email": "no"}, 422)


def test_the_secretariat_draws_moves_and_removes_a_booth(demo, visit):
    secretariat = visit("secretariat")
    new = {"code": "j1", "x": "30", "y": "19", "width": "3", "depth": "2.5", "power": "y"}
    secretariat.post("/demo/fair/booths/add", new, 303)
    drawn = booth(demo, "J1")
    assert (drawn.x, drawn.y, drawn.width, drawn.depth) == (300, 190, 30, 25)

    secretariat.post("/demo/fair/booths/add", new | {"code": "J2"}, 409)
    secretariat.post("/demo/fair/booths/add", new | {"code": "?", "width": "zero"}, 422)
    opened = secretariat.get("/demo/fair/booths/J1/edit").form("/edit")
    assert opened["depth"] == "2.5"
    secretariat.post("/demo/fair/booths/J1/edit", opened | {"depth": "3"}, 303)
    secretariat.post("/demo/fair/booths/J1/edit", opened | {"depth": "3.5"}, 409)
    secretariat.post("/demo/fair/booths/J1/remove", {}, 303)
    secretariat.post("/demo/fair/booths/A01/remove", {}, 409)
    assert "24 booths" in secretariat.get("/demo/fair/booths").words


@pytest.mark.parametrize(
    "path",
    ["allocation", "booths", "booths/add", "booths/A01/edit", "exhibitors/add"],
)
def test_the_desk_of_the_fair_is_the_secretariats(demo, visit, path):
    assert "/sign-in" in visit().get(f"/demo/fair/{path}", 302).response.headers["Location"]
    visit("exhibitor").get(f"/demo/fair/{path}", 403)
    visit("secretariat").get(f"/demo/fair/{path}")


def test_things_that_are_not_there_are_not_found(demo, visit):
    for path in ("exhibitors/99999", "exhibitors/of/99999"):
        visit().get(f"/demo/fair/{path}", 404)
    visit("secretariat").get("/demo/fair/booths/ZZ9/edit", 404)


def test_the_pages_cost_the_same_selects_for_few_exhibitors_and_for_many(demo, visit):
    from fairapp.booths.models import Exhibitor
    from fairapp.core.db import db, transaction

    everybody, secretariat = visit(), visit("secretariat")
    urls = ((everybody, "/demo/fair/"), (secretariat, "/demo/fair/allocation"))
    counts = []
    for _ in range(2):
        with selects() as made:
            for who, url in urls:
                who.get(url)
        counts.append(len(made))
        with transaction():
            for one in db.session.query(Exhibitor).all()[3:]:
                db.session.delete(one)
    assert counts[0] == counts[1]
    assert counts[0] <= 2 * 12


def test_the_fair_stays_light(demo, visit):
    assert len(visit().get("/demo/fair/").response.get_data()) < 100_000
