"""Search over people and delegations: what words find, and what they cannot break."""

from __future__ import annotations

import pytest

from fairapp.core.db import transaction
from fairapp.core.i18n import Translated
from fairapp.registration import queries, search, services
from tests.registration.helpers import person


def _names(found):
    return [one.formal_name for one in found.people]


def _codes(found):
    return [one.member_code for one in found.delegations]


def _enter(demo, given, family, **more):
    with transaction():
        return services.enter_participant(
            demo.delegation("CL"), person("adviser", given, family, **more), by=demo.user("secretariat")
        )


@pytest.mark.parametrize(
    "words",
    ["gutiérrez", "GUTIERREZ", "gutie\u0301rrez", "gutiér", "inés gutierrez", "gutierrez ines", "tierr"],
)
def test_accents_capitals_order_and_parts_of_words_do_not_matter(demo, words):
    _enter(demo, "Inés", "Gutiérrez Peña")

    assert "Inés GUTIÉRREZ PEÑA" in _names(queries.find(demo.edition.id, words))


def test_a_word_may_speak_of_the_person_or_of_the_delegation(demo):
    kezia = demo.person("delegate")
    found = queries.find(demo.edition.id, f"{kezia.given_names.lower()} jamaica")

    assert found.people[0].id == kezia.id
    assert all(one.delegation_id == kezia.delegation_id for one in found.people)
    assert _names(queries.find(demo.edition.id, f"{kezia.given_names} mexico")) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("estados unidos", "US"),
        ("united states", "US"),
        ("états-unis", "US"),
        ("etats unis", "US"),
        ("us", "US"),
        ("USA", "US"),
        ("brésil", "BR"),
        ("trinite", "TT"),
        ("trinidad", "TT"),
        ("ops", "paho"),
        ("PAHO", "paho"),
        ("panamericana", "paho"),
    ],
)
def test_a_delegation_is_found_in_four_languages_and_by_its_codes(demo, words, code):
    assert code in _codes(queries.find(demo.edition.id, words))


def test_a_code_comes_before_names_that_hold_it(demo):
    assert _codes(queries.find(demo.edition.id, "us"))[0] == "US"


def test_scripts_of_every_people_are_searched(demo):
    _enter(demo, "أحمد", "المثال")
    _enter(demo, "さくら", "見本")

    assert _names(queries.find(demo.edition.id, "المثال")) == ["أحمد المثال"]
    assert _names(queries.find(demo.edition.id, "احمد")) == ["أحمد المثال"]
    assert _names(queries.find(demo.edition.id, "見本")) == ["さくら 見本"]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "%%", "50%", "a_b", "/"])
def test_signs_that_databases_know_are_letters_here(demo, sign):
    assert queries.find(demo.edition.id, sign).people == []
    _enter(demo, "Ana", "Prueba", office=f"Oficina {sign} (prueba)")

    assert _names(queries.find(demo.edition.id, sign)) == ["Ana PRUEBA"]


@pytest.mark.parametrize("nothing", ["", "   ", "\u0301", "\n"])
def test_without_words_nobody_is_found(demo, nothing):
    assert queries.find(demo.edition.id, nothing).count == 0


def test_three_hundred_letters_are_no_harm(demo, visit):
    desk = visit("protocol")

    assert "Nobody is found" in desk.get(f"/demo/search?q={'x' * 300}").words
    many = "+".join(f"wort{number}" for number in range(60))
    assert len(search.words_of(many.replace("+", " "))) == search.MOST_WORDS
    desk.get(f"/demo/search?q={many}")


def test_a_script_in_the_question_or_in_a_name_is_words(demo, visit):
    _enter(demo, "<script>alert(1)</script>", "Prueba")
    page = visit("protocol").get("/demo/search?q=<script>alert")

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_who_begins_with_the_word_comes_before_who_holds_it_within(demo):
    _enter(demo, "Berta", "Xanadu")
    _enter(demo, "Ana", "Alexanadu")

    assert _names(queries.find(demo.edition.id, "xana")) == ["Berta XANADU", "Ana ALEXANADU"]


def test_an_address_finds_its_owner(demo):
    _enter(demo, "Ana", "Prueba", email="ana.prueba@example.org")

    assert "Ana PRUEBA" in _names(queries.find(demo.edition.id, "Ana.Prueba@example.org"))


def test_at_most_twenty_people_and_a_word_that_there_are_more(demo, visit):
    for number in range(25):
        _enter(demo, f"Zenobia {number}", "Prueba")

    found = queries.find(demo.edition.id, "zenobia")

    assert (len(found.people), found.more) == (20, True)
    page = visit("protocol").get("/demo/search?q=zenobia")
    behind = page.soup.find("a", string="All people found by these words")
    assert "25 people" in visit("protocol").get(behind["href"]).words


def test_other_meetings_are_not_searched(demo):
    from tests.registration.test_editions import open_small_edition

    edition, _owner = open_small_edition()

    assert queries.find(edition.id, "jamaica").count == 0


def test_choices_for_the_field_are_options_with_names_and_a_count(demo, visit):
    page = visit("protocol").client.get("/demo/search?part=choices&q=jamaica")
    text = page.get_data(as_text=True)

    assert page.status_code == 200
    assert "<html" not in text
    assert text.count('role="option"') == 1 + len(demo.delegation("JM").participants)
    assert f'data-count="{1 + len(demo.delegation("JM").participants)} found."' in text


def test_what_is_searched_follows_what_is_changed(demo):
    someone = _enter(demo, "Ana", "Antigua")
    with transaction():
        someone.family_names = "Nueva"
        demo.delegation("CL").name = Translated(en="Chile", es="Chile Nuevo")

    assert _names(queries.find(demo.edition.id, "ana nueva chile nuevo")) == ["Ana NUEVA"]
    assert _names(queries.find(demo.edition.id, "antigua ana")) == []


def test_every_row_of_the_demo_can_be_found_by_its_name(demo):
    for one in demo.delegation("JM").participants:
        assert one.id in [p.id for p in queries.find(demo.edition.id, f"{one.name} jamaica").people]
