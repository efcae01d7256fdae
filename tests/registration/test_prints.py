"""The list of participants on paper, and the command line."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from fairapp.core.db import transaction
from fairapp.core.prints import html_of, render
from fairapp.documents.prints import find
from fairapp.registration.pdf import list_of_participants, sections
from tests.registration.helpers import counted


def test_sections_follow_the_order_of_the_papers(demo):
    headings = [s.heading for s in sections(demo.edition, "en")]

    assert headings == [
        "Member states",
        "Permanent observers",
        "Organs, agencies and entities of the inter-American system",
        "United Nations system",
        "International and regional organizations",
        "International financial institutions",
    ]


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        ("es", ["Bahamas", "Jamaica", "México", "Panamá", "Paraguay", "Perú", "República Dominicana"]),
        ("en", ["Dominican Republic", "Jamaica", "Mexico", "Panama", "Paraguay", "Peru"]),
    ],
)
def test_states_stand_in_the_alphabet_of_the_documents_language(demo, lang, order):
    names = [p.name for p in sections(demo.edition, lang)[0].parties]

    assert [name for name in names if name in order] == order


def test_states_stand_in_order_of_precedence_when_asked(demo):
    names = [p.name for p in sections(demo.edition, "fr", by_precedence=True)[0].parties]

    assert names[:4] == ["Jamaïque", "Mexique", "Panama", "Paraguay"]


def test_the_head_comes_first_and_several_advisers_under_one_heading(demo):
    state = next(p for p in sections(demo.edition, "es")[0].parties if p.name == "Paraguay")

    assert [role.heading for role in state.roles] == ["Jefe(a) de Delegación", "Representantes", "Asesor(a)"]
    assert [len(role.people) for role in state.roles] == [1, 2, 1]


def test_an_address_is_printed_only_with_consent(demo):
    kezia = demo.person("delegate")
    assert kezia.email in html_of(list_of_participants(demo.edition, "en"))

    with transaction():
        kezia.list_email = False

    assert kezia.email not in html_of(list_of_participants(demo.edition, "en"))


def test_nobody_is_printed_who_is_not_accredited(demo):
    words = html_of(list_of_participants(demo.edition, "en"))

    assert "Suriname" not in words
    assert demo.delegation("SR").status == "verified"


def test_the_list_costs_the_same_number_of_selects_for_few_and_many(demo):
    costs = []
    for _round in range(2):
        edition = demo.edition
        with counted() as seen:
            sections(edition, "en")
        costs.append(len(seen))
        with transaction():
            for code in ("MX", "PA", "PY", "PE"):
                demo.delegation(code).status = "withdrawn"

    assert costs == [2, 2]


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "LIST OF PARTICIPANTS"),
        ("es", "LISTA DE PARTICIPANTES"),
        ("fr", "LISTE DES PARTICIPANTS"),
        ("pt", "LISTA DE PARTICIPANTES"),
    ],
)
def test_the_paper_is_a_tagged_pdf_in_each_language(demo, lang, title):
    paper = PdfReader(BytesIO(render(list_of_participants(demo.edition, lang))))
    words = " ".join(page.extract_text() for page in paper.pages)

    assert title in words.upper()
    assert "Kezia SPECIMEN" in words
    assert paper.trailer["/Root"]["/Lang"] == lang
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_same_people_make_the_same_bytes(demo):
    first = html_of(list_of_participants(demo.edition, "en"))

    assert html_of(list_of_participants(demo.edition, "en")) == first


def test_the_print_is_known_by_its_name(demo):
    assert find("list-of-participants").kind == "list_of_participants"


def test_the_command_line_says_where_every_delegation_stands(demo, app):
    said = app.test_cli_runner().invoke(args=["registration", "list", "--edition", "demo"])

    assert said.exit_code == 0, said.output
    assert "Jamaica" in said.output
    assert re.search(r"(\d+) of \1 delegations: accredited 44, ", said.output.splitlines()[-1])


def test_an_unknown_edition_is_named_on_the_command_line(demo, app):
    said = app.test_cli_runner().invoke(args=["registration", "list", "--edition", "nowhere"])

    assert said.exit_code == 1
    assert "nowhere" in said.output
