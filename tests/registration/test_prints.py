"""The list of participants and the report on credentials on paper, and the command line."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from fairapp.core import clock
from fairapp.core.db import transaction
from fairapp.core.i18n import Translated
from fairapp.core.prints import file_of, html_of, render
from fairapp.documents.prints import find
from fairapp.documents.renditions import produce
from fairapp.registration import roll, services
from fairapp.registration.models import CategoryRights, Delegation
from fairapp.registration.prints import credentials_report, next_list, published_list, roster_paper, sections
from fairapp.registration.roll import Party, Person
from fairapp.registration.roster import RosterFilter
from fairapp.timetable.zones import spoken_in
from tests.papers import inspect_paper, words_of
from tests.selects import selects

LANGS = ("en", "es", "fr", "pt")


def now(demo, lang, ordering="precedence"):
    return sections(roll.current(demo.edition.id), lang, ordering)


def names(section):
    return [party.name for group in section.groups for party in group.parties]


def guest(demo, code, category, name, *, status="accredited"):
    """A delegation of a body the demo lacks."""
    from fairapp.core.db import db

    body = Delegation(
        edition_id=demo.edition.id,
        member_code=code,
        category=category,
        name=Translated(en=name, es=name),
        sort_name=Translated(en=name, es=name),
        status=status,
    )
    db.session.add(body)
    return body


def test_sections_stand_in_the_order_of_the_papers_whatever_order_they_came_in(demo):
    with transaction():
        guest(demo, "gs", "general_secretariat", "Secretariat for Integral Development")
        guest(demo, "uni", "academia", "University of the Specimen")
        guest(demo, "cities", "local_government", "Network of Sample Cities")
        guest(demo, "ngo", "civil_society", "Placeholder Foundation")
        guest(demo, "co", "private_sector", "Mock Industries")
        guest(demo, "vip", "special_guest", "Former Presidents")

    found = [(s.heading, [g.heading for g in s.groups]) for s in now(demo, "en")]

    assert found == [
        ("Member states", [""]),
        ("Permanent observers", [""]),
        ("Organs, agencies and entities of the inter-American system", [""]),
        ("United Nations system", [""]),
        (
            "Other organizations",
            [
                "International and regional organizations",
                "International financial institutions",
                "Local governments and city networks",
            ],
        ),
        (
            "Special guests",
            ["", "Civil society organizations", "Private sector", "Academia and research centers"],
        ),
        ("OAS General Secretariat", [""]),
    ]


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        ("es", ["Bahamas", "Jamaica", "México", "Panamá", "Paraguay", "Perú", "República Dominicana"]),
        ("en", ["Dominican Republic", "Jamaica", "Mexico", "Panama", "Paraguay", "Peru"]),
        ("fr", ["Jamaïque", "Mexique", "Panama", "Paraguay", "Pérou", "République dominicaine"]),
        ("pt", ["Jamaica", "México", "Panamá", "Paraguai", "Peru", "República Dominicana"]),
    ],
)
def test_states_stand_in_the_alphabet_of_the_documents_language_when_that_is_the_rule(demo, lang, order):
    found = names(now(demo, lang, "alphabetical")[0])

    assert [name for name in found if name in order] == order


def test_states_stand_in_order_of_precedence_otherwise(demo):
    assert names(now(demo, "fr")[0])[:4] == ["Jamaïque", "Mexique", "Panama", "Paraguay"]


def test_without_a_place_the_alphabet_of_the_language_decides(demo):
    with transaction():
        guest(demo, "z", "academia", "Zeta").sort_name = Translated(en="Aardvark", es="Zeta")
        guest(demo, "m", "academia", "Midway")

    def academies(lang):
        section = next(s for s in now(demo, lang) if "Midway" in names(s))
        return [name for name in names(section) if name in {"Zeta", "Midway"}]

    assert academies("en") == ["Zeta", "Midway"]
    assert academies("es") == ["Midway", "Zeta"]


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("es", ["Jefe(a) de Delegación", "Representantes", "Asesor(a)"]),
        ("en", ["Head of Delegation", "Representatives", "Adviser"]),
        ("fr", ["Chef de délégation", "Représentants(es)", "Conseiller(ère)"]),
        ("pt", ["Chefe de Delegação", "Representantes", "Assessor(a)"]),
    ],
)
def test_the_head_comes_first_and_several_of_a_rank_under_one_heading(demo, lang, headings):
    groups = now(demo, lang)[0].groups[0].parties
    state = next(p for p in groups if p.name.startswith("Paragua"))

    assert [role.heading for role in state.roles] == headings
    assert [len(role.people) for role in state.roles] == [1, 2, 1]


def test_an_address_is_printed_only_with_consent(demo):
    kezia = demo.person("delegate")
    assert kezia.email in html_of(next_list(demo.edition, "en"))

    with transaction():
        kezia.list_email = False

    assert kezia.email not in html_of(next_list(demo.edition, "en"))


def test_nobody_is_printed_who_does_not_want_to_be_but_the_delegation_is(demo):
    with transaction():
        for person in demo.delegation("JM").participants:
            person.listed = False
    words = html_of(next_list(demo.edition, "en"))

    assert "SPECIMEN</bdi>" in words
    assert "Kezia SPECIMEN" not in words
    assert re.search(r'class="party party-alone">Jamaica</h3>', words)


def test_nobody_is_printed_of_a_category_that_is_not_listed(demo):
    with transaction():
        demo.person("delegate").category = "press"

    assert "Kezia SPECIMEN" not in html_of(next_list(demo.edition, "en"))


def test_the_matrix_decides_which_categories_are_listed(demo):
    from sqlalchemy import select

    from fairapp.core.db import db

    assert "Fair" not in html_of(next_list(demo.edition, "en")).partition("<h2")[2]
    with transaction():
        row = db.session.scalars(select(CategoryRights).where(CategoryRights.category == "exhibitor")).first()
        row.listed = True

    assert "Exhibitors" in [g.heading for s in now(demo, "en") for g in s.groups]


@pytest.mark.parametrize("standing", ["waiting", "entered"])
def test_nobody_is_printed_who_waits_or_is_not_approved(demo, standing):
    with transaction():
        kezia = demo.person("delegate")
        kezia.standing = standing
        kezia.waiting_since = clock.now() if standing == "waiting" else None

    assert "Kezia SPECIMEN" not in html_of(next_list(demo.edition, "en"))


def test_no_delegation_is_printed_that_is_not_accredited(demo):
    assert "Suriname" not in html_of(next_list(demo.edition, "en"))
    assert demo.delegation("SR").status == "verified"


def test_the_list_costs_the_same_number_of_selects_for_few_and_many(demo):
    costs = []
    for _round in range(2):
        number = demo.edition.id
        with selects() as seen:
            roll.current(number)
        costs.append(len(seen))
        with transaction():
            for code in ("MX", "PA", "PY", "PE"):
                demo.delegation(code).status = "withdrawn"

    assert costs == [3, 3]


TITLES = {
    "en": ("LIST OF PARTICIPANTS", "MEMBER STATES", "Head of Delegation", "MEXICO"),
    "es": ("LISTA DE PARTICIPANTES", "ESTADOS MIEMBROS", "Jefe(a) de Delegación", "MÉXICO"),
    "fr": ("LISTE DES PARTICIPANTS", "ÉTATS MEMBRES", "Chef de délégation", "RÉPUBLIQUE DOMINICAINE"),
    "pt": ("LISTA DE PARTICIPANTES", "ESTADOS MEMBROS", "Chefe de Delegação", "REPÚBLICA DOMINICANA"),
}


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_is_a_good_paper_in_each_language(demo, lang):
    reader = inspect_paper(produce(demo.edition, find("list-of-participants"), lang).path, lang)
    words = words_of(reader)

    for expected in (*TITLES[lang], "Kezia SPECIMEN", "CIDI/RACOOP/doc.17/27"):
        assert expected in words
    assert "- 2 -" in words
    assert "- 1 -" not in words


def test_further_sheets_bear_the_symbol(demo):
    reader = PdfReader(BytesIO(render(next_list(demo.edition, "en", status=True))))

    assert "CIDI/RACOOP/doc.17/27 (Provisional)" in " ".join(reader.pages[1].extract_text().split())
    assert "(Provisional)" in reader.pages[0].extract_text()


def _party(*people):
    name = Translated(en="Antigua and Barbuda", pt="Antígua e Barbuda")
    return Party(1, "member_state", 1, name, name, people)


def _person(number, given, family, **more):
    known = {"office": "Adviser", "institution": "", "email": ""} | more
    return Person(number, "adviser", "ms", given, family, **known)


def paper_of(demo, lang, *parties):
    from fairapp.documents.letterhead import letterhead
    from fairapp.registration.prints.participants import _paper

    head = letterhead(demo.edition, "list_of_participants", lang)
    return _paper(head, parties, lang, "precedence", demo.edition.created_at)


def test_accents_stay_on_capitals(demo):
    words = words_of(PdfReader(BytesIO(render(paper_of(demo, "pt", _party(_person(1, "José", "Araújo")))))))

    assert "ANTÍGUA E BARBUDA" in words
    assert "José ARAÚJO" in words


def test_no_heading_ends_a_sheet(demo):
    parties = [
        Party(
            n,
            "member_state",
            n,
            Translated(en=f"State {n}"),
            Translated(en=f"{n:03}"),
            (_person(n, "A", "B", office="Counsel"),),
        )
        for n in range(1, 90)
    ]
    reader = PdfReader(BytesIO(render(paper_of(demo, "en", *parties))))

    assert len(reader.pages) > 5
    for page in reader.pages:
        ours = re.findall(r"STATE \d+|Adviser|Ms\. A B|Counsel", page.extract_text())
        assert ours[-1] == "Counsel", ours[-4:]


def test_a_delegation_of_three_hundred_and_a_name_of_three_hundred_letters_fit(demo):
    many = [_person(n, f"Given {n}", f"Family {n}") for n in range(299)]
    reader = PdfReader(BytesIO(render(paper_of(demo, "en", _party(*many, _person(300, "X", "y" * 300))))))

    assert words_of(reader).replace(" ", "").count("Y" * 300) == 1
    for page in reader.pages:
        assert float(page.mediabox.width) == 612


def test_names_in_other_scripts_do_not_stop_the_press(demo):
    people = [
        _person(1, "محمد", "الأمين"),
        _person(2, "דוד", "כהן"),
        _person(3, "明", "王"),
        _person(4, "Ольга", "Иванова"),
    ]
    reader = inspect_paper(file_of(html_of(paper_of(demo, "en", _party(*people)))), "en")
    words = words_of(reader)

    assert "Ольга ИВАНОВА" in words
    assert "דוד" in words or "דוד"[::-1] in words
    assert "Ming Wang" in words, "in Latin letters what our fonts lack"


def test_what_people_type_is_text_and_nothing_else(demo):
    nasty = '<img src="http://example.org/x"><script>alert(1)</script>{{ 7*7 }}'
    html = html_of(paper_of(demo, "en", _party(_person(1, nasty, "Test", office=nasty))))

    assert "<script" not in html
    assert "<img" not in html
    assert "{{ 7*7 }}" in html


def test_a_list_of_nobody_says_so(demo):
    assert "No delegation is accredited yet." in html_of(paper_of(demo, "en"))


def test_the_same_people_make_the_same_bytes(demo):
    assert html_of(next_list(demo.edition, "en")) == html_of(next_list(demo.edition, "en"))


def test_two_processes_make_the_same_file(demo, tmp_path):
    page = html_of(next_list(demo.edition, "es"))
    (tmp_path / "page.html").write_text(page)
    program = (
        "import sys; from pathlib import Path; from config import Config; from fairapp.app import create_app;"
        "from fairapp.core.prints import file_of; f = Path(sys.argv[1]);"
        "app = create_app(Config(data_dir=f, secret_key='x'))\n"
        "with app.app_context(): print(file_of((f / 'page.html').read_text()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], check=True, capture_output=True, text=True
    )
    other = Path(done.stdout.strip().splitlines()[-1])

    assert other.read_bytes() == file_of(page).read_bytes()


def test_the_prints_are_known_by_their_names(demo):
    assert find("list-of-participants").kind == "list_of_participants"
    assert find("credentials-report").kind == "credentials_report"


REPORT = {
    "en": "REPORT ON CREDENTIALS",
    "es": "INFORME SOBRE CREDENCIALES",
    "fr": "RAPPORT SUR LES POUVOIRS",
    "pt": "RELATÓRIO SOBRE CREDENCIAIS",
}


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_on_credentials_is_a_good_paper_in_each_language(demo, lang):
    words = words_of(inspect_paper(produce(demo.edition, find("credentials-report"), lang).path, lang))

    assert REPORT[lang] in words
    assert demo.delegation("JM").name.to(lang) in words


def chapters(demo):
    with spoken_in(demo.edition.time_zone):
        return {c.id: c for c in credentials_report(demo.edition, "en").values["chapters"]}


def lines_of(chapter):
    return {line.name: line for rows in chapter.rows for line in rows.lines}


def test_the_report_says_who_is_accredited_who_lacks_what_and_who_has_not_answered(demo):
    with transaction():
        services.decline(demo.delegation("CL"), by=demo.user("focal"), reason="")
    found = chapters(demo)
    accredited, incomplete = lines_of(found["accredited"]), lines_of(found["incomplete"])

    assert accredited["Jamaica"].place == "1"
    assert accredited["Jamaica"].cells[0].endswith("SAMPLE")
    assert "Suriname" in incomplete
    assert any("credential letter is missing" in line.cells[1] for line in incomplete.values())
    assert "Chile" in lines_of(found["away"])
    assert "Chile" not in lines_of(found["silent"])
    everybody = [name for chapter in found.values() for name in lines_of(chapter)]
    assert len(everybody) == len(set(everybody))


def test_figures_of_the_report_add_up(demo):
    figures = credentials_report(demo.edition, "en").values["figures"]

    for line in figures:
        assert line.counts[0] == sum(line.counts[1:])
    for column in range(5):
        assert figures[-1].counts[column] == sum(line.counts[column] for line in figures[:-1])


def test_the_report_costs_the_same_number_of_selects_for_few_and_many(demo):
    from fairapp.registration.credentials_report import report

    number = demo.edition.id
    with selects() as before:
        report(number)
    with transaction():
        for place in range(30):
            guest(demo, f"body-{place}", "academia", f"Body {place}", status="letter_received")
    with selects() as after:
        report(number)

    assert len(before) == len(after) <= 7


@pytest.mark.parametrize("lang", LANGS)
def test_the_roster_is_a_good_paper_in_each_language(demo, lang):
    with spoken_in(demo.edition.time_zone):
        reader = inspect_paper(file_of(html_of(roster_paper(demo.edition, lang, RosterFilter()))), lang)
    words = words_of(reader)

    assert "Kezia SPECIMEN" in words
    assert float(reader.pages[0].mediabox.width) > float(reader.pages[0].mediabox.height)


def test_diet_and_access_needs_are_not_on_the_roster(demo):
    with transaction():
        demo.person("delegate").diet = "no peanuts"
        demo.person("delegate").access_needs = "a ramp"
    words = html_of(roster_paper(demo.edition, "en", RosterFilter()))

    assert "Kezia" in words
    assert "peanuts" not in words
    assert "ramp" not in words


def test_the_public_paper_is_marked_as_provisional_before_the_first_issue(demo):
    assert "(Provisional)" in html_of(published_list(demo.edition, "en"))


def test_the_command_line_says_where_every_delegation_stands(demo, app):
    said = app.test_cli_runner().invoke(args=["registration", "list", "--edition", "demo"])

    assert said.exit_code == 0, said.output
    assert "Jamaica" in said.output
    assert re.search(r"(\d+) of \1 delegations: accredited \d+, ", said.output.splitlines()[-1])


def test_an_unknown_edition_is_named_on_the_command_line(demo, app):
    said = app.test_cli_runner().invoke(args=["registration", "list", "--edition", "nowhere"])

    assert said.exit_code == 1
    assert "nowhere" in said.output
