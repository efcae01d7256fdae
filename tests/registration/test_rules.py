"""Pure questions: the credential's way, what is missing, the order of precedence."""

from __future__ import annotations

from datetime import date

import pytest

from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.registration import rules, words
from fairapp.registration.models import STATUSES

ASSEMBLY_OF_2017 = """Ecuador, El Salvador, Estados Unidos, Grenada, Guatemala, Guyana, Haití, Honduras,
    Jamaica, México, Nicaragua, Panamá, Paraguay, Perú, República Dominicana, Saint Kitts y Nevis,
    Santa Lucía, San Vicente y las Granadinas, Suriname, Trinidad y Tobago, Uruguay, Venezuela,
    Antigua y Barbuda, Argentina, Bahamas, Barbados, Belize, Bolivia, Brasil, Canadá, Chile,
    Colombia, Costa Rica, Dominica"""
"""Spanish names of the 34 that took part then, as the General Assembly's rotation runs from Ecuador."""


def _names() -> dict[str, Translated]:
    return {p.code: p.name for p in reference.member_states(date(2017, 6, 19))}


def test_the_order_drawn_for_ecuador_is_that_of_the_general_assembly_of_2017():
    names = _names()

    order = [names[code].to("es") for code in rules.rotated(list(names.items()), "EC")]

    assert order == [" ".join(name.split()) for name in ASSEMBLY_OF_2017.split(",")]


def test_after_uruguay_and_venezuela_the_list_begins_again_with_antigua():
    names = _names()

    order = rules.rotated(list(names.items()), "EC")

    assert order[order.index("UY") + 1 : order.index("UY") + 4] == ["VE", "AG", "AR"]


def test_names_are_sorted_letter_by_letter_so_santa_lucia_stands_before_san_vicente():
    names = [
        ("VC", Translated(es="San Vicente y las Granadinas")),
        ("LC", Translated(es="Santa Lucía")),
        ("SV", Translated(es="El Salvador")),
        ("EC", Translated(es="Ecuador")),
    ]

    assert rules.rotated(names, "EC") == ["EC", "SV", "LC", "VC"]


@pytest.mark.parametrize("drawn", ["AG", "JM", "VE"])
def test_every_state_stands_in_the_order_once_and_the_drawn_one_first(drawn):
    names = list(_names().items())

    order = rules.rotated(names, drawn)

    assert order[0] == drawn
    assert sorted(order) == sorted(code for code, _name in names)


def test_the_way_of_the_credential_knows_every_status_and_only_those():
    assert set(rules.NEXT) == set(STATUSES) == set(words.STATUS) == set(words.STANDS)
    assert {to for ways in rules.NEXT.values() for to in ways} <= set(STATUSES)


def test_nothing_is_accredited_without_having_been_verified():
    assert [status for status in STATUSES if "accredited" in rules.NEXT[status]] == ["verified"]
    assert [status for status in STATUSES if "verified" in rules.NEXT[status]] == ["letter_received"]


def test_exhibitors_go_on_without_a_letter_and_states_do_not():
    assert "verified" in rules.next_of("composition_received", "exhibitor")
    assert "verified" not in rules.next_of("composition_received", "member_state")


@pytest.mark.parametrize(
    ("category", "roles", "letter", "lacks"),
    [
        ("member_state", {"adviser"}, False, ["head", "letter"]),
        ("member_state", {"head"}, True, []),
        ("permanent_observer", set(), True, ["people"]),
        ("permanent_observer", {"observer"}, False, ["letter"]),
        ("exhibitor", {"participant"}, False, []),
    ],
)
def test_what_is_missing_depends_on_the_category(category, roles, letter, lacks):
    assert rules.missing(category, roles, has_letter=letter) == lacks


def test_a_delegation_has_one_head_one_alternate_head_and_any_number_of_advisers():
    assert [rules.most_of(role) for role in ("head", "alternate_head", "adviser")] == [1, 1, None]
    assert rules.rank_of("head") < rules.rank_of("alternate_head") < rules.rank_of("adviser")
